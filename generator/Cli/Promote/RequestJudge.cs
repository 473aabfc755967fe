using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>Asks the host for all that the gates of the tool's open pull requests depend on. What cannot be read keeps them shut.</summary>
internal sealed class RequestJudge(PromotionSight sight, IRequestHost host)
{
    private readonly RequestGates gates = new(sight.State, sight.Now);

    /// <summary>Those that would be merged into the base; of others nobody is told.</summary>
    public async Task<ImmutableArray<(JudgedRequest Judged, RequestAnswer? Told)>> AllAsync(CancellationToken cancellation)
    {
        var judged = ImmutableArray.CreateBuilder<(JudgedRequest, RequestAnswer?)>();
        foreach (var change in sight.State.Open)
            if (change.Request is { } request && request.Base == sight.Branch)
                judged.Add(await OneAsync(change, request, cancellation));
        return judged.ToImmutable();
    }

    private async Task<(JudgedRequest Judged, RequestAnswer? Told)> OneAsync(
        OpenChange change,
        PullRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            if (request.Head != change.Commit)
                return (Shut("somebody has pushed just now; the next run looks at it"), await ToldAsync(request, cancellation));
            if (gates.IsWayBack(change))
                return (new JudgedRequest(change, request, gates.Of(change, Nothing(request))), await ToldAsync(request, cancellation));
            var withRuns = gates.WavesOf(change).Any(wave => !wave.Enter.Checks.IsEmpty);
            var facts = await host.FactsAsync(request, withRuns, cancellation);
            return (new JudgedRequest(change, request, gates.Of(change, facts)), facts.Told);
        }
        catch (RemoteException error)
        {
            return (Shut($"its reviews and checks cannot be read: {error.Message}"), await ToldAsync(request, cancellation));
        }

        JudgedRequest Shut(string reason) => new(change, request, new RequestAnswer(RequestState.Pending, reason));
    }

    // Who cannot be asked is told once more than needed.
    private async Task<RequestAnswer?> ToldAsync(PullRequest request, CancellationToken cancellation)
    {
        try
        {
            return await host.ToldAsync(request.Head, cancellation);
        }
        catch (RemoteException)
        {
            return null;
        }
    }

    private static RequestFacts Nothing(PullRequest request) => new(request.Author, request.Head, [], []);
}
