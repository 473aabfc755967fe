using GitOpsGen.Diagnostics;
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

    private readonly List<(string Id, YamlMap Map)> objects;

    private ChartManifests(IEnumerable<YamlMap> maps) =>
        objects = [
            .. maps.Where(map => map.Entries.Count > 0)
                .SelectMany(Flat)
                .Select(map => (Identity(map), map))
                .OrderBy(entry => entry.Item1, StringComparer.Ordinal),
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
        var theirs = other.objects.ToLookup(entry => entry.Id, entry => entry.Map, StringComparer.Ordinal);
        foreach (var (id, map) in objects)
        {
            var twin = theirs[id].FirstOrDefault();
            if (twin is null)
                yield return Name(map);
            else if (Difference(map, twin, "") is { } path)
                yield return $"{Name(map)} ({path})";
        }
    }

    /// <summary>
    /// What both have, with <see cref="ByChance"/> where they differ. Of an object that the other has not its name is by chance, and only
    /// its kind and namespace are kept.
    /// </summary>
    public ChartManifests Settled(ChartManifests other)
    {
        var theirs = other.objects.ToLookup(entry => entry.Id, entry => entry.Map, StringComparer.Ordinal);
        return new ChartManifests(
            objects.Select(entry => theirs[entry.Id].FirstOrDefault() is { } twin ? (YamlMap)Settled(entry.Map, twin) : Nameless(entry.Map))
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

    // Kustomize and Argo CD take a List apart, so its items are what counts.
    private static IEnumerable<YamlMap> Flat(YamlMap map) =>
        map["items"] is YamlList list && map.Text("kind")?.EndsWith("List", StringComparison.Ordinal) == true
            ? list.Items.OfType<YamlMap>().SelectMany(Flat)
            : [map];

    private static string Identity(YamlMap map) =>
        string.Join(
            '\0',
            map.Text("apiVersion"),
            map.Text("kind"),
            map.Map("metadata")?.Text("namespace"),
            map.Map("metadata")?.Text("name")
        );

    private static string Name(YamlMap map) => $"{map.Text("kind")} {map.Map("metadata")?.Text("name")}";

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
