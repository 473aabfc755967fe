using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>What is scraped: monitors, the labels by which they are selected, and those that select them.</summary>
public static class MonitorRisks
{
    private static readonly string[] Monitors = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"];

    // They change with every version, and nothing selects by them.
    private static readonly string[] Versions =
    [
        "helm.sh/chart",
        "app.kubernetes.io/version",
        "chart",
        "app.kubernetes.io/managed-by",
        "heritage",
    ];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.Any.Kind is var kind && Monitors.Contains(kind, StringComparer.Ordinal))
            return change.Kind == ChangeKind.Removed
                ? [Medium("its targets are no longer scraped")]
                : change.Deltas.Where(IsTarget).Select(delta => Medium($"{delta.Path.Text} changes what is scraped"));
        if (change.New is null || change.Old is null)
            return [];
        if (kind is "Prometheus" or "PrometheusAgent" or "ThanosRuler" or "VMAgent")
            return change.Deltas.Where(delta => delta.Path.IsIn("spec")).Select(Selection).OfType<Risk>();
        return change.Any.IsKind("Service")
            ? change
                .Deltas.Where(delta => delta.Path.IsIn("metadata.labels") && delta.Old is not null && IsSelecting(delta.Path))
                .Select(delta => Medium($"{delta.Path.Text} changes: monitors that select by it may no longer find the Service"))
            : [];
    }

    private static bool IsTarget(FieldDelta delta) =>
        (delta.Path.IsIn("metadata.labels") && IsSelecting(delta.Path))
        || delta.Path.IsInAny("spec.selector", "spec.namespaceSelector")
        || (delta.Path.IsIn("spec") && delta.Path.Name is "port" or "targetPort" or "path" or "scheme" or "targets" or "sampleLimit")
        || (delta.New is null && delta.Path.Pattern.EndsWith("ndpoints[]", StringComparison.Ordinal));

    private static bool IsSelecting(FieldPath path) =>
        !Versions.Any(name =>
            path.Text.EndsWith($".{name}", StringComparison.Ordinal) || path.Text.Contains($"\"{name}\"", StringComparison.Ordinal)
        );

    private static Risk? Selection(FieldDelta delta)
    {
        var name = delta.Path.Pattern.Split('.')[1];
        if (name.EndsWith("Selector", StringComparison.Ordinal))
            // A selector that is not there selects nothing; an empty one all.
            return
                delta.New is null && delta.Path.Pattern == $"spec.{name}" && !name.EndsWith("NamespaceSelector", StringComparison.Ordinal)
                ? new Risk(RiskClass.Alerting, RiskLevel.High, $"{delta.Path.Text} is gone: nothing is selected any more")
                : Medium($"{delta.Path.Text} changes which monitors or rules count");
        return name switch
        {
            "alerting" => Medium($"{delta.Path.Text} changes where alerts are sent"),
            "externalLabels" => Medium($"{delta.Path.Text} changes what alerts and series are told apart by"),
            "remoteWrite" => Medium($"{delta.Path.Text} changes what is sent elsewhere"),
            "paused" when delta.NewText == "true" => Medium("the operator no longer keeps it up to date"),
            _ => null,
        };
    }

    private static Risk Medium(string reason) => new(RiskClass.Alerting, RiskLevel.Medium, reason);
}
