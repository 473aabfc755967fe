using System.Collections.Immutable;
using System.Security.Cryptography;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Store;

/// <summary>
/// The evidence branch of a remote: runs are added, none is ever changed. Any number of runs may add at once, and each may die at any
/// moment: a run is on the branch as a whole or not at all.
/// </summary>
/// <param name="remote">Whose branch it is.</param>
/// <param name="wait">Waits; a test does not.</param>
public sealed class EvidenceStore(
    GitRepository git,
    GitRemote remote,
    DiagnosticBag diagnostics,
    Func<TimeSpan, CancellationToken, Task>? wait = null
)
{
    private const int Tries = 10;

    private readonly EvidenceCommits commits = new(git);

    /// <summary>What was seen from a time on, first to last. Of a branch that is not there nothing was.</summary>
    /// <exception cref="RemoteException">The remote cannot be read.</exception>
    public async Task<ImmutableArray<ObservationRun>> ReadAsync(
        string branch,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => await OpenAsync(branch, cancellation) is (_, { } there) ? await there.RunsAsync(since, now, cancellation) : [];

    /// <summary>Records what is worth it, on top of whatever others have recorded meanwhile.</summary>
    /// <param name="keep">What is older goes out of the branch's files; its history keeps it.</param>
    /// <returns>What was recorded; without observations where nothing was.</returns>
    /// <exception cref="RemoteException">The remote cannot be read, or does not take it.</exception>
    public async Task<ObservationRun> AppendAsync(
        string branch,
        ObservationRun run,
        RecordingRule rule,
        TimeSpan keep,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (tip, there) = await OpenAsync(branch, cancellation);
            var worth = await WorthAsync(run, rule, there, cancellation);
            if (worth.Observations.IsEmpty)
                return worth;
            if (there is { Strangers: [var stranger, ..] })
                throw new DiagnosedException(Messages.NoEvidenceBranch(branch, stranger));
            var text = EvidenceJson.Write(worth);
            var path = EvidencePath.Of(worth.At, text);
            // Somebody saw the very same in this second, and was faster.
            if (there?.Has(path) == true)
                return worth;
            var commit = await commits.CommitAsync(tip, path, text, there?.Before(run.At - keep) ?? [], run.At, cancellation);
            if (await remote.PushAsync(new Push(branch, commit, tip), cancellation) is not { } reason)
                return worth;
            if (!PushRejection.IsRace(reason))
                throw new RemoteException(Messages.PushRefused(branch, reason).ToString());
            if (attempt == Tries)
                throw new RemoteException($"{branch}: {reason}; others were faster {Tries} times. Run it again.");
            await (wait ?? Task.Delay)(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(100, 200 * attempt + 100)), cancellation);
        }
    }

    /// <summary>What would be recorded, and nothing is.</summary>
    /// <exception cref="RemoteException">The remote cannot be read.</exception>
    public async Task<ObservationRun> PreviewAsync(string branch, ObservationRun run, RecordingRule rule, CancellationToken cancellation) =>
        await WorthAsync(run, rule, (await OpenAsync(branch, cancellation)).There, cancellation);

    private static async Task<ObservationRun> WorthAsync(
        ObservationRun run,
        RecordingRule rule,
        EvidenceBranch? there,
        CancellationToken cancellation
    )
    {
        var recorded = there is null ? [] : await there.RunsAsync(run.At - rule.Reach, run.At, cancellation);
        return rule.Of(run, new EvidenceLog(recorded, run.At));
    }

    private async Task<(string? Tip, EvidenceBranch? There)> OpenAsync(string branch, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var tip = (await remote.BranchesAsync([branch], cancellation)).GetValueOrDefault(branch);
            if (tip is null)
                return (null, null);
            if (!await IsHereAsync(tip, cancellation))
                await remote.FetchTipAsync(branch, isWhole: true, cancellation);
            // It may have moved on between the two, and a shallow clone gets nothing but its end.
            if (!await IsHereAsync(tip, cancellation))
                continue;
            var there = new EvidenceBranch(git, branch, tip, diagnostics);
            await there.ListAsync(cancellation);
            return (tip, there);
        }

        throw new RemoteException($"the branch {branch} of the remote is never fetched as it is listed. Run it again.");
    }

    private async Task<bool> IsHereAsync(string commit, CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "cat-file", "-e", commit) is not null;
}
