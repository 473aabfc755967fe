using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// PROM-004: whether Prometheus takes all monitors and rules, or those of its own Helm release only, is decided for all five kinds.
/// </summary>
internal static class SelectorRule
{
    private static readonly string[] Selectors =
    [
        "serviceMonitorSelector",
        "podMonitorSelector",
        "probeSelector",
        "scrapeConfigSelector",
        "ruleSelector",
    ];

    public static Rule<ClusterContents> Decided { get; } =
        new(
            "PROM-004",
            "The values of kube-prometheus-stack decide all five `*SelectorNilUsesHelmValues`, or give the selector itself. In a rendered "
                + "Prometheus not some selectors ask for the label of the Helm release while others take all.",
            Check
        )
        {
            Why =
                "Left alone, each keeps selecting `release: <name>` only, also where the selector is written as `{}`: a monitor or rule "
                + "that somebody else writes is never loaded, and nothing says so.",
            Mend = "Set all five to false, or to true where only the release's own objects are meant.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var stack in KubePrometheusStack.All(contents).Where(stack => stack.HasPrometheus))
            Values(stack, findings);
        foreach (var prometheus in contents.OfKind("monitoring.coreos.com/Prometheus"))
            Rendered(prometheus, findings);
    }

    private static void Values(KubePrometheusStack stack, Findings findings)
    {
        var spec = stack.Values.Map("prometheus", "prometheusSpec");
        var open = Selectors
            .Where(selector => spec?.Map(selector) is not { Entries.Count: > 0 } && spec?.Says($"{selector}NilUsesHelmValues") != true)
            .Select(selector => $"{selector}NilUsesHelmValues")
            .ToList();
        if (open.Count > 0)
            findings.Fail(
                Messages.SelectorsUndecided(
                    stack.Values.Place("prometheus", "prometheusSpec"),
                    stack.Values.Chart.ReleaseName,
                    open,
                    Selectors.Where(selector => open.Contains($"{selector}NilUsesHelmValues") && spec?.Map(selector) is not null)
                )
            );
    }

    private static void Rendered(Manifest prometheus, Findings findings)
    {
        if (prometheus.Label("release") is not { } release)
            return;
        var held = Selectors.Where(selector => AsksForRelease(prometheus, selector, release)).ToList();
        if (held.Count == Selectors.Length)
            findings.CannotTell(Messages.SelectorsOfRelease(prometheus.Spec!.At, prometheus.ToString(), release));
        else if (held.Count > 0)
            findings.Fail(
                Messages.SelectorsMixed(prometheus.Spec!.Place(held[0]), prometheus.ToString(), release, held, Selectors.Except(held))
            );
    }

    private static bool AsksForRelease(Manifest prometheus, string selector, string release) =>
        prometheus.Spec.MapAt(selector, "matchLabels") is { Entries.Count: 1 } labels && labels.Text("release") == release;
}
