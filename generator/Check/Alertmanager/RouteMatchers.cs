using System.Text.RegularExpressions;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>
/// Reads matchers in all their forms: texts (<c>severity =~ "a|b"</c>, also several in one), the older maps <c>match</c> and
/// <c>match_re</c>, and the objects of an AlertmanagerConfig.
/// </summary>
internal static partial class RouteMatchers
{
    /// <param name="prefix">Of the keys: <c>source_</c> and <c>target_</c> in inhibit rules.</param>
    /// <returns>False among them stands for one that could not be read.</returns>
    public static (List<LabelMatcher> Matchers, bool IsUnclear) Of(YamlMap node, string prefix = "")
    {
        var found = new List<LabelMatcher>();
        var isUnclear = false;
        var camel = prefix.Length == 0 ? "matchers" : $"{prefix.TrimEnd('_')}Match";
        foreach (var item in node.List($"{prefix}matchers").Concat(prefix.Length == 0 ? [] : node.List(camel)))
            isUnclear |= !(item is YamlMap map ? AddObject(map, found) : item is YamlScalar text && AddText(text.Text, found));
        Add(node.Map($"{prefix}match"), MatcherType.Equal, found);
        Add(node.Map($"{prefix}match_re"), MatcherType.Matches, found);
        return (found, isUnclear);
    }

    private static void Add(YamlMap? pairs, MatcherType type, List<LabelMatcher> found) =>
        found.AddRange(
            (pairs?.Entries ?? []).Select(entry => new LabelMatcher(entry.Key.Text, type, (entry.Value as YamlScalar)?.Text ?? ""))
        );

    private static bool AddObject(YamlMap map, List<LabelMatcher> found)
    {
        if (map.Text("name") is not { } name)
            return false;
        var type = map.Text("matchType") ?? (map.Flag("regex") ? "=~" : "=");
        if (Type(type) is not { } known)
            return false;
        found.Add(new LabelMatcher(name, known, map.Text("value") ?? ""));
        return true;
    }

    private static bool AddText(string text, List<LabelMatcher> found)
    {
        var inner = text.Trim();
        if (inner.StartsWith('{') && inner.EndsWith('}'))
            inner = inner[1..^1];
        var at = 0;
        while (at < inner.Length)
        {
            var match = One().Match(inner, at);
            if (!match.Success || match.Index != at || Type(match.Groups["type"].Value) is not { } type)
                return false;
            found.Add(new LabelMatcher(Unquoted(match.Groups["name"].Value), type, Unquoted(match.Groups["value"].Value.Trim())));
            at += match.Length;
        }

        return inner.Length > 0;
    }

    private static MatcherType? Type(string sign) =>
        sign switch
        {
            "=" => MatcherType.Equal,
            "!=" => MatcherType.NotEqual,
            "=~" => MatcherType.Matches,
            "!~" => MatcherType.MatchesNot,
            _ => null,
        };

    private static string Unquoted(string text) =>
        text.Length > 1 && text[0] == '"' && text[^1] == '"'
            ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal)
            : text;

    [GeneratedRegex(
        @"\s*(?<name>""(?:\\.|[^""\\])*""|[^\s=!~"",{}]+)\s*(?<type>=~|!~|!=|=)\s*(?<value>""(?:\\.|[^""\\])*""|[^"",]*)\s*(?:,|$)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex One();
}
