using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>An app that a fleet may take: of its app.yaml, what somebody must know who takes it.</summary>
/// <param name="Files">Its files, runbook and training page, by the path they have in a fleet's repository.</param>
public sealed record CatalogueApp(string Name, ImmutableSortedDictionary<string, byte[]> Files)
{
    public required string Description { get; init; }

    public required string Version { get; init; }

    public required ImmutableArray<string> Requires { get; init; }

    /// <summary>The features of an environment that change something in it.</summary>
    public required ImmutableSortedSet<string> Features { get; init; }

    /// <summary>What it needs of a cluster's version, as it says: <c>versions</c>, <c>why</c>, and where.</summary>
    public required ImmutableArray<YamlMap> Kubernetes { get; init; }

    public required MapShape Parameters { get; init; }

    public required YamlMap ParameterDefaults { get; init; }

    /// <summary>It moves to another namespace, phase by phase.</summary>
    public required bool Moves { get; init; }

    public static CatalogueApp Read(string name, YamlMap spec, ImmutableSortedDictionary<string, byte[]> files) =>
        new(name, files)
        {
            Description = spec.Text("description") ?? "",
            Version = spec.Text("version") ?? "",
            Requires = [.. spec.Texts("requires").Select(required => required.Text)],
            Features = [.. spec.Entries.Where(entry => entry.Key.Text != "parameters").SelectMany(entry => FeaturesIn(entry.Value))],
            Kubernetes = [.. spec.List("kubernetes").OfType<YamlMap>()],
            Parameters = ParameterShapes.Of(spec["parameters"]) as MapShape ?? new MapShape([]),
            ParameterDefaults = ParameterShapes.Defaults(spec.Map("parameters"), spec.At),
            Moves = spec.Map("migration") is not null,
        };

    // Whatever depends on a feature says so with `when` or `unless`, at any depth.
    private static IEnumerable<string> FeaturesIn(YamlNode node) =>
        node switch
        {
            YamlMap map => AppSettingsReader
                .When(map)
                .Features.Concat(AppSettingsReader.Features(map, "unless"))
                .Select(feature => feature.Text)
                .Concat(map.Entries.SelectMany(entry => FeaturesIn(entry.Value))),
            YamlList list => list.Items.SelectMany(FeaturesIn),
            _ => [],
        };
}
