using System.Collections.Immutable;

namespace GitOpsGen.Relocate.Reports;

/// <summary>Something that goes wrong in clusters when an agent moves, with how to see it beforehand.</summary>
/// <param name="Here">What the searched files say of it.</param>
/// <param name="Check">Commands.</param>
public sealed record KnownIssue(string Name, string Symptom, string Here, ImmutableArray<string> Check);

/// <summary>The known issues of moving a metrics agent.</summary>
public static class KnownIssues
{
    /// <param name="kinds">How many objects of each kind the searched files declare.</param>
    /// <param name="leftBehind">ConfigMaps and Secrets that moved workloads read and no file declares.</param>
    public static ImmutableArray<KnownIssue> Of(
        RelocationRequest request,
        IReadOnlyList<Occurrence> occurrences,
        IReadOnlyDictionary<string, int> kinds,
        IReadOnlyList<string> leftBehind
    )
    {
        var (from, to) = (request.From, request.To);
        var names = string.Join(
            '|',
            request.Objects.Select(pattern =>
                pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal)
            )
        );
        return
        [
            new(
                "Network policies",
                "nothing is scraped, or the agent cannot send: policies that let the old namespace through do not know the new one",
                $"{Declared(kinds, "NetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy")}; "
                    + $"{Count(occurrences, Category.NamespaceSelector)}",
                [
                    $"kubectl get networkpolicy -A -o yaml | grep -n -F -e {from} -e 'kubernetes.io/metadata.name'",
                    $"kubectl get networkpolicy -n {from}",
                ]
            ),
            new(
                "Pod security",
                "pods of the new namespace are refused: the agent mounts host paths and its token adapter needs NET_ADMIN",
                Declared(kinds, "Namespace"),
                [
                    $"kubectl get namespace {to} --show-labels",
                    $"kubectl label --dry-run=server --overwrite namespace {to} pod-security.kubernetes.io/enforce=baseline",
                ]
            ),
            new(
                "Quotas and limits",
                "pods stay pending or get limits that they did not have",
                Declared(kinds, "ResourceQuota", "LimitRange"),
                [$"kubectl get resourcequota,limitrange -n {from}", $"kubectl get resourcequota,limitrange -n {to}"]
            ),
            new(
                "Selectors of monitors",
                "targets vanish: a ServiceMonitor or PodMonitor looks only into the old namespace, or the agent only watches it",
                Declared(kinds, "ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"),
                [$"kubectl get servicemonitors,podmonitors -A -o yaml | grep -n -F -B3 {from}"]
            ),
            new(
                "Queries of dashboards and alerts",
                "panels show no data and alerts never fire: the label namespace of the agent's own series has changed",
                Count(occurrences, Category.Query, Category.DashboardVariable),
                [$"count by (namespace) ({{namespace=~\"{from}|{to}\", pod=~\"{names}\"}})   # as a query; both while the rollout lasts"]
            ),
            new(
                "ConfigMaps and Secrets of customers",
                "the agent silently runs on defaults: what people wrote by hand into the old namespace does not come along, "
                    + "and most of it is optional, so nothing fails",
                leftBehind.Count == 0
                    ? "moved workloads of plain manifests read nothing that no file declares"
                    : $"moved workloads read these, which no file declares: {string.Join(", ", leftBehind)}",
                [
                    $"kubectl get configmap,secret -n {from} -o name | grep -E '/({names})$'",
                    .. leftBehind.Count == 0
                        ? Array.Empty<string>()
                        :
                        [
                            $"kubectl get --ignore-not-found -n {from} {string.Join(' ', leftBehind)}",
                            $"kubectl get --ignore-not-found -n {to} {string.Join(' ', leftBehind)}   # before the workloads start",
                        ],
                ]
            ),
            new(
                "The mesh",
                "sidecars come to the wrong pods or to none: a namespace must have exactly one label of injection, and AKS's "
                    + "add-on reads only the one with a revision",
                "not told by files",
                [$"kubectl get namespace {to} -L istio-injection,istio.io/rev,istio.io/dataplane-mode"]
            ),
        ];
    }

    private static string Declared(IReadOnlyDictionary<string, int> kinds, params string[] wanted)
    {
        var found = wanted.Where(kind => kinds.GetValueOrDefault(kind) > 0).Select(kind => $"{kinds[kind]} {kind}").ToList();
        return found.Count == 0 ? $"the files declare no {string.Join(", ", wanted)}" : $"the files declare {string.Join(", ", found)}";
    }

    private static string Count(IReadOnlyList<Occurrence> occurrences, params Category[] categories)
    {
        var all = occurrences.Where(occurrence => categories.Contains(occurrence.Judgement.Category)).ToList();
        return $"{all.Count} mentions in the files, {all.Count(occurrence => occurrence.Judgement.Verdict == Verdict.Review)} of them open";
    }
}
