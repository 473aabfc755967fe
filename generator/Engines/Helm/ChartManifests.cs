using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// What <c>helm template</c> printed, as objects. Helm 3 and 4 order and comment their output differently, so the objects are sorted
/// and written our way: the same chart and values give the same bytes with either.
/// </summary>
public sealed class ChartManifests
{
    /// <summary>Stands where the same chart and values gave two different things.</summary>
    public const string ByChance = "(by chance)";

    private readonly List<(ManifestHeader Header, YamlMap Map)> objects;

    private ChartManifests(IEnumerable<YamlMap> maps) =>
        objects = [
            .. maps.Where(map => map.Entries.Count > 0)
                .SelectMany(ManifestList.Flatten)
                .Select(map => (Header: ManifestHeader.Of(map), map))
                .OrderBy(entry => entry.Header.ApiVersion, StringComparer.Ordinal)
                .ThenBy(entry => entry.Header.Id.Kind, StringComparer.Ordinal)
                .ThenBy(entry => entry.Header.Id.Namespace, StringComparer.Ordinal)
                .ThenBy(entry => entry.Header.Id.Name, StringComparer.Ordinal),
        ];

    /// <summary>Null when the output is no proper YAML, with what is wrong in <paramref name="problems"/>.</summary>
    public static ChartManifests? Read(string title, string output, DiagnosticBag problems)
    {
        var documents = YamlReader.ReadAll($"{title}, templated", output, problems, YamlLimits.Generated);
        return documents is null || problems.HasErrors ? null : new ChartManifests(documents.OfType<YamlMap>());
    }

    public string Write(string title) =>
        YamlWriter.WriteAll(objects.Select(entry => entry.Map), $"{title}, inflated by gitopsgen render. Do not edit.");

    /// <summary>
    /// The objects that are not the same in <paramref name="other"/>, each with the first field that differs; never its value, which may be
    /// a secret.
    /// </summary>
    public IEnumerable<string> Differences(ChartManifests other)
    {
        var theirs = other.objects.ToLookup(entry => entry.Header, entry => entry.Map);
        foreach (var (header, map) in objects)
        {
            var twin = theirs[header].FirstOrDefault();
            if (twin is null)
                yield return Name(header);
            else if (Difference(map, twin, "") is { } path)
                yield return $"{Name(header)} ({path})";
        }
    }

    /// <summary>
    /// What both have, with <see cref="ByChance"/> where they differ. Of an object that the other has not its name is by chance, and only
    /// its kind and namespace are kept.
    /// </summary>
    public ChartManifests Settled(ChartManifests other)
    {
        var theirs = other.objects.ToLookup(entry => entry.Header, entry => entry.Map);
        return new ChartManifests(
            objects.Select(entry =>
                theirs[entry.Header].FirstOrDefault() is { } twin ? (YamlMap)Settled(entry.Map, twin) : Nameless(entry.Map)
            )
        );
    }

    private static YamlNode Settled(YamlNode one, YamlNode other) =>
        (one, other) switch
        {
            (YamlMap a, YamlMap b) when SameKeys(a, b) => new YamlMap(
                a.At,
                [.. a.Entries.Select(entry => entry with { Value = Settled(entry.Value, b[entry.Key.Text]!) })]
            ),
            (YamlList a, YamlList b) when a.Items.Count == b.Items.Count => new YamlList(
                a.At,
                [.. a.Items.Select((item, i) => Settled(item, b.Items[i]))]
            ),
            (YamlScalar a, YamlScalar b) when a.Text == b.Text && a.IsString == b.IsString => a,
            _ => Y.Text(ByChance),
        };

    private static YamlMap Nameless(YamlMap map) =>
        Y.Map(
            ("apiVersion", map["apiVersion"]),
            ("kind", map["kind"]),
            ("metadata", Y.Map(("name", Y.Text(ByChance)), ("namespace", map.Map("metadata")?["namespace"])))
        );

    private static bool SameKeys(YamlMap one, YamlMap other) =>
        one.Entries.Select(entry => entry.Key.Text).SequenceEqual(other.Entries.Select(entry => entry.Key.Text), StringComparer.Ordinal);

    private static string Name(ManifestHeader header) => $"{header.Id.Kind} {header.Id.Name}";

    private static string? Difference(YamlNode one, YamlNode other, string path) =>
        (one, other) switch
        {
            (YamlMap a, YamlMap b) when SameKeys(a, b) => a
                .Entries.Select(entry =>
                    Difference(entry.Value, b[entry.Key.Text]!, path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}")
                )
                .FirstOrDefault(found => found is not null),
            (YamlList a, YamlList b) when a.Items.Count == b.Items.Count => a
                .Items.Select((item, i) => Difference(item, b.Items[i], $"{path}[{i}]"))
                .FirstOrDefault(found => found is not null),
            (YamlScalar a, YamlScalar b) when a.Text == b.Text && a.IsString == b.IsString => null,
            _ => path,
        };
}
