using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Proof;

/// <summary>A value that is not what it was, in a file that is YAML or JSON before and after.</summary>
/// <param name="Path">Keys from the document down; items of lists are <c>[]</c>.</param>
/// <param name="Maps">The maps around it, the nearest first.</param>
internal sealed record ChangedValue(IReadOnlyList<string> Path, IReadOnlyList<YamlMap> Maps, string Text)
{
    private const int Deepest = 200;

    public string Key => Path[^1];

    /// <summary>
    /// All of them by where they stand; null where a side is no YAML, or one that has other keys or more values than the other.
    /// </summary>
    public static Dictionary<(int Line, int Column), ChangedValue>? Between(string path, string before, string after)
    {
        var (old, now) = (Read(path, before), Read(path, after));
        var found = new Dictionary<(int, int), ChangedValue>();
        return
            old is not null
            && now is not null
            && old.Count == now.Count
            && old.Zip(now).All(pair => Compare(pair.First, pair.Second, [], [], found))
            ? found
            : null;
    }

    private static IReadOnlyList<YamlNode>? Read(string path, string text)
    {
        var diagnostics = new DiagnosticBag();
        var nodes = YamlReader.ReadAll(path, text, diagnostics, YamlLimits.Generated);
        return diagnostics.HasErrors ? null : nodes;
    }

    private static bool Compare(
        YamlNode old,
        YamlNode now,
        IReadOnlyList<string> path,
        IReadOnlyList<YamlMap> maps,
        Dictionary<(int, int), ChangedValue> found
    )
    {
        switch (old, now)
        {
            case (YamlMap one, YamlMap two) when one.Entries.Count == two.Entries.Count && path.Count < Deepest:
                return one
                    .Entries.Zip(two.Entries)
                    .All(pair =>
                        pair.First.Key.Text == pair.Second.Key.Text
                        && Compare(pair.First.Value, pair.Second.Value, [.. path, pair.First.Key.Text], [one, .. maps], found)
                    );
            case (YamlList one, YamlList two) when one.Items.Count == two.Items.Count && path.Count < Deepest:
                return one.Items.Zip(two.Items).All(pair => Compare(pair.First, pair.Second, [.. path, "[]"], maps, found));
            case (YamlScalar one, YamlScalar two):
                if (one.Text != two.Text && path.Count > 0)
                    found[(two.At.Line, two.At.Column)] = new ChangedValue(path, maps, one.Text);
                return true;
            default:
                return false;
        }
    }
}
