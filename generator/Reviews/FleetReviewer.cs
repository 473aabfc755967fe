using System.Collections.Immutable;
using GitOpsGen.Compare.States;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Publish;
using GitOpsGen.Validate;

namespace GitOpsGen.Reviews;

/// <summary>
/// Compares and judges two commits, each in a folder of its own. What the head says is content: of it nothing runs, and no engine that it
/// brings along.
/// </summary>
public sealed class FleetReviewer(ReviewOptions options, GitRepository git, IProgress progress)
{
    public async Task<FleetReview> ReviewAsync(ReviewedCommits commits, CancellationToken cancellation)
    {
        // First, since it may pull the charts that the comparison takes from the cache.
        var head = await JudgeAsync(commits.Head, commits.Base, isWanted: _ => true, cancellation);
        var comparison = await new FleetComparison(
            new DiffOptions(options.Root, ReviewedCommits.Short(commits.Base), ReviewedCommits.Short(commits.Head))
            {
                IsBaseExact = true,
                Trust = options.Trust,
            },
            progress
        ).RunAsync(cancellation);
        // Where nothing is found, nothing can be new.
        var before = head.Findings.Count == 0 ? null : await BaseAsync(commits.Base, cancellation);
        var known = before is { Rules.Count: > 0 } or { Diagnostics.Count: 0, Findings.Count: 0 } ? before : null;
        var prefix = await git.AskAsync(cancellation, "rev-parse", "--show-prefix") ?? "";
        var written = BranchStates
            .Relative(await git.ChangesAsync(commits.Base, commits.Head, cancellation), prefix)
            .Select(change => change.Path)
            .ToHashSet(StringComparer.Ordinal);
        return new FleetReview(commits, comparison, head)
        {
            Findings = ReviewedFinding.Of(head, known),
            NewlyWaived = ReviewedFinding.NewlyWaived(head, known),
            Generated = head.Changes is { } changes ? GeneratedState.Of(changes, written) : GeneratedState.Unknown,
            Prefix = prefix,
            Files = (await GitFiles.OfCommitAsync(git, commits.Head, FleetLayout.Roots, cancellation)).Keys.ToImmutableHashSet(),
            EntersFreely = !written.Any(path => FleetLayout.Read(path) is PinFile) && await IsGuardedAsync(commits.Base, cancellation),
            Doubts = before is not null && known is null ? [Messages.BaseNotJudged(Why(before))] : [],
        };
    }

    // Where nothing of a wave can be shut, nobody requires the status.
    private async Task<bool> IsGuardedAsync(string commit, CancellationToken cancellation)
    {
        var entries = await GitFiles.OfCommitAsync(git, commit, [FleetLayout.FleetFile], cancellation);
        using var blobs = new BlobReader(git);
        return new Descriptions(new CommitFiles(entries, blobs, cancellation), new DiagnosticBag()).Settings() is { } settings
            && (settings.Waves.Any(wave => wave.Enter.IsGuarded) || !settings.Promotion.Freezes.IsEmpty);
    }

    // A base without a fleet has no findings.
    private Task<ValidationReport> BaseAsync(string commit, CancellationToken cancellation) =>
        JudgeAsync(commit, commit, folder => new FileTree(folder).IsRegular(FleetLayout.FleetFile), cancellation);

    private async Task<ValidationReport> JudgeAsync(
        string commit,
        string synced,
        Func<string, bool> isWanted,
        CancellationToken cancellation
    )
    {
        try
        {
            using var copy = await CommitCopy.OfAsync(git, commit, synced, cancellation);
            return isWanted(copy.Folder)
                ? await new FleetValidation(copy.Folder, Validation(), progress, TimeProvider.System).RunAsync(cancellation)
                : new ValidationReport([], [], []);
        }
        catch (DiagnosedException error)
        {
            return new ValidationReport([], [], [error.Diagnostic]);
        }
    }

    private ValidationOptions Validation() =>
        new()
        {
            AsOf = options.AsOf,
            Offline = !options.Pulls,
            CopyOf = options.Root,
            // What was edited is told beside, and what a render would make is judged.
            HandEdits = HandEdits.Discard,
            Trust = options.Trust with { Repositories = [options.Root] },
        };

    private static string Why(ValidationReport report) =>
        report
            .Diagnostics.Concat(report.Findings.Select(finding => finding.Diagnostic))
            .FirstOrDefault(item => item.Severity == Severity.Error)
            is { } first
            ? $"{first.Code}: {first.Message}"
            : "its render stops";
}
