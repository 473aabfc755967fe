using YamlDotNet.Core;

namespace GitOpsGen.Yaml;

/// <summary>Puts whole lines into a map, comments among them.</summary>
public static partial class YamlSplice
{
    /// <summary>
    /// Adds a key to the map below nested keys, of which the last may be missing, empty or nothing. Into a map that is written on one line
    /// the value goes on one line as well, without comments. Null when the text has a form that cannot be spliced safely, or has the key.
    /// </summary>
    /// <param name="lines">The key and its value, without the margin of the map.</param>
    /// <param name="value">What the lines say.</param>
    public static string? AddLines(string text, IReadOnlyList<string> path, string key, IReadOnlyList<string> lines, YamlNode value)
    {
        try
        {
            if (YamlSpan.Read(text) is not { } root || Has(root, path, key))
                return null;
            var spliced = Added(text, root, path, lines) ?? Set(text, root, [.. path, key], value);
            return spliced is not null && IsSet(text, spliced, [.. path, key], value) ? spliced : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static bool Has(YamlSpan root, IReadOnlyList<string> path, string key)
    {
        var at = root;
        foreach (var part in path)
            if ((at as YamlSpan.Map)?[part] is { } next)
                at = next.Value;
            else
                return false;
        return (at as YamlSpan.Map)?[key] is not null;
    }

    private static string? Added(string text, YamlSpan root, IReadOnlyList<string> path, IReadOnlyList<string> lines)
    {
        if (root is not YamlSpan.Map { IsFlow: false, Entries.Count: > 0 } map || Margin(text, map.Entries[0].Key.Start) is not { } margin)
            return null;
        if (path.Count == 0)
            return Below(text, map.End, Joined(text, lines, margin));
        if (map[path[0]] is not { } entry)
            return path.Count == 1
                ? Below(text, map.End, Joined(text, [$"{path[0]}:", .. lines.Select(line => $"  {line}")], margin))
                : null;
        return path.Count == 1 && IsNothing(entry.Value)
            ? Begun(text, entry, Joined(text, lines, $"{margin}  "))
            : Added(text, entry.Value, [.. path.Skip(1)], lines);
    }

    private static bool IsNothing(YamlSpan value) =>
        value is YamlSpan.Map { IsFlow: true, Entries.Count: 0 } or YamlSpan.Scalar { IsPlain: true, Text: "" or "~" or "null" };

    // `apps: {}` or `apps:`, maybe with a comment behind it, which stays.
    private static string Begun(string text, (YamlSpan Key, YamlSpan Value) entry, string lines)
    {
        var length = entry.Value.End - entry.Value.Start;
        if (length == 0)
            return Below(text, entry.Key.End, lines);
        var blanks = entry.Value.Start - text.AsSpan(0, entry.Value.Start).TrimEnd(' ').Length;
        return Below(text.Remove(entry.Value.Start - blanks, length + blanks), entry.Key.End, lines);
    }

    private static string Joined(string text, IEnumerable<string> lines, string margin) =>
        string.Join(NewLine(text), lines.Select(line => margin + line));
}
