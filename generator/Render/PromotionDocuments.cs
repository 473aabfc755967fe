using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The waves as other promoters read them, for fleets that run one of these. Nothing of the tool reads them. Facts of the fields: the
/// definitions of placement.kubernetes-fleet.io/v1beta1, kargo.akuity.io/v1alpha1 and promoter.argoproj.io/v1alpha1.
/// </summary>
internal sealed class PromotionDocuments(FleetSettings fleet)
{
    /// <summary>What a cluster of a wave is told by in KubeFleet.</summary>
    private const string WaveLabel = "gitopsgen.io/wave";
    private const string HealthKey = "argocd-health";
    private const string SoakKey = "soak";

    private static readonly string Notice = ArgoCdRenderer.Mark[2..] + " Do not edit.";

    public string Of(PromotionOutput output) =>
        output switch
        {
            PromotionOutput.Kubefleet => KubeFleet(),
            PromotionOutput.Kargo => Kargo(),
            _ => GitOpsPromoter(),
        };

    private string KubeFleet() =>
        YamlWriter.Write(
            Y.Map(
                ("apiVersion", Y.Text("placement.kubernetes-fleet.io/v1beta1")),
                ("kind", Y.Text("ClusterStagedUpdateStrategy")),
                ("metadata", Y.Map(("name", Y.Text(fleet.Name)))),
                ("spec", Y.Map(("stages", Y.List(fleet.Waves.Select(Stage)))))
            ),
            Notice,
            $"Apply it to the hub. Each MemberCluster needs the label {WaveLabel}.",
            "Health, queries, windows and freezes are not among its gates."
        );

    private static YamlMap Stage(Wave wave) =>
        Y.Map(
            ("name", Y.Text(PromotionOutputs.StageName(wave.Name))),
            ("labelSelector", Y.Map(("matchLabels", Y.Map((WaveLabel, Y.Text(wave.Name)))))),
            ("maxConcurrency", Y.Text("100%")),
            ("beforeStageTasks", wave.Enter.Approvals > 0 ? Y.List(Y.Map(("type", Y.Text("Approval")))) : null),
            (
                "afterStageTasks",
                wave.Leave.Soak > TimeSpan.Zero
                    ? Y.List(Y.Map(("type", Y.Text("TimedWait")), ("waitTime", Y.Text(Duration(wave.Leave.Soak)))))
                    : null
            )
        );

    private string Kargo() =>
        YamlWriter.WriteAll(
            fleet.Waves.Select(KargoStage),
            Notice,
            $"They need a Project and a Warehouse called {fleet.Name}.",
            "Without promotionTemplate a Stage only lets freight through: steps are yours to add.",
            "Approvals are asked for where autopromotion of a Stage is off; queries, windows and freezes are not among its gates."
        );

    private YamlMap KargoStage(Wave wave, int number) =>
        Y.Map(
            ("apiVersion", Y.Text("kargo.akuity.io/v1alpha1")),
            ("kind", Y.Text("Stage")),
            ("metadata", Y.Map(("name", Y.Text(wave.Name)), ("namespace", Y.Text(fleet.Name)))),
            ("spec", Y.Map(("requestedFreight", Y.List(Freight(number == 0 ? null : fleet.Waves[number - 1])))))
        );

    private YamlMap Freight(Wave? before) =>
        Y.Map(
            ("origin", Y.Map(("kind", Y.Text("Warehouse")), ("name", Y.Text(fleet.Name)))),
            (
                "sources",
                before is null
                    ? Y.Map(("direct", Y.Flag(true)))
                    : Y.Map(
                        ("stages", Y.Texts([before.Name])),
                        ("requiredSoakTime", before.Leave.Soak > TimeSpan.Zero ? Y.Text(Duration(before.Leave.Soak)) : null)
                    )
            )
        );

    private string GitOpsPromoter() =>
        YamlWriter.WriteAll(
            [Strategy(), .. Soaks()],
            Notice,
            $"They need a GitRepository called {fleet.Name}, and a hydrator that writes the branch environment/<wave> of each wave.",
            $"An ArgoCDCommitStatus gives {HealthKey}. Queries, windows and freezes are not among its gates."
        );

    private YamlMap Strategy() =>
        Y.Map(
            ("apiVersion", Y.Text("promoter.argoproj.io/v1alpha1")),
            ("kind", Y.Text("PromotionStrategy")),
            ("metadata", Metadata),
            (
                "spec",
                Y.Map(
                    ("gitRepositoryRef", Y.Map(("name", Y.Text(fleet.Name)))),
                    ("environments", Y.List(fleet.Waves.Select(PromoterEnvironment)))
                )
            )
        );

    private static YamlMap PromoterEnvironment(Wave wave) =>
        Y.Map(
            ("branch", Y.Text(Branch(wave))),
            // Somebody else approves it, and merges.
            ("autoMerge", Y.Flag(wave.Enter.Approvals == 0)),
            (
                "activeCommitStatuses",
                Keys([.. wave.Leave.AsksHealth ? new[] { HealthKey } : [], .. wave.Leave.Soak > TimeSpan.Zero ? new[] { SoakKey } : []])
            ),
            ("proposedCommitStatuses", Keys(wave.Enter.Checks))
        );

    private IEnumerable<YamlMap> Soaks()
    {
        var waves = fleet.Waves.Where(wave => wave.Leave.Soak > TimeSpan.Zero).ToList();
        if (waves.Count == 0)
            yield break;
        yield return Y.Map(
            ("apiVersion", Y.Text("promoter.argoproj.io/v1alpha1")),
            ("kind", Y.Text("TimedCommitStatus")),
            ("metadata", Metadata),
            (
                "spec",
                Y.Map(
                    ("key", Y.Text(SoakKey)),
                    ("promotionStrategyRef", Y.Map(("name", Y.Text(fleet.Name)))),
                    (
                        "environments",
                        Y.List(
                            waves.Select(wave => Y.Map(("branch", Y.Text(Branch(wave))), ("duration", Y.Text(Duration(wave.Leave.Soak)))))
                        )
                    )
                )
            )
        );
    }

    private YamlMap Metadata => Y.Map(("name", Y.Text(fleet.Name)), ("namespace", Y.Text(fleet.ArgoCdNamespace)));

    private static string Branch(Wave wave) => $"environment/{wave.Name}";

    private static YamlList? Keys(IEnumerable<string> keys) => keys.Any() ? Y.List(keys.Select(key => Y.Map(("key", Y.Text(key))))) : null;

    // Their durations know neither days nor weeks.
    private static string Duration(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        return seconds % 3600 == 0 ? $"{seconds / 3600}h"
            : seconds % 60 == 0 ? $"{seconds / 60}m"
            : $"{seconds}s";
    }
}
