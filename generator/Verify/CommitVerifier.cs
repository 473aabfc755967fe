using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;

namespace GitOpsGen.Verify;

/// <summary>
/// Renders a commit again, and holds its generated files against that: of a commit of publish those that it writes, of any other all. The
/// work tree is not looked at.
/// </summary>
public sealed class CommitVerifier(VerifyOptions options, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly GitRepository git = new(options.Root) { IsOffline = options.Offline };

    public async Task<Verification> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await VerifyAsync(cancellation);
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return CannotProve(options.Commit, null);
        }
    }

    private async Task<Verification> VerifyAsync(CancellationToken cancellation)
    {
        if (await git.CommitOfAsync(options.Commit, cancellation) is not { } commit)
        {
            diagnostics.Add(Messages.NoCommitToVerify(options.Commit, await git.IsShallowAsync(cancellation)));
            return CannotProve(options.Commit, null);
        }

        var claims = await CommitClaims.ReadAsync(git, commit, cancellation);
        if (claims.Trailers.IsClaimed && claims.Parents.Length < 2)
            return await ClaimedAsync(claims, cancellation);
        diagnostics.Add(Messages.VerifiedPlainly(claims.Parents.Length > 1));
        var prefix = await git.AskAsync(cancellation, "rev-parse", "--show-prefix") ?? "";
        if (!await ClaimChecks.IsFolderAsync(git, commit, prefix, cancellation))
        {
            diagnostics.Add(Messages.NoFleetInCommit(prefix));
            return CannotProve(commit, claims);
        }

        using var rendered = await RenderedCommit.OfAsync(git, options, commit, prefix, progress, cancellation);
        return Held(commit, null, rendered, null);
    }

    private async Task<Verification> ClaimedAsync(CommitClaims claims, CancellationToken cancellation)
    {
        var checks = new ClaimChecks(options, git, claims, diagnostics);
        if (await checks.CheckAsync(cancellation) is not { } changes)
            return checks.Difference is { } untrue ? Differs(claims.Commit, claims, untrue, 0) : CannotProve(claims.Commit, claims);
        using var rendered = await RenderedCommit.OfAsync(git, options, claims.Commit, claims.Prefix, progress, cancellation);
        if (checks.Lacking(rendered.Preview.Report.Engines) is { Count: > 0 } lacking)
        {
            diagnostics.Add(Messages.EngineNotHere(lacking, rendered.Preview.Report.Engines));
            return CannotProve(claims.Commit, claims) with { Engines = rendered.Preview.Report.Engines };
        }

        return Held(claims.Commit, claims, rendered, changes);
    }

    /// <param name="changes">What the commit changes; null: all that it has is meant.</param>
    private Verification Held(string commit, CommitClaims? claims, RenderedCommit rendered, ImmutableArray<PathChange>? changes)
    {
        if (rendered.Plan is not { } plan || rendered.Preview.Report.HasErrors)
        {
            foreach (var error in rendered.Preview.Report.Diagnostics.Where(item => item.Severity == Severity.Error))
                diagnostics.Add(error);
            diagnostics.Add(Messages.CommitNotRenderable(commit));
            return CannotProve(commit, claims);
        }

        var scope = new CommitScope(plan, changes);
        var found = Differences(rendered).Where(one => scope.Writes(one.Path)).ToList();
        var result = found is [var first, ..] ? Differs(commit, claims, first, found.Count) : Whole(commit, claims, rendered, scope);
        return result with
        {
            Units = scope.Units,
            Files = rendered.Generated.Count(scope.Writes),
            Engines = rendered.Preview.Report.Engines,
        };
    }

    // Nothing that it writes differs; but of some of it a render of this tree alone may say nothing.
    private Verification Whole(string commit, CommitClaims? claims, RenderedCommit rendered, CommitScope scope)
    {
        var report = rendered.Preview.Report;
        if (report.Changes.Adopted.Where(scope.Writes).ToList() is { Count: > 0 } adopted)
            diagnostics.Add(Messages.AdoptedNotProved(adopted));
        var others = Differences(rendered).Where(one => !scope.Writes(one.Path)).Select(one => one.Path!).ToList();
        if (others.Where(scope.Shares).ToList() is { Count: > 0 } shared)
            diagnostics.Add(Messages.SharedNotProved(shared));
        if (others.Where(path => !scope.Shares(path)).ToList() is { Count: > 0 } elsewhere)
            diagnostics.Add(Messages.OthersNotRendered(elsewhere));
        return diagnostics.HasErrors ? CannotProve(commit, claims) : Result(commit, VerifyVerdict.Proved, claims);
    }

    private static IEnumerable<CommitDifference> Differences(RenderedCommit rendered) =>
        rendered
            .Preview.Files.Select(file => FirstDifference.Of(file.Key, file.Value, rendered.Content(file.Key)))
            .Concat(rendered.Preview.Report.Changes.Stray.Select(path => FirstDifference.Of(path, null, rendered.Content(path))))
            // A record follows from what it records, which says more.
            .OrderBy(one => FleetLayout.Read(one.Path!) is OwnedRecord or OutputRecord or SharedRecord)
            .ThenBy(one => one.Path, StringComparer.Ordinal);

    private Verification Differs(string commit, CommitClaims? claims, CommitDifference first, int count)
    {
        if (first.Path is { } path)
            diagnostics.Add(Messages.CommitDiffers(new Position(path, first.Line ?? 1, 1), first.Expected, first.Found, count));
        return Result(commit, VerifyVerdict.Differs, claims) with { Difference = first, Differences = count };
    }

    private Verification CannotProve(string commit, CommitClaims? claims) => Result(commit, VerifyVerdict.CannotProve, claims);

    private Verification Result(string commit, VerifyVerdict verdict, CommitClaims? claims) =>
        new(commit, verdict, diagnostics.Sorted()) { Claims = claims?.Trailers.IsClaimed == true ? claims : null };
}
