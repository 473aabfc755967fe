using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Risks that an object has by what it is, whoever brought it about: those are told that it did not have before, and of a new object all.
/// </summary>
internal static class StandingRisks
{
    public static IEnumerable<Risk> New(ObjectChange change, Func<Manifest, IEnumerable<Risk>> of)
    {
        if (change.New is not { } @new)
            return [];
        var known = change.Old is { } old ? of(old).ToHashSet() : [];
        return of(@new).Where(risk => !known.Contains(risk));
    }
}
