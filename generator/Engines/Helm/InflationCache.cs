using GitOpsGen.Files;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// Templated charts by the hash of all that went into them. Each file's name ends with the digest of what it holds, so that one that
/// was damaged is not taken.
/// </summary>
public sealed class InflationCache(string folder)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public InflatedChart? Get(string key)
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (var file in Directory.EnumerateFiles(folder, $"{key}-*.yaml").Order(StringComparer.Ordinal))
        {
            var digest = Path.GetFileNameWithoutExtension(file)[(key.Length + 1)..];
            if (Digest.OfFile(file) == digest)
                return Used(file, digest);
        }

        return null;
    }

    public InflatedChart Put(string key, string manifests)
    {
        Directory.CreateDirectory(folder);
        var digest = Digest.OfText(manifests);
        var file = Path.Join(folder, $"{key}-{digest}.yaml");
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
