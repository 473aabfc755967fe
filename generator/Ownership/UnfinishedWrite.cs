using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Ownership;

/// <summary>
/// For whoever only reads, and so neither waits for another run nor finishes what one had begun: whether what lies here may be half
/// written.
/// </summary>
public static class UnfinishedWrite
{
    /// <param name="isJudged">What is half written would be told as wrong, so nothing is told at all.</param>
    /// <returns>Null where nobody is writing, or was.</returns>
    public static Diagnostic? Of(StateFolder state, bool isJudged) =>
        state.IsSound && EntryKinds.Of(Journal.PlaceIn(state)) != EntryKind.Missing
            ? Messages.UnfinishedWrite(Journal.PlaceIn(state), RepositoryLock.IsHeld(state), isJudged)
            : null;
}
