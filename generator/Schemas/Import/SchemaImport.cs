using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas.Import;

/// <summary>Distils what files define and describe. All that is wrong is told at once; then nothing of it counts.</summary>
/// <param name="said">The release of descriptions that do not say theirs.</param>
public sealed partial class SchemaImport(KubernetesRelease? said, DiagnosticBag diagnostics)
{
    private readonly SortedDictionary<string, (KindSchema Kind, string From, string Text)> kinds = new(StringComparer.Ordinal);

    private readonly List<(KubernetesRelease Release, ImmutableSortedDictionary<string, Schema> Schemas)> definitions = [];

    /// <summary>How many definitions and descriptions there were, good or not.</summary>
    public int Found { get; private set; }

    public ImportedSchemas Result => new([.. kinds.Values.Select(one => one.Kind)], [.. definitions]);

    public void Add(SourceFile file)
    {
        foreach (var document in Documents(file).OfType<YamlMap>())
            if (OpenApiDescription.Of(document) is { } description)
                Add(file, document, description);
            else
                foreach (var definition in ManifestList.Flatten(document).Where(CustomKind.IsDefinition))
                    Add(file, definition);
    }

    // In a folder lies much else; what cannot hold a schema is not read.
    private IReadOnlyList<YamlNode> Documents(SourceFile file)
    {
        if (!file.Text.Contains(CustomKind.DefinitionKind, StringComparison.Ordinal) && !Description().IsMatch(file.Text))
            return [];
        if (!file.IsJson)
            return YamlReader.ReadAll(file.Name, file.Text, diagnostics, YamlLimits.Generated) ?? [];
        if (JsonText.Read(file.Name, file.Text) is { } document)
            return [document];
        diagnostics.Add(Messages.SchemaSourceUnreadable(file.Name, "it is not JSON"));
        return [];
    }

    private void Add(SourceFile file, YamlMap definition)
    {
        Found++;
        var at = definition.At;
        var name = definition.Map("metadata")?.Text("name") ?? "no name";
        if (CustomKind.Of(definition) is not { } kind)
            Refuse(
                at,
                name,
                $"it is of {definition.Text("apiVersion")}, or says no group and kind",
                "Write it for apiextensions.k8s.io/v1."
            );
        else if (Unsound(kind) is { } odd)
            Refuse(at, name, $"'{odd}' is no name that a group, version or kind can have", "Correct it.");
        else if (!kind.Served.Any())
            Refuse(at, name, "it serves no version", "Import a definition that clusters have.");
        else
            foreach (var version in kind.Versions.Where(version => version.IsServed))
                Add(file, at, kind, version);
    }

    private void Add(SourceFile file, Position at, CustomKind kind, CustomVersion version)
    {
        if (version.Schema is not { } schema)
        {
            Refuse(
                at,
                $"{kind.Group} {kind.Kind}",
                $"its version {version.Name} has no schema",
                "Import a definition with openAPIV3Schema."
            );
            return;
        }

        var source = new SchemaSource(file.Name, file.Sha256);
        Add(
            at,
            file.Name,
            new CustomSchema(
                kind.Group,
                version.Name,
                kind.Kind,
                source,
                [.. kind.Served],
                [.. kind.NotServed],
                version.Expressions,
                schema
            )
        );
    }

    private void Add(SourceFile file, YamlMap document, OpenApiDescription description)
    {
        Found++;
        if ((description.Release ?? said) is not { } release)
        {
            diagnostics.Add(Messages.DescriptionWithoutRelease(document.At));
            return;
        }

        var source = new SchemaSource(file.Name, file.Sha256);
        foreach (var kind in description.Kinds.Where(kind => ApiNames.AreSound(kind.Group, kind.Kind) && ApiNames.IsVersion(kind.Version)))
            Add(
                document.At,
                file.Name,
                new BuiltInSchema(kind.Group, kind.Version, kind.Kind, [new BuiltInSource(release, kind.Definition, source)])
            );
        definitions.Add((release, description.Definitions));
    }

    private void Add(Position at, string from, KindSchema kind)
    {
        var path = SchemaFile.PathOf(kind);
        var text = Compared(kind);
        if (!kinds.TryGetValue(path, out var other))
            kinds[path] = (kind, from, text);
        else if (kind is BuiltInSchema builtIn && other.Kind is BuiltInSchema before)
            kinds[path] = (before.With(builtIn), other.From, text);
        // Of a kind that both define and describe, the definition says more.
        else if (kind is CustomSchema && other.Kind is BuiltInSchema)
            kinds[path] = (kind, from, text);
        else if (kind is CustomSchema && other.Text != text)
            diagnostics.Add(Messages.ImportedTwice(at, KubernetesApi.NameOf(kind.Group, kind.Version, kind.Kind), other.From));
    }

    // Two files that say the same may well have two names.
    private static string Compared(KindSchema kind) => kind is CustomSchema custom ? SchemaWriter.Write(custom.Schema).ToJsonString() : "";

    private static string? Unsound(CustomKind kind) =>
        kind.Group.Length == 0 || !ApiNames.AreSound(kind.Group, kind.Kind)
            ? $"{kind.Group}/{kind.Kind}"
            : kind.Versions.Select(version => version.Name).FirstOrDefault(name => !ApiNames.IsVersion(name));

    private void Refuse(Position at, string name, string why, string mend) =>
        diagnostics.Add(Messages.DefinitionUnusable(at, name, why, mend));

    [GeneratedRegex(@"(?:^|[{,\n]\s*)[""']?(?:openapi|swagger)[""']?\s*:", RegexOptions.NonBacktracking)]
    private static partial Regex Description();
}
