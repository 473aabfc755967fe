using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>ROL-001: what a Rollout names is there, and its autoscaler scales the Rollout.</summary>
internal static class RolloutRule
{
    private const string Group = "argoproj.io";

    public static Rule<ClusterContents> Whole { get; } =
        new(
            "ROL-001",
            "The Services and AnalysisTemplates that a Rollout names are in its namespace (ClusterAnalysisTemplates anywhere), traffic "
                + "routing "
                + "has both Services, and an autoscaler of the workload has the target `argoproj.io/v1alpha1` `Rollout`.",
            Check
        )
        {
            Why = "The Rollout is invalid and stands still, or an autoscaler that aims at a Deployment scales nothing.",
            Mend = "Add what is missing, or correct the name; set scaleTargetRef to the Rollout.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var rollout in contents.OfKind($"{Group}/Rollout"))
        {
            foreach (var (kind, path, at, name) in RolloutReferences.Of(rollout))
                Exists(contents, rollout, kind, path, at, name, findings);
            Routing(rollout, findings);
        }

        foreach (
            var template in new[] { "AnalysisTemplate", "ClusterAnalysisTemplate" }.SelectMany(kind => contents.OfKind($"{Group}/{kind}"))
        )
        foreach (var (kind, path, at, name) in RolloutReferences.Templates(template.Spec, "spec"))
            Exists(contents, template, kind, path, at, name, findings);
        Autoscalers(contents, findings);
    }

    private static void Exists(
        ClusterContents contents,
        Manifest owner,
        string kind,
        string path,
        Position at,
        string name,
        Findings findings
    )
    {
        var space = kind == $"{Group}/ClusterAnalysisTemplate" ? "" : owner.Namespace;
        var found = Found.In(contents, kind, space, name);
        if (found.Object is not null)
            return;
        var named = new ObjectId("", kind.Split('/')[^1], space, name).ToString();
        if (found.Unseen is { } unseen)
            findings.CannotTell(Messages.RolloutNotSeen(at, owner.ToString(), path, named, unseen.Reason()));
        else
            findings.Fail(Messages.RolloutMissing(at, owner.ToString(), path, named, found.Near));
    }

    private static void Routing(Manifest rollout, Findings findings)
    {
        var canary = rollout.Spec.MapAt("strategy", "canary");
        // Ping-pong has two Services of its own.
        if (canary?.Map("trafficRouting") is not { Entries.Count: > 0 } routing || canary.Says("pingPong"))
            return;
        foreach (var key in new[] { "canaryService", "stableService" }.Where(key => !canary.Says(key)))
            findings.Fail(Messages.RolloutRouting(routing.At, rollout.ToString(), $"spec.strategy.canary.{key}"));
    }

    private static void Autoscalers(ClusterContents contents, Findings findings)
    {
        var takers = contents.OfKind($"{Group}/Rollout").ToLookup(one => (one.Namespace, one.Spec.TextAt("workloadRef", "name")));
        foreach (var autoscaler in contents.OfKind("autoscaling/HorizontalPodAutoscaler"))
        {
            var target = autoscaler.Spec?.Map("scaleTargetRef");
            var (kind, name) = (target?.Text("kind"), target?.Text("name") ?? "");
            if (target is null || Find(contents, takers, autoscaler.Namespace, kind, name) is not { } rollout)
                continue;
            if (kind != "Rollout" || target.Text("apiVersion")?.StartsWith($"{Group}/", StringComparison.Ordinal) != true)
                findings.Fail(
                    Messages.RolloutNotScaled(target.At, autoscaler.ToString(), $"{target.Text("apiVersion")} {kind}", rollout.ToString())
                );
        }
    }

    // A Deployment of that name which no Rollout has taken over is what is meant.
    private static Manifest? Find(
        ClusterContents contents,
        ILookup<(string Namespace, string? Name), Manifest> takers,
        string space,
        string? kind,
        string name
    )
    {
        var rollout = contents.Objects.Find(new ObjectId(Group, "Rollout", space, name));
        if (kind != "Deployment")
            return rollout;
        return takers[(space, name)].FirstOrDefault()
            ?? (contents.Objects.Find(new ObjectId("apps", "Deployment", space, name)) is null ? rollout : null);
    }
}
