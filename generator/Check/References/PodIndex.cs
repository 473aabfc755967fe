using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>Finds pods by namespace and labels, without asking all pods for each selector.</summary>
internal sealed class PodIndex
{
    private const int MostCompared = 1000;

    private static readonly string[] MakersOfPods =
    [
        "Pod",
        "apps/DaemonSet",
        "apps/Deployment",
        "apps/ReplicaSet",
        "apps/StatefulSet",
        "argoproj.io/Rollout",
        "batch/CronJob",
        "batch/Job",
    ];

    private readonly ClusterIndex index;
    private readonly ILookup<string, PodGroup> bySpace;
    private readonly ILookup<(string Namespace, string Key, string Value), PodGroup> byLabel;
    private readonly ILookup<(string Key, string Value), PodGroup> anywhere;
    private readonly Lazy<ILookup<string, Manifest>> customs;

    public PodIndex(ClusterIndex index)
    {
        this.index = index;
        var all = index.Objects.Select(PodGroup.Of).OfType<PodGroup>().ToList();
        bySpace = all.ToLookup(pods => pods.Namespace, StringComparer.Ordinal);
        var labels = all.SelectMany(pods => pods.Labels.Select(label => (Pods: pods, label.Key, label.Value))).ToList();
        byLabel = labels.ToLookup(one => (one.Pods.Namespace, one.Key, one.Value), one => one.Pods);
        anywhere = labels.ToLookup(one => (one.Key, one.Value), one => one.Pods);
        customs = new(() => index.Objects.Where(KindTraits.MayMakeObjects).ToLookup(one => one.Namespace, StringComparer.Ordinal));
    }

    public Selection Select(string space, PodSelector selector)
    {
        var candidates = selector.First is { } pair ? byLabel[(space, pair.Key, pair.Value)] : bySpace[space];
        var pods = candidates.Where(selector.Selects).ToList();
        if (pods.Count > 0)
            return new Selection(pods, null, "");
        return Doubt(space, selector) is { } doubt ? new Selection([], doubt, "") : new Selection([], null, Near(space, selector));
    }

    private string? Doubt(string space, PodSelector selector)
    {
        if (Elsewhere(selector).FirstOrDefault(pods => space.Length == 0 || pods.Namespace.Length == 0) is { } unstated)
            return $"{ObjectNames.Of(unstated.Owner)} has such pods, and not both name their namespace";
        if (WellKnown.Doubt("Pod", space, "") is { } provider)
            return provider;
        if (customs.Value[space].FirstOrDefault() is { } custom)
            return $"{ObjectNames.Of(custom)} may make such pods";
        return MakersOfPods.Select(kind => index.MayHave(kind, space)).FirstOrDefault(why => why is not null);
    }

    private IEnumerable<PodGroup> Elsewhere(PodSelector selector) =>
        selector.First is { } pair ? anywhere[(pair.Key, pair.Value)].Where(selector.Selects) : [];

    private string Near(string space, PodSelector selector)
    {
        if (Elsewhere(selector).FirstOrDefault() is { } other)
            return $"Those of {ObjectNames.Of(other.Owner)} are in another namespace.";
        // Where nothing is in common, one that has a key with another value.
        var nearest =
            bySpace[space].Take(MostCompared).Where(pods => selector.Common(pods) > 0).MaxBy(selector.Common)
            ?? bySpace[space].Take(MostCompared).FirstOrDefault(pods => selector.Pairs.Keys.Any(pods.Labels.ContainsKey));
        return nearest is not null && selector.Lacking(nearest) is { } lacking
            ? $"Nearest: the pods of {ObjectNames.Of(nearest.Owner)}, which have {lacking}."
            : "";
    }
}
