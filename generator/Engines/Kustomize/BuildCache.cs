using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Render;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>What Kustomize made of an overlay: the digest of its output and the objects in it, each kind and namespace once.</summary>
public sealed record BuildRecord(string Sha256, IReadOnlyList<ObjectId> Objects);

/// <summary>
/// Remembers builds by their key, the hash of exactly what they read. Outside git, and only to save work.
/// A line for each: key, digest, then group|kind|namespace|name of its objects, separated by tabs.
/// </summary>
public sealed class BuildCache(string file)
{
    private const string Header = "gitopsgen-builds 1";

    private readonly ConcurrentDictionary<string, BuildRecord> builds = Read(file);

    public BuildRecord? Get(string key) => builds.GetValueOrDefault(key);

    public void Put(string key, BuildRecord build) => builds[key] = build;

    /// <summary>Keeps only what the last run used, if it looked at everything.</summary>
    public void Save(IReadOnlySet<string>? used)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = new StringBuilder(Header).Append('\n');
        foreach (
            var (key, build) in builds
                .Where(build => used?.Contains(build.Key) != false)
                .OrderBy(build => build.Key, StringComparer.Ordinal)
        )
        {
            text.Append(key).Append('\t').Append(build.Sha256);
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
            if (parts.Length < 2)
                continue;
            known[parts[0]] = new BuildRecord(
                parts[1],
                [
                    .. parts
                        .Skip(2)
                        .Select(part => part.Split('|'))
                        .Where(id => id.Length == 4)
                        .Select(id => new ObjectId(id[0], id[1], id[2], id[3])),
                ]
            );
        }

        return known;
    }
}
