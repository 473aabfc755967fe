using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>
/// Sets the status of each pull request of the tool, where it does not say so already, and merges what is ready in waves that merge by
/// themselves: at once, since what the host merges later it would merge whatever became of the gates.
/// </summary>
/// <param name="mergeable">The commits that this run stands for and that merge by themselves; what others have pushed does not.</param>
internal sealed class RequestTeller(
    RequestJudge judge,
    IRequestHost host,
    IReadOnlySet<string> mergeable,
    MergeMethod method,
    DiagnosticBag diagnostics
)
{
    /// <summary>A status could not be set, and what it said before may be wrong by now.</summary>
    public bool HasFailed { get; private set; }

    public async Task<ImmutableArray<JudgedRequest>> TellAsync(CancellationToken cancellation)
    {
        var told = ImmutableArray.CreateBuilder<JudgedRequest>();
        foreach (var (judged, before) in await judge.AllAsync(cancellation))
            told.Add(await OneAsync(judged, before, cancellation));
        return told.ToImmutable();
    }

    private async Task<JudgedRequest> OneAsync(JudgedRequest judged, RequestAnswer? before, CancellationToken cancellation)
    {
        try
        {
            if (!IsSame(before, judged.Answer))
            {
                if (judged.Answer.State == RequestState.Success && await MovedAsync(judged.Request, cancellation))
                    return judged with { Answer = new RequestAnswer(RequestState.Pending, "its head has moved; the next run looks at it") };
                await host.TellAsync(judged.Request.Head, judged.Answer, cancellation);
            }

            return judged with
            {
                IsMerged = await MergedAsync(judged, cancellation),
            };
        }
        catch (RemoteException error) when (!error.IsOfAll)
        {
            HasFailed |= error is not GitHubException { IsRefusal: true };
            diagnostics.Add(Messages.StatusNotSet(judged.Request.Number, RequestAnswer.Context, error.Message));
            return judged;
        }
    }

    private async Task<bool> MovedAsync(PullRequest request, CancellationToken cancellation) =>
        await host.GetAsync(request.Number, cancellation) is not { IsOpen: true } now
        || now.Head != request.Head
        || now.Base != request.Base;

    private async Task<bool> MergedAsync(JudgedRequest judged, CancellationToken cancellation)
    {
        if (judged.Answer.State != RequestState.Success || !mergeable.Contains(judged.Request.Head))
            return false;
        if (await host.MergeAsync(judged.Request, method, cancellation) is not { } reason)
            return true;
        diagnostics.Add(Messages.NotMergedYet(judged.Request.Number, reason));
        return false;
    }

    private static bool IsSame(RequestAnswer? before, RequestAnswer now) =>
        before is not null && before.State == now.State && before.Reason == now.Description;
}
