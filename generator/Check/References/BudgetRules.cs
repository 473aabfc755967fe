using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-008: a PodDisruptionBudget is for pods, and lets some of them go.</summary>
internal static class BudgetRules
{
    public static Rule<ClusterContents> Budgets { get; } =
        new("REF-008", "The pods of a PodDisruptionBudget are there, and it lets at least one of them be evicted.", Check)
        {
            Why =
                "A budget without pods guards nothing. One that lets none go stops every drain, and with it upgrades of nodes and their "
                + "repair.",
            Mend =
                "Correct `spec.selector`; or more replicas (of an autoscaler: `minReplicas`), a smaller `minAvailable`, or "
                + "`maxUnavailable: 1` in its place.",
            Severities = [Severity.Warning, Severity.Note],
        };

    // Workloads whose pods a drain evicts and somebody makes again; those of a DaemonSet it leaves.
    private static readonly string[] Evicted = ["Deployment", "ReplicaSet", "Rollout", "StatefulSet"];

    private static void Check(ClusterContents contents, Findings findings)
    {
        var pods = new PodIndex(new ClusterIndex(contents));
        var least = Autoscalers(contents);
        foreach (var budget in contents.Objects.Objects.Where(one => one.IsKind("policy/PodDisruptionBudget")))
        {
            // Without a selector it is for no pods, and with an empty one for all of the namespace.
            if (budget.Spec?.Map("selector") is not { } map)
                continue;
            var selector = PodSelector.Of(map);
            var selection = pods.Select(budget.Namespace, selector);
            if (selection.Doubt is { } why)
                findings.CannotTell(Messages.BudgetUnknown(map.At, ObjectNames.Of(budget), selector.ToString(), why));
            else if (selection.Pods.Count == 0)
                findings.Fail(Messages.BudgetSelectsNothing(map.At, ObjectNames.Of(budget), selector.ToString(), selection.Near));
            else
                Evictions(budget, selection.Pods, least, findings);
        }
    }

    private static void Evictions(
        Manifest budget,
        IReadOnlyList<PodGroup> pods,
        Dictionary<(string, string, string), int> least,
        Findings findings
    )
    {
        if (pods.Any(one => !Evicted.Contains(one.Owner.Kind, StringComparer.Ordinal)))
            return;
        // Nobody writes the replicas of a workload twice: one that several clusters have stands here several times.
        var replicas = pods.DistinctBy(one => one.Owner.Id).Sum(one => (long)Math.Max(0, Replicas(one.Owner, least)));
        var (field, value) = budget.Spec!.Scalar("maxUnavailable") is { } most
            ? ("maxUnavailable", most)
            : ("minAvailable", budget.Spec.Scalar("minAvailable"));
        if (value is null || replicas == 0 || Share(value.Text, replicas) is not { } count)
            return;
        if (field == "maxUnavailable" ? count <= 0 : count >= replicas)
            findings.Fail(
                Messages.BudgetLetsNoneGo(
                    value.At,
                    ObjectNames.Of(budget),
                    $"{field}: {value.Text}",
                    replicas,
                    ObjectNames.Of(pods[0].Owner)
                )
            );
    }

    private static int Replicas(Manifest workload, Dictionary<(string, string, string), int> least) =>
        least.TryGetValue((workload.Kind, workload.Namespace, workload.Name), out var scaled) ? scaled : workload.Replicas ?? 1;

    // Where an autoscaler works, its least is what there may be.
    private static Dictionary<(string, string, string), int> Autoscalers(ClusterContents contents)
    {
        var all = new Dictionary<(string, string, string), int>();
        foreach (
            var scaler in contents.Objects.Objects.Where(one => one.IsKind("autoscaling/HorizontalPodAutoscaler", "keda.sh/ScaledObject"))
        )
        {
            var target = scaler.Spec?.Map("scaleTargetRef");
            var count =
                scaler.Kind == "ScaledObject" ? scaler.Spec?.Integer("minReplicaCount") ?? 0 : scaler.Spec?.Integer("minReplicas") ?? 1;
            all.TryAdd((target?.Text("kind") ?? "Deployment", scaler.Namespace, target?.Text("name") ?? ""), count);
        }

        return all;
    }

    // Kubernetes rounds shares up in both fields; null for what is neither.
    private static long? Share(string text, long replicas) =>
        text.EndsWith('%')
            ? int.TryParse(text[..^1], out var percent) && percent is >= 0 and <= 100
                ? ((percent * replicas) + 99) / 100
                : null
            : int.TryParse(text, out var count)
                ? count
                : null;
}
