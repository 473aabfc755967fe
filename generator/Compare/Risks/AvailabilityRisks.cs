using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>What keeps pods running, or tells that they do: resources, probes, how they are replaced, and what may stop that.</summary>
public static class AvailabilityRisks
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static IEnumerable<Risk> Of(ObjectChange change) =>
        [.. StandingRisks.New(change, Standing), .. change is { Old.Pods: { } old, New.Pods: { } @new } ? Pods(old, @new) : []];

    private static IEnumerable<Risk> Standing(Manifest manifest)
    {
        if (manifest.IsKind("policy/PodDisruptionBudget") && Blocks(manifest))
            yield return High("permits no pod to be moved: nodes cannot be drained or upgraded");
        if (manifest.IsKind("apps/Deployment") && manifest.Spec?.Flag("paused") == true)
            yield return Medium("is paused: new pods are not rolled out");
        if (manifest.IsKind("batch/CronJob") && manifest.Spec?.Flag("suspend") == true)
            yield return Medium("is suspended: it runs no more");
        if (manifest.IsKind("apps/Deployment") && manifest.Spec?.Map("strategy") is { } strategy && StopsAll(strategy))
            yield return Medium("all pods end before new ones start");
        foreach (var container in manifest.Pods?.Containers ?? [])
        foreach (var name in Below(container))
            yield return High($"container {container.Name}: its limit of {name} is below its request, so that it is refused");
    }

    private static bool Blocks(Manifest budget) =>
        budget.Spec?.Text("maxUnavailable") is "0" or "0%" || budget.Spec?.Text("minAvailable") is "100%";

    private static bool StopsAll(YamlMap strategy) =>
        strategy.Text("type") == "Recreate" || strategy.Map("rollingUpdate")?.Text("maxUnavailable") == "100%";

    private static IEnumerable<string> Below(Container container)
    {
        var resources = container.Document.Map("resources");
        return from limit in resources?.Map("limits")?.Entries ?? []
            where
                Quantity.Of((limit.Value as YamlScalar)?.Text) is { } most
                && Quantity.Of(resources?.Map("requests")?.Text(limit.Key.Text)) is { } asked
                && most < asked
            select limit.Key.Text;
    }

    private static IEnumerable<Risk> Pods(PodTemplate old, PodTemplate @new)
    {
        var known = old.Containers.DistinctBy(one => one.Name).ToDictionary(one => one.Name, StringComparer.Ordinal);
        return @new.Containers.Where(one => known.ContainsKey(one.Name)).SelectMany(one => Lost(one.Name, known[one.Name], one));
    }

    private static IEnumerable<Risk> Lost(string name, Container old, Container @new)
    {
        foreach (var probe in Probes.Where(probe => old.Document.Says(probe) && !@new.Document.Says(probe)))
            yield return Medium($"container {name}: {probe} is gone, so that nobody notices when it hangs or is not ready");
        foreach (var part in new[] { "requests", "limits" })
        foreach (var entry in old.Document.Map("resources")?.Map(part)?.Entries ?? [])
        {
            var (before, after) = ((entry.Value as YamlScalar)?.Text, @new.Document.Map("resources")?.Map(part)?.Text(entry.Key.Text));
            if (after is null)
                yield return Medium($"container {name}: resources.{part}.{entry.Key.Text} is no longer said");
            else if (part == "limits" && entry.Key.Text == "memory" && Quantity.Of(after) < Quantity.Of(before))
                yield return Medium($"container {name}: its memory is limited to {after}, from {before}: beyond that it is killed");
        }
    }

    private static Risk High(string reason) => new(RiskClass.Availability, RiskLevel.High, reason);

    private static Risk Medium(string reason) => new(RiskClass.Availability, RiskLevel.Medium, reason);
}
