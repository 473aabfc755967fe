using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// Refuses a step of a move that breaks a rule: those of any move here, those of the agent in <see cref="AgentRules"/>. MIG-005 is the
/// fleet's (<see cref="PhaseOrder"/>).
/// </summary>
public static class MigrationRules
{
    public static RuleSet<MigrationWalk> Rules { get; } =
        new(
            "The move",
            [
                WaveRules.OneSide,
                ImageRules.SameImages,
                BindingRules.BothBound,
                OwnershipRules.OneOwner,
                OwnershipRules.WayBack,
                OwnershipRules.NothingLost,
                OwnershipRules.PlainSync,
                TemplateRules.SamePods,
                WaveRules.Scraped,
                WaveRules.QuickBack,
            ]
        );

    public static void Check(MigrationStep step, DiagnosticBag diagnostics)
    {
        var walk = MigrationWalk.Of(step);
        // What somebody else owns is neither applied nor pruned, so there are no waves to walk.
        if (!OwnershipRules.IsOurs(step))
        {
            AgentRules.OfOwner.Check(walk, diagnostics);
            return;
        }

        Rules.Check(walk, diagnostics);
        AgentRules.Rules.Check(walk, diagnostics);
    }
}
