using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>AMC-001 to AMC-003 and AMC-005: every alert has somewhere to go, and every receiver gets some.</summary>
internal static class RoutingRules
{
    public static Rule<ClusterContents> ReceiversExist { get; } =
        new(
            "AMC-001",
            "Every route of Alertmanager names a receiver that there is. A configuration that cannot be looked into is a note.",
            CheckNames
        )
        {
            Why = "Alertmanager does not start with a receiver that is not there, and goes on with its old configuration when it reloads.",
            Mend = "Correct the name, or add the receiver.",
            Severities = [Severity.Error, Severity.Note],
        };

    public static Rule<ClusterContents> ReceiversAreReached { get; } =
        new("AMC-002", "Every receiver is reached by some alert. amtool, where it is there, is asked as well.", CheckReached)
        {
            Why = "A receiver that no route leads to gets nothing: who waits for its messages waits in vain.",
            Mend = "Add a route, let an earlier one `continue`, or remove the receiver.",
            Severities = [Severity.Warning, Severity.Note],
        };

    public static Rule<ClusterContents> RoutesAreReached { get; } =
        new("AMC-003", "No route stands behind a sibling that takes all its alerts and does not `continue`.", CheckShadows)
        {
            Why = "The first route that matches takes an alert, unless it says `continue: true`; what stands behind it gets nothing.",
            Mend = "Put the narrower route first, or say `continue: true` on the other.",
            Severities = [Severity.Warning],
        };

    public static Rule<ClusterContents> IntervalsExist { get; } =
        new("AMC-005", "Every time interval that a route of Alertmanager names is there.", CheckIntervals)
        {
            Why = "Alertmanager does not start with an interval that is not there, and goes on with its old configuration when it reloads.",
            Mend = "Correct the name, or add it under `time_intervals`.",
        };

    private static void CheckNames(ClusterContents cluster, Findings findings)
    {
        var contents = AlertmanagerContents.Of(cluster);
        foreach (var one in contents.Configurations)
        {
            if (one.Root is { Receiver: null } && !one.IsBranch)
                findings.Fail(Messages.ReceiverMissing(one.At, one.Title, one.Root.Path, one.Receivers));
            foreach (var route in one.Routes.Where(route => route.Node.Text("receiver") is { } name && !one.Receivers.Contains(name)))
                findings.Fail(Messages.ReceiverUnknown(one.At, one.Title, route.Path, route.Receiver!, one.Receivers));
        }

        foreach (var (at, title, why) in contents.Unreadable)
            findings.CannotTell(Messages.AlertmanagerNotSeen(at, title, why));
    }

    private static void CheckReached(ClusterContents cluster, Findings findings)
    {
        foreach (var one in AlertmanagerContents.Of(cluster).Configurations)
        foreach (var receiver in one.Receivers.Distinct(StringComparer.Ordinal))
            if (one.Root is { } root && !one.Routes.Any(route => route.Receiver == receiver))
                findings.Fail(Messages.ReceiverUnused(one.At, one.Title, receiver));
            else if (one.Root is not null && ReceiverProbes.Find(one.Root, receiver) is null)
                Say(one, receiver, findings);
    }

    private static void Say(AlertmanagerConfiguration one, string receiver, Findings findings)
    {
        var shadowed = one.Routes.SelectMany(Shadows).SelectMany(shadow => shadow.Behind.All).ToHashSet();
        if (one.Routes.Where(route => route.Receiver == receiver).All(route => shadowed.Contains(route) || LeavesNothing(route)))
            findings.Fail(Messages.ReceiverShadowed(one.At, one.Title, receiver));
        else
            findings.CannotTell(Messages.ReceiverPerhapsUnused(one.At, one.Title, receiver));
    }

    // A route takes itself only what none below it takes.
    private static bool LeavesNothing(AlertRoute route) => route.Routes.Any(child => child.Matchers.IsEmpty && !child.IsUnclear);

    private static void CheckShadows(ClusterContents cluster, Findings findings)
    {
        foreach (var one in AlertmanagerContents.Of(cluster).Configurations)
        foreach (var (behind, before) in one.Routes.SelectMany(Shadows))
            findings.Fail(Messages.RouteShadowed(one.At, one.Title, behind.Path, before.Path));
    }

    private static void CheckIntervals(ClusterContents cluster, Findings findings)
    {
        foreach (var one in AlertmanagerContents.Of(cluster).Configurations)
        foreach (var route in one.Routes)
        foreach (var key in new[] { "mute_time_intervals", "active_time_intervals", "muteTimeIntervals", "activeTimeIntervals" })
        foreach (var name in route.Node.Texts(key).Where(name => !one.TimeIntervals.Contains(name.Text)))
            findings.Fail(Messages.IntervalUnknown(one.At, one.Title, $"{route.Path}.{key}", name.Text, one.TimeIntervals));
    }

    // The children that another child before them leaves nothing.
    private static IEnumerable<(AlertRoute Behind, AlertRoute Before)> Shadows(AlertRoute parent) =>
        parent
            .Routes.Select(
                (route, index) => (Behind: route, Before: parent.Routes.Take(index).FirstOrDefault(before => Covers(before, route)))
            )
            .Where(pair => pair.Before is not null)
            .Select(pair => (pair.Behind, pair.Before!));

    private static bool Covers(AlertRoute before, AlertRoute route) =>
        !before.IsContinued && !before.IsUnclear && before.Matchers.All(matcher => route.Matchers.Any(other => Follows(matcher, other)));

    // Whoever meets the one meets the other.
    private static bool Follows(LabelMatcher matcher, LabelMatcher other) =>
        other == matcher
        || (other.Label == matcher.Label && other.Type == MatcherType.Equal && Matching.Matches(matcher, other.Value) == true);
}
