using System.Text.RegularExpressions;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Kubernetes' selector language, as far as it has one meaning: a=b, a==b, a!=b, a in (b,c), a notin (b,c), a, !a, joined by commas.
/// </summary>
public static partial class LabelSelectorText
{
    /// <summary>Null when the selector is none of these: Kubernetes may know more of them, or refuse it.</summary>
    public static bool? Selects(string? selector, YamlMap? labels)
    {
        if (string.IsNullOrWhiteSpace(selector))
            return true;
        var terms = Terms(selector).Select(term => Term(term.Trim(' ', '\t'), labels)).ToList();
        return terms.Contains(null) ? null : terms.TrueForAll(term => term == true);
    }

    // At the commas that stand in no brackets.
    private static IEnumerable<string> Terms(string selector)
    {
        var (start, open) = (0, false);
        for (var at = 0; at < selector.Length; at++)
        {
            if (selector[at] is '(' or ')')
                open = selector[at] == '(';
            if (selector[at] != ',' || open)
                continue;
            yield return selector[start..at];
            start = at + 1;
        }

        yield return selector[start..];
    }

    private static bool? Term(string term, YamlMap? labels)
    {
        if (Set().Match(term) is { Success: true } set)
        {
            var allowed = set.Groups["values"].Value.Split(',').Select(value => value.Trim(' ', '\t')).ToList();
            if (IsWord(set.Groups["key"].Value) || !allowed.TrueForAll(Value().IsMatch))
                return null;
            return (labels?.Text(set.Groups["key"].Value) is { } found && allowed.Contains(found, StringComparer.Ordinal))
                == (set.Groups["word"].Value == "in");
        }

        if (Equality().Match(term) is { Success: true } equality)
            return IsWord(equality.Groups["key"].Value)
                ? null
                : (labels?.Text(equality.Groups["key"].Value) == equality.Groups["value"].Value) == (equality.Groups["word"].Value != "!=");
        if (Presence().Match(term) is not { Success: true } presence || IsWord(presence.Groups["key"].Value))
            return null;
        return labels?[presence.Groups["key"].Value] is not null == (presence.Groups["not"].Length == 0);
    }

    private static bool IsWord(string key) => key is "in" or "notin";

    private const string Name = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    private const string Key = $"(?<key>(?:[a-z0-9](?:[-a-z0-9.]{{0,200}}[a-z0-9])?/)?{Name})";

    [GeneratedRegex(
        $@"\A{Key}[ \t]+(?<word>in|notin)[ \t]*\((?<values>[^()]*)\)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Set();

    [GeneratedRegex(
        $@"\A{Key}[ \t]*(?<word>==|=|!=)[ \t]*(?<value>(?:{Name})?)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Equality();

    [GeneratedRegex($@"\A(?<not>!?)[ \t]*{Key}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Presence();

    [GeneratedRegex($@"\A(?:{Name})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
