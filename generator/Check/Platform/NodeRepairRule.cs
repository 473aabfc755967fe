using System.Text.RegularExpressions;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>NAR-001: somebody learns that AKS repairs a node.</summary>
internal static partial class NodeRepairRule
{
    // Events of the source aks-auto-repair (AKS, "Node auto-repair").
    private static readonly string[] Reasons =
    [
        "NodeRebootStart",
        "NodeRebootEnd",
        "NodeRebootError",
        "NodeReimageStart",
        "NodeReimageEnd",
        "NodeReimageError",
        "NodeRedeployStart",
        "NodeRedeployEnd",
        "NodeRedeployError",
    ];

    public static Rule<ClusterContents> Noticed { get; } =
        new(
            "NAR-001",
            "Where the environment has the feature `aks` or `node-auto-repair`, or an alert asks for auto-repair, something turns the "
                + "events "
                + "of `aks-auto-repair` into metrics or logs: an event exporter, or Container insights with all events. What names their "
                + "reasons names them right: `Node{Reboot,Reimage,Redeploy}{Start,End,Error}`.",
            Check
        )
        {
            Why = "Events are gone after an hour and are no series of Prometheus: without an exporter the alert never fires.",
            Mend = "Add an event exporter (an OpenTelemetry collector with `k8s_events`), or an Azure log alert on KubeEvents.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var texts = contents
            .OfKind("monitoring.coreos.com/PrometheusRule")
            .Select(rule => (rule, Values: Expressions(rule).ToList()))
            .ToList();
        foreach (var (rule, values) in texts)
            Names(rule, values, findings);
        foreach (var map in contents.OfKind("ConfigMap"))
            Names(map, (map.Document.Map("data")?.Entries ?? []).Select(entry => entry.Value).OfType<YamlScalar>(), findings);
        var asking = texts
            .SelectMany(one => one.Values.Where(value => Asks().IsMatch(value.Text)).Select(value => (one.rule, value)))
            .ToList();
        var isExpected = contents.Features.Contains("aks") || contents.Features.Contains("node-auto-repair");
        if ((asking.Count == 0 && !isExpected) || IsExported(contents))
            return;
        var at = asking.Count > 0 ? asking[0].value.At : contents.Objects.Objects.FirstOrDefault()?.Document.At;
        if (at is null)
            return;
        var asks = asking.Count > 0 ? asking[0].rule.ToString() : null;
        if (contents.MayHave("apps/Deployment", "") is { } unseen)
            findings.CannotTell(Messages.RepairUnclear(at.Value, asks, unseen.Reason()));
        else
            findings.Fail(Messages.RepairUnnoticed(at.Value, asks));
    }

    private static IEnumerable<YamlScalar> Expressions(Manifest rule) =>
        rule.Spec.MapsAt("groups").SelectMany(group => group.MapsAt("rules")).Select(one => one.Scalar("expr")).OfType<YamlScalar>();

    private static void Names(Manifest manifest, IEnumerable<YamlScalar> texts, Findings findings)
    {
        foreach (var text in texts.Where(text => text.Text.Contains("NodeRe", StringComparison.Ordinal)))
        foreach (var word in Reason().Matches(text.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            if (!Reasons.Contains(word, StringComparer.Ordinal))
                findings.Fail(Messages.RepairReason(text.At, manifest.ToString(), word, Reasons));
    }

    private static bool IsExported(ClusterContents contents) =>
        contents
            .OfKind("ConfigMap")
            .Any(map =>
                (map.Document.Map("data")?.Entries ?? []).Any(entry =>
                    entry.Value is YamlScalar { Text: var text } && Exports().IsMatch(text)
                )
            )
        || new[] { "apps/Deployment", "apps/StatefulSet" }
            .SelectMany(contents.OfKind)
            .Any(workload => workload.Pods?.Containers.Any(one => one.Image.Contains("event-exporter", StringComparison.Ordinal)) == true)
        || contents
            .OfKind("opentelemetry.io/OpenTelemetryCollector")
            .Any(one =>
                one.Spec.MapAt("config", "receivers") is { } receivers && (receivers.Says("k8s_events") || receivers.Says("k8sobjects"))
            );

    [GeneratedRegex(@"aks[-_]auto[-_]repair|aks_node_repair|Node\(?(?:Reboot|Reimage|Redeploy)", RegexOptions.NonBacktracking)]
    private static partial Regex Asks();

    // A receiver of OpenTelemetry, or the setting by which Container insights keeps normal events too.
    [GeneratedRegex(
        @"(?m:^\s*[""']?k8s(?:_events|objects)(?:/\w+)?[""']?\s*:)" + @"|collect_all_kube_events\]\s*(?:#[^\n]*\s*)*enabled\s*=\s*true",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Exports();

    // A whole word only: a pattern such as NodeReboot(Start|End) names none.
    [GeneratedRegex(@"\bNode(?:Reboot|Reimage|Redeploy)[A-Z][A-Za-z]*\b", RegexOptions.NonBacktracking)]
    private static partial Regex Reason();
}
