using GitOpsGen.Check.Alerts;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>
/// Works out labels with which an alert reaches a receiver: those that the matchers on the way to one of its routes ask for, and for the
/// rest such that no sibling before takes the alert away.
/// </summary>
public static class ReceiverProbes
{
    // Nothing in a configuration is called so.
    private const string Other = "other-value";

    /// <summary>Null where none were found.</summary>
    public static IReadOnlyDictionary<string, string>? Find(AlertRoute root, string receiver) =>
        Ways(root, [])
            .Where(way => way[^1].Receiver == receiver)
            .Select(way => Labels(root, way, receiver))
            .FirstOrDefault(labels => labels is not null);

    private static IEnumerable<List<AlertRoute>> Ways(AlertRoute route, List<AlertRoute> above)
    {
        List<AlertRoute> way = [.. above, route];
        return route.Routes.SelectMany(child => Ways(child, way)).Prepend(way);
    }

    private static Dictionary<string, string>? Labels(AlertRoute root, List<AlertRoute> way, string receiver)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var matcher in way.SelectMany(route => route.Matchers).OrderBy(matcher => matcher.Type))
            if (!Meet(matcher, labels))
                return null;
        var fixedLabels = way.SelectMany(route => route.Matchers).Select(matcher => matcher.Label).ToHashSet(StringComparer.Ordinal);
        foreach (var other in Before(way))
            Avoid(other, labels, fixedLabels);
        return root.Receivers(labels)?.Contains(receiver, StringComparer.Ordinal) == true ? labels : null;
    }

    private static bool Meet(LabelMatcher matcher, Dictionary<string, string> labels)
    {
        if (Matching.Matches(matcher, labels.GetValueOrDefault(matcher.Label, "")) == true)
            return true;
        if (
            labels.ContainsKey(matcher.Label)
            || Samples(matcher).FirstOrDefault(value => Matching.Matches(matcher, value) == true) is not { } sample
        )
            return false;
        labels[matcher.Label] = sample;
        return true;
    }

    // What may take the alert away: siblings before, and routes below, which win over the one above them.
    private static IEnumerable<AlertRoute> Before(List<AlertRoute> way) =>
        way.Zip(way.Skip(1))
            .SelectMany(pair => pair.First.Routes.TakeWhile(route => route != pair.Second).Where(route => !route.IsContinued))
            .Concat(way[^1].Routes);

    private static void Avoid(AlertRoute other, Dictionary<string, string> labels, HashSet<string> fixedLabels)
    {
        if (other.Takes(labels) == false)
            return;
        foreach (var matcher in other.Matchers.Where(matcher => !fixedLabels.Contains(matcher.Label)))
        {
            var away = Samples(matcher).Append(Other).FirstOrDefault(value => Matching.Matches(matcher, value) == false);
            if (away is null)
                continue;
            labels[matcher.Label] = away;
            return;
        }
    }

    // Values that such a matcher may take: its own, each alternative, and what is left when "anything" is a letter.
    private static IEnumerable<string> Samples(LabelMatcher matcher)
    {
        var bare = matcher.Value.Trim('^', '$', '(', ')');
        return bare.Split('|')
            .SelectMany(part =>
                new[] { part, part.Replace(".*", "x", StringComparison.Ordinal).Replace(".+", "x", StringComparison.Ordinal) }
            )
            .Prepend(matcher.Value)
            .Append(Other);
    }
}
