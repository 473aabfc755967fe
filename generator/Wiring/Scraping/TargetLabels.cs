using System.Text;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>The labels of a target, from its discovery to what is stored; relabelings change them.</summary>
public sealed class TargetLabels
{
    private readonly SortedDictionary<string, LabelValue> values = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, LabelValue>> All => values;

    public LabelValue this[string name] => values.TryGetValue(name, out var value) ? value : Absent(name);

    public void Set(string name, string text) => Set(name, LabelValue.Of(text));

    /// <summary>A label without a value is none.</summary>
    public void Set(string name, LabelValue value)
    {
        if (value is { IsCertain: true, Text.Length: 0 })
            values.Remove(name);
        else
            values[name] = value;
    }

    public void Remove(string name) => values.Remove(name);

    /// <summary>Two targets of one job that have it in common are one (Prometheus drops what discovery alone knew).</summary>
    public string Identity()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
            if (!name.StartsWith("__meta_", StringComparison.Ordinal))
                text.Append(name).Append('=').Append(value.Text).Append('\n');
        return text.ToString();
    }

    // Of the node nothing is rendered.
    private static LabelValue Absent(string name) =>
        name.StartsWith("__meta_kubernetes_node", StringComparison.Ordinal) ? LabelValue.Guess("node-a", "node-b") : LabelValue.Empty;
}
