using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Render;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>What Kustomize made of an overlay: the digest of its output and the objects in it, each kind and namespace once.</summary>
/// <param name="Way">How it was built: see <see cref="BuildWay"/>.</param>
public sealed record BuildRecord(string Sha256, string Way, IReadOnlyList<ObjectId> Objects);

/// <summary>
/// Remembers builds by their key, the hash of exactly what they read. Outside git, and only to save work.
/// A line for each: key, digest, way, then group|kind|namespace|name of its objects, separated by tabs.
/// </summary>
/// <param name="runs">Tells which ways this run takes; null where nothing can be built, and so nothing is asked.</param>
public sealed class BuildCache(string file, KustomizeRuns? runs)
{
    private const string Header = "gitopsgen-builds 2";

    private readonly ConcurrentDictionary<string, BuildRecord> builds = Read(file);

    /// <returns>Null also for what was built in a way that is no answer for this run.</returns>
    public BuildRecord? Get(string key) => builds.GetValueOrDefault(key) is { } build && Takes(build) ? build : null;

    public void Put(string key, BuildRecord build) => builds[key] = build;

    /// <summary>Keeps only what the last run used, if it looked at everything, and would take again.</summary>
    public void Save(IReadOnlySet<string>? used)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = new StringBuilder(Header).Append('\n');
        foreach (
            var (key, build) in builds
                .Where(build => used?.Contains(build.Key) != false && Takes(build.Value))
                .OrderBy(build => build.Key, StringComparer.Ordinal)
        )
        {
            text.Append(key).Append('\t').Append(build.Sha256).Append('\t').Append(build.Way);
            foreach (var id in build.Objects)
                text.Append('\t').Append(id.Group).Append('|').Append(id.Kind).Append('|').Append(id.Namespace).Append('|').Append(id.Name);
            text.Append('\n');
        }

        File.WriteAllText(file + ".new", text.ToString());
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>The objects with everything dropped that no AppProject depends on.</summary>
    public static IReadOnlyList<ObjectId> Reduce(IEnumerable<ObjectId> objects) =>
        [
            .. objects
                .Select(id => id with { Name = id.GroupKind == "Namespace" ? id.Name : "" })
                .Distinct()
                .OrderBy(id => id.GroupKind, StringComparer.Ordinal)
                .ThenBy(id => id.Namespace, StringComparer.Ordinal)
                .ThenBy(id => id.Name, StringComparer.Ordinal),
        ];

    private bool Takes(BuildRecord build) => runs?.Takes(build.Way) != false;

    private static ConcurrentDictionary<string, BuildRecord> Read(string file)
    {
        var known = new ConcurrentDictionary<string, BuildRecord>(StringComparer.Ordinal);
        if (EntryKinds.Of(file) != EntryKind.Regular)
            return known;
        using var reader = new StreamReader(file);
        if (reader.ReadLine() != Header)
            return known;
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            if (parts.Length < 3)
                continue;
            known[parts[0]] = new BuildRecord(
                parts[1],
                parts[2],
                [
                    .. parts
                        .Skip(3)
                        .Select(part => part.Split('|'))
                        .Where(id => id.Length == 4)
                        .Select(id => new ObjectId(id[0], id[1], id[2], id[3])),
                ]
            );
        }

        return known;
    }
}
