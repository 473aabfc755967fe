using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate;

/// <summary>
/// Brings the schemas to hand that objects are held to: those of the repository first, then what the fleet file names. Each is read once,
/// and only when some object needs it.
/// </summary>
public sealed class SchemaPlaces
{
    private readonly FileTree files;
    private readonly DiagnosticBag diagnostics;
    private readonly SchemaFolderReader folder;
    private readonly ImmutableArray<string> places;
    private readonly ConcurrentDictionary<(string Group, string Kind), Lazy<ImmutableArray<KindSchema>>> kinds = new();
    private readonly Lazy<DefinitionSet> definitions;
    private readonly Lazy<ImmutableArray<SchemaLibrary>> named;
    private readonly Lazy<string> digest;

    /// <param name="places">Files and folders of the repository with definitions and descriptions.</param>
    public SchemaPlaces(FileTree files, IEnumerable<YamlScalar> places, DiagnosticBag diagnostics)
    {
        (this.files, this.diagnostics) = (files, diagnostics);
        folder = new SchemaFolderReader(files, diagnostics);
        this.places = [.. places.Select(Resolve).OfType<string>()];
        definitions = new(() => folder.ReadDefinitions() ?? DefinitionSet.Empty);
        named = new(() => [.. this.places.Select(path => Imported(files.Absolute(path)))]);
        digest = new(() =>
            Files.Digest.OfText(
                string.Join(
                    '\n',
                    this.places.Append(SchemaFolder.Directory).SelectMany(files.Walk).Order(StringComparer.Ordinal).Select(Stamp)
                )
            )
        );
    }

    /// <summary>Of everything that is or may be read.</summary>
    public string Digest => digest.Value;

    public IReadOnlyList<SchemaLibrary> Of(ClusterContents contents)
    {
        var read = SchemaSubject
            .Kinds(contents)
            .SelectMany(kind => kinds.GetOrAdd(kind, _ => new(() => [.. folder.Read(kind.Group, kind.Kind)])).Value)
            .ToList();
        var own = new SchemaLibrary(read, read.OfType<BuiltInSchema>().Any() ? definitions.Value : DefinitionSet.Empty);
        return [own, .. named.Value];
    }

    private string Stamp(string path) => $"{path} {files.Sha256(path)}";

    private string? Resolve(YamlScalar place)
    {
        var path = RepositoryPath.ResolveInside("", place.Text);
        var why =
            place.Text.Contains("://", StringComparison.Ordinal)
                ? "nothing is fetched here; import what is there with `gitopsgen schema import`"
            : path is null ? "it does not stay in the repository"
            : files.LinkOnTheWay(path) is { } link ? $"'{link}' is a symbolic link"
            : !files.FileExists(path) && !files.DirectoryExists(path) ? "there is no such file or folder"
            : null;
        if (why is null)
            return path;
        diagnostics.Add(Messages.SchemaPlaceUnusable(place.At, place.Text, why));
        return null;
    }

    private SchemaLibrary Imported(string full)
    {
        var import = new SchemaImport(null, diagnostics);
        foreach (var file in new SourceFiles(diagnostics).Read(full, out _))
            import.Add(file);
        var (found, described) = (import.Result.Kinds, import.Result.Definitions);
        return new SchemaLibrary(found, described.Aggregate(DefinitionSet.Empty, (all, one) => all.With(one.Release, one.Schemas)));
    }
}
