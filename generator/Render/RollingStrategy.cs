using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The strategy RollingSync of an ApplicationSet: the clusters of an environment, step by step. Only where Argo CD syncs by itself, because
/// the controller would start the syncs that people start elsewhere.
/// </summary>
internal static class RollingStrategy
{
    /// <summary>What the steps select Applications by.</summary>
    public const string Label = "gitopsgen.io/cluster";

    /// <summary>What a reader of the document should know of it.</summary>
    public static readonly string[] Limits =
    [
        "RollingSync needs the ApplicationSet controller's --enable-progressive-syncs; without it nothing here is ever synced in steps.",
        "The controller switches automated sync off and starts each sync itself: what drifts in between is not mended.",
        "It gates syncs and not what git says: every Application has the new revision at once, and nothing is taken back.",
        "A cluster that does not get Healthy holds up all after it. No order is guaranteed (argo-cd #29410).",
    ];

    public static bool IsFor(Unit unit) =>
        unit.Environment.RollingClusters is not null && unit.Deployment.Automated && unit is { IsLeaving: false, IsMoving: false };

    /// <param name="clusters">In the order in which they are listed.</param>
    public static YamlMap? Of(Unit unit, IEnumerable<Cluster> clusters) =>
        IsFor(unit)
            ? Y.Map(
                ("type", Y.Text("RollingSync")),
                ("rollingSync", Y.Map(("steps", Y.List(clusters.Chunk(unit.Environment.RollingClusters!.Value).Select(Step)))))
            )
            : null;

    private static YamlMap Step(Cluster[] clusters) =>
        Y.Map(
            (
                "matchExpressions",
                Y.List(
                    Y.Map(("key", Y.Text(Label)), ("operator", Y.Text("In")), ("values", Y.Texts(clusters.Select(cluster => cluster.Name))))
                )
            )
        );
}
