using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>An object that goes as another comes in its stead: for Kubernetes that is a deletion.</summary>
public static class MoveRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change is not { Old: { } old, New: { } @new })
            return [];
        return change.Kind switch
        {
            ChangeKind.Moved =>
            [
                new Risk(
                    RiskClass.NamespaceMove,
                    RiskLevel.High,
                    $"moves from {Space(old)} to {Space(@new)}: it is deleted there and made anew here, and {Loss(old)}"
                ),
            ],
            ChangeKind.Renamed =>
            [
                new Risk(
                    RiskClass.Rename,
                    DeletionRisks.Data(old) is null ? RiskLevel.Medium : RiskLevel.High,
                    $"was {old.Id.Name}: that one is deleted, and {Loss(old)}"
                ),
            ],
            ChangeKind.HandedOver =>
            [
                new Risk(
                    RiskClass.Sync,
                    RiskLevel.Medium,
                    "another app renders it now: until both Applications are synced the first may prune what the second applies"
                ),
            ],
            _ => [],
        };
    }

    private static string Space(Manifest manifest) => manifest.Id.Namespace.Length == 0 ? "no namespace" : manifest.Id.Namespace;

    private static string Loss(Manifest old) =>
        DeletionRisks.Data(old) is { } loss ? loss : "who names it by its old place no longer finds it";
}
