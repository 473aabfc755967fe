using GitOpsGen.Publish;

namespace GitOpsGen.Promote.Requests;

/// <summary>What a host tells of pull requests and is told of them.</summary>
public interface IRequestHost
{
    Task<PullRequest> GetAsync(int number, CancellationToken cancellation);

    /// <param name="withRuns">Also check runs, which a token may lack the right to read where nobody asks for them.</param>
    Task<RequestFacts> FactsAsync(PullRequest request, bool withRuns, CancellationToken cancellation);

    /// <summary>What the commit's status <see cref="RequestAnswer.Context"/> says; null where it has none.</summary>
    Task<RequestAnswer?> ToldAsync(string commit, CancellationToken cancellation);

    Task TellAsync(string commit, RequestAnswer answer, CancellationToken cancellation);

    /// <summary>Merges at once, and only the commit that the pull request is known to have.</summary>
    /// <returns>Why not; null when it was done.</returns>
    Task<string?> MergeAsync(PullRequest request, MergeMethod method, CancellationToken cancellation);
}
