using System.Collections.Immutable;
using GitOpsGen.Compare.Objects;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Who may take a role of the cloud on, and what that may do. A merge changes the document alone: somebody has to apply it.
/// </summary>
internal static class IamRisks
{
    public static ImmutableArray<Risk> Of(ObjectChange change) =>
        [
            new Risk(
                RiskClass.CloudRights,
                RiskLevel.Medium,
                change.Kind switch
                {
                    ChangeKind.Removed => "is put out no more; what was set up after it stays until somebody takes it back",
                    ChangeKind.Renamed => $"was {change.Old!.Name}: whoever applies it looks for that",
                    _ => "who may do what in the cloud changes, once somebody applies it there",
                }
            ),
        ];
}
