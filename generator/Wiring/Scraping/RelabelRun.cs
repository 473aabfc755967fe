using System.Collections.Immutable;
using System.Text;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>Applies relabelings to the labels of one target, as Prometheus does (model/relabel), in every cluster that could be.</summary>
internal sealed class RelabelRun(TargetLabels labels, Func<string, GoPattern> patterns)
{
    /// <summary>The rule that drops the target, or may; null where it stays for certain.</summary>
    public Relabeling? Decisive { get; private set; }

    /// <summary>Which label a doubt comes from.</summary>
    public string Doubt { get; private set; } = "";

    public Answer Apply(ImmutableArray<Relabeling> relabelings)
    {
        var stays = Answer.Yes;
        foreach (var relabeling in relabelings)
        {
            var answer = Apply(relabeling);
            if (answer == Answer.Yes)
                continue;
            Decisive = stays == Answer.Yes || answer == Answer.No ? relabeling : Decisive;
            stays = answer;
            if (answer == Answer.No)
                return answer;
        }

        return stays;
    }

    private Answer Apply(Relabeling one)
    {
        switch (one.Action)
        {
            case "keep":
                return Matches(one);
            case "drop":
                return Matches(one).Not();
            case "keepequal":
                return Equal(one);
            case "dropequal":
                return Equal(one).Not();
            case "labelmap":
                Map(one);
                break;
            case "labeldrop":
            case "labelkeep":
                Names(one);
                break;
            default:
                Change(one);
                break;
        }

        return Answer.Yes;
    }

    private LabelValue Source(Relabeling one)
    {
        var values = one.Sources.Select(name => (name, Value: labels[name])).ToList();
        if (values.Find(value => !value.Value.IsCertain) is { name: { } doubtful })
            Doubt = doubtful;
        return new LabelValue(
            string.Join(one.Separator, values.Select(value => value.Value.Text)),
            string.Join(one.Separator, values.Select(value => value.Value.Other)),
            values.TrueForAll(value => value.Value.IsCertain)
        );
    }

    // Of a value that only the cluster knows, a match in both is one; that neither matches says nothing.
    private Answer Matches(Relabeling one)
    {
        var (source, pattern) = (Source(one), patterns(one.Regex));
        if (pattern.Match(source.Text) is not { } first || pattern.Match(source.Other) is not { } second)
            return Answer.Unknown;
        return source.IsCertain ? Answers.Of(first.IsMatch)
            : first.IsMatch && second.IsMatch ? Answer.Yes
            : Answer.Unknown;
    }

    private Answer Equal(Relabeling one)
    {
        var (source, target) = (Source(one), labels[one.Target]);
        return source.IsCertain && target.IsCertain ? Answers.Of(source.Text == target.Text) : Answer.Unknown;
    }

    private void Change(Relabeling one)
    {
        var source = Source(one);
        switch (one.Action)
        {
            case "lowercase":
                labels.Set(one.Target, source with { Text = source.Text.ToLowerInvariant(), Other = source.Other.ToLowerInvariant() });
                break;
            case "uppercase":
                labels.Set(one.Target, source with { Text = source.Text.ToUpperInvariant(), Other = source.Other.ToUpperInvariant() });
                break;
            case "hashmod":
                labels.Set(one.Target, LabelValue.Guess("0", "1"));
                break;
            default:
                Replace(one, source);
                break;
        }
    }

    private void Replace(Relabeling one, LabelValue source)
    {
        var pattern = patterns(one.Regex);
        var (first, second) = (pattern.Match(source.Text), pattern.Match(source.Other));
        if (source.IsCertain && first is { IsMatch: false })
            return;
        var target = first is { IsMatch: true } ? Expand(one.Target, first.Value.Groups) : one.Target;
        if (!IsName(target))
            return;
        var before = labels[target];
        labels.Set(
            target,
            new LabelValue(
                first is { IsMatch: true } ? Expand(one.Replacement, first.Value.Groups) : before.Text,
                second is { IsMatch: true } ? Expand(one.Replacement, second.Value.Groups) : before.Other,
                source.IsCertain && first is not null
            )
        );
    }

    private void Map(Relabeling one)
    {
        foreach (var (name, value) in labels.All.ToList())
            if (
                patterns(one.Regex).Match(name) is { IsMatch: true } match
                && Expand(one.Replacement, match.Groups) is var target
                && IsName(target)
            )
                labels.Set(target, value);
    }

    private void Names(Relabeling one)
    {
        foreach (var (name, _) in labels.All.ToList())
            if (patterns(one.Regex).Match(name) is { } match && match.IsMatch == (one.Action == "labeldrop"))
                labels.Remove(name);
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Go's Expand: <c>$1</c>, <c>${1}</c>, <c>$$</c>; a name runs as far as letters, digits and <c>_</c> do.</summary>
    internal static string Expand(string template, IReadOnlyList<string> groups)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '$' || at + 1 == template.Length)
                text.Append(template[at]);
            else if (template[at + 1] == '$')
                text.Append(template[at++]);
            else if (Name(template, at + 1) is var (name, end))
                (_, at) = (text.Append(int.TryParse(name, out var group) && group < groups.Count ? groups[group] : ""), end - 1);
            else
                text.Append('$');
        }

        return text.ToString();
    }

    private static (string Name, int End)? Name(string template, int start)
    {
        var isBraced = template[start] == '{';
        var end = isBraced ? start + 1 : start;
        while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_'))
            end++;
        var name = template[(isBraced ? start + 1 : start)..end];
        if (name.Length == 0 || (isBraced && (end == template.Length || template[end] != '}')))
            return null;
        return (name, isBraced ? end + 1 : end);
    }
}
