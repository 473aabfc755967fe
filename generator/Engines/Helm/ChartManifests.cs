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
        if (documents is null || problems.HasErrors)
            return null;
        var maps = documents.OfType<YamlMap>().SelectMany(ManifestList.Flatten).Select(map => Object(map, problems)).ToList();
        return problems.HasErrors ? null : new ChartManifests(maps);
    }

    /// <summary>
    /// The objects that are there more than once, each with the first field in which two of them differ; null where they are all the same.
    /// </summary>
    /// <param name="space">Where Helm puts what names no namespace.</param>
    public IEnumerable<(string Object, int Times, string? Difference)> Repeated(string space) =>
        Same(space)
            .Where(group => group.Count() > 1)
            .Select(group =>
                (
                    group.Key.ToString(),
                    group.Count(),
                    group.Select(one => NodeEquality.Difference(group.First(), one)).FirstOrDefault(path => path is not null)
                )
            );

    /// <summary>Each object once: the first of those that are the same.</summary>
    public ChartManifests Once(string space) => new(Same(space).Select(group => group.First()));

    private IEnumerable<IGrouping<ObjectId, YamlMap>> Same(string space) =>
        objects.GroupBy(entry => InSpace(entry.Header.Id, space), entry => entry.Map);

    private static ObjectId InSpace(ObjectId id, string space) =>
        KindScopes.BuiltIn.IsClusterScoped(id) == true ? id with { Namespace = "" }
        : id.Namespace.Length == 0 ? id with { Namespace = space }
        : id;

    // Of an object's own annotations Kustomize takes no such key, in quotes or not; they stay, as what YAML 1.2 makes of them.
    private static YamlMap Object(YamlMap map, DiagnosticBag problems)
    {
        var keyed = Keyed(map, problems);
        if (map.Map("metadata")?["annotations"] is not { } annotations)
            return keyed;
        var metadata = keyed.Map("metadata")!;
        var kept = new YamlMap(metadata.At, Replaced(metadata, "annotations", annotations));
        return new YamlMap(keyed.At, Replaced(keyed, "metadata", kept));
    }

    private static List<YamlEntry> Replaced(YamlMap map, string key, YamlNode value) =>
        [.. map.Entries.Select(entry => entry.Key.Text == key ? entry with { Value = value } : entry)];

    // Kustomize refuses keys that are no text, which Helm makes text of.
    private static YamlNode Keyed(YamlNode node, DiagnosticBag problems) =>
        node switch
        {
            YamlMap map => Keyed(map, problems),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(item => Keyed(item, problems))]),
            _ => node,
        };

    private static YamlMap Keyed(YamlMap map, DiagnosticBag problems)
    {
        var seen = new Dictionary<string, Position>(map.Entries.Count, StringComparer.Ordinal);
        var entries = new List<YamlEntry>(map.Entries.Count);
        foreach (var (key, value) in map.Entries)
        {
            var text = GoKey.Of(key);
            if (!seen.TryAdd(text, key.At))
                problems.Add(Messages.DuplicateKey(key.At, text, seen[text]));
            entries.Add(
                new YamlEntry(
                    text == key.Text && !IsTyped(key) ? key : new YamlScalar(key.At, text, isString: true),
                    Keyed(value, problems)
                )
            );
        }

        return new YamlMap(map.At, entries);
    }

    private static bool IsTyped(YamlScalar key) => !key.IsString && !key.IsNull && !YamlWriter.IsTextUnquoted(key.Text);

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
