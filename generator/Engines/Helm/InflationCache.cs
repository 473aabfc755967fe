using GitOpsGen.Files;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// Templated charts by the hash of all that went into them. Each file's name ends with the digest of what it holds, so that one that
/// was damaged is not taken.
/// </summary>
/// <param name="folder">What is known.</param>
/// <param name="made">Where more goes: the same, unless nothing may be left behind.</param>
public sealed class InflationCache(string folder, string made)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public InflatedChart? Get(string key)
    {
        foreach (var file in new[] { folder, made }.Distinct(StringComparer.Ordinal).SelectMany(place => Files(place, key)))
        {
            var digest = Path.GetFileNameWithoutExtension(file)[(key.Length + 1)..];
            if (Digest.OfFile(file) == digest)
                return Used(file, digest);
        }

        return null;
    }

    private static IEnumerable<string> Files(string place, string key) =>
        Directory.Exists(place) ? Directory.EnumerateFiles(place, $"{key}-*.yaml").Order(StringComparer.Ordinal) : [];

    public InflatedChart Put(string key, string manifests)
    {
        Directory.CreateDirectory(made);
        var digest = Digest.OfText(manifests);
        var file = Path.Join(made, $"{key}-{digest}.yaml");
        // Another run may be writing the same.
        var unfinished = $"{file}.{Environment.ProcessId}-{Guid.NewGuid():N}.new";
        File.WriteAllText(unfinished, manifests);
        File.Move(unfinished, file, overwrite: true);
        return Used(file, digest);
    }

    /// <summary>Forgets what this run, which looked at everything, had no use for.</summary>
    public void Prune()
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
            if (!used.Contains(file))
                File.Delete(file);
    }

    private InflatedChart Used(string file, string digest)
    {
        lock (gate)
            used.Add(file);
        return new InflatedChart(file, digest, ManifestScanner.Scan(File.ReadAllBytes(file)));
    }
}
