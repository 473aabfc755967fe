using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.GitHub;

/// <summary>A request, and what is read of its answer.</summary>
/// <param name="Path">Below the address of the API, with its query; or the address of the GraphQL interface, or one that GitHub linked
/// to.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record GitHubCall(HttpMethod Method, string Path, string? Body, Shape Answer)
{
    /// <summary>Asked twice it does no harm.</summary>
    public bool IsRepeatable => Method != HttpMethod.Post;

    public RemoteException Failed(string host, string why, Exception? inner = null) =>
        new($"cannot reach {host}: {this}: {why}", inner) { IsOfAll = true };

    public RemoteException Unlike(string host, string what) =>
        new(
            $"GitHub at {host}: {this}: the answer is not what GitHub's API says: {what}. Look whether GITHUB_API_URL is the "
                + "address of the API, and which proxy is in between."
        )
        {
            IsOfAll = true,
        };

    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
