using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>What is known of the schema of one version of a kind.</summary>
public abstract record SchemaAnswer
{
    private SchemaAnswer() { }

    /// <param name="Definitions">What references lead to.</param>
    /// <param name="IsCustom">It is of a CustomResourceDefinition.</param>
    /// <param name="Release">The release that it is of; null for a definition's.</param>
    public sealed record Known(Schema Root, IReadOnlyDictionary<string, Schema> Definitions, bool IsCustom, KubernetesRelease? Release)
        : SchemaAnswer
    {
        /// <summary>How many conditions in CEL the API server evaluates besides, and nobody here.</summary>
        public int Expressions { get; init; }

        /// <summary>What is wrong with an object of the kind, in the order of the document.</summary>
        public IReadOnlyList<SchemaMistake> Mistakes(YamlMap document) => SchemaWalk.Of(document, Root, Definitions, IsCustom);
    }

    /// <summary>The kind is there, but not in this version.</summary>
    public sealed record NotServed(ImmutableArray<string> Served) : SchemaAnswer;

    public sealed record Unknown : SchemaAnswer;
}

/// <summary>
/// Schemas of what an environment holds: of the definitions among its own objects first, which are what its clusters get; then of each
/// library in turn.
/// </summary>
public sealed class SchemaStore
{
    private static readonly Dictionary<string, Schema> NoDefinitions = [];

    private readonly Dictionary<(string Group, string Kind), CustomKind> own = [];
    private readonly ImmutableArray<SchemaLibrary> libraries;

    public SchemaStore(Manifests objects, params IEnumerable<SchemaLibrary> libraries)
    {
        this.libraries = [.. libraries];
        foreach (var definition in objects.Objects.Where(one => one.Kind == CustomKind.DefinitionKind))
            if (CustomKind.Of(definition.Document) is { } kind)
                own.TryAdd((kind.Group, kind.Kind), kind);
    }

    /// <param name="release">Of the clusters; null where nobody says it.</param>
    public SchemaAnswer Find(string group, string version, string kind, KubernetesRelease? release)
    {
        if (own.TryGetValue((group, kind), out var defined))
            return Of(defined, version);
        foreach (var library in libraries)
            if (Of(library, library.Find(group, kind), version, release) is { } answer)
                return answer;
        return new SchemaAnswer.Unknown();
    }

    private static SchemaAnswer Of(CustomKind kind, string version)
    {
        if (kind.Versions.FirstOrDefault(one => one.Name == version) is not { IsServed: true } found)
            return new SchemaAnswer.NotServed([.. kind.Served]);
        return found.Schema is { } schema ? Custom(schema, found.Expressions) : new SchemaAnswer.Unknown();
    }

    private static SchemaAnswer? Of(
        SchemaLibrary library,
        ImmutableArray<KindSchema> versions,
        string version,
        KubernetesRelease? release
    ) =>
        versions.FirstOrDefault(one => one.Version == version) switch
        {
            CustomSchema custom => Custom(custom.Schema, custom.Expressions),
            SingleSchema single => new SchemaAnswer.Known(single.Schema, single.Definitions, single.IsCustom, null),
            BuiltInSchema builtIn => BuiltIn(library, Nearest(builtIn, release)),
            _ => versions.OfType<CustomSchema>().FirstOrDefault() is { } other ? new SchemaAnswer.NotServed(other.Served) : null,
        };

    private static SchemaAnswer.Known Custom(Schema root, int expressions) =>
        new(ObjectMeta.Complete(root), NoDefinitions, IsCustom: true, null) { Expressions = expressions };

    private static SchemaAnswer.Known BuiltIn(SchemaLibrary library, BuiltInSource source) =>
        new(new Schema { Reference = source.Definition }, library.Definitions.Of(source.Release), IsCustom: false, source.Release);

    // The one before it has what the release has, but for what came since; the one after it is the next best.
    private static BuiltInSource Nearest(BuiltInSchema kind, KubernetesRelease? release)
    {
        var ordered = kind.Sources.OrderBy(source => source.Release).ToList();
        return release is { } wanted ? ordered.LastOrDefault(source => source.Release <= wanted) ?? ordered[0] : ordered[^1];
    }
}
