using System.Collections.Concurrent;
using GitOpsGen.Files;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// Shapes of overlays that were built both ways with the same bytes, in the state folder. A line for each: its hash, over the engine, the
/// description and what of an overlay could make a difference.
/// </summary>
/// <param name="file">Null: nothing is kept.</param>
public sealed class TrustedShapes(string? file)
{
    // What nobody has asked for in so many shapes is found out again.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, bool> shapes = Read(file);

    public bool Contains(string shape) => shapes.ContainsKey(shape);

    public void Add(string shape) => shapes[shape] = true;

    public void Save()
    {
        if (file is null || shapes.IsEmpty)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file + ".new", shapes.Keys.Order(StringComparer.Ordinal).Take(Most));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static ConcurrentDictionary<string, bool> Read(string? file)
    {
        var known = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        if (file is not null && EntryKinds.Of(file) == EntryKind.Regular)
            foreach (var line in File.ReadLines(file).Where(line => line.Length == 64))
                known[line] = true;
        return known;
    }
}
