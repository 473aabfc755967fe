using System.Net;
using System.Text.RegularExpressions;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;
using Octokit.Internal;

namespace GitOpsGen.GitHub;

/// <summary>
/// Octokit's way to GitHub, for one call and its pages. Octokit's own sends the token where a redirection leads, tries nothing again,
/// cannot be cancelled and takes a page of HTML for nothing at all; here all goes by the tool's wire, and what comes back is checked before
/// Octokit sees it.
/// </summary>
internal sealed partial class OctokitHttp(GitHubClient client, GitHubAddresses addresses, Shape answer, CancellationToken cancellation)
    : IHttpClient
{
    private const int MostPages = 100;
    private const long Largest = 64 << 20;

    private readonly HashSet<string> pages = new(StringComparer.Ordinal);
    private long size;

    public static Octokit.IGitHubClient Over(
        GitHubClient client,
        GitHubAddresses addresses,
        Shape answer,
        CancellationToken cancellation
    ) =>
        new Octokit.GitHubClient(
            new Octokit.Connection(
                new Octokit.ProductHeaderValue("gitopsgen"),
                addresses.Api,
                new InMemoryCredentialStore(Octokit.Credentials.Anonymous),
                new OctokitHttp(client, addresses, answer, cancellation),
                new SimpleJsonSerializer()
            )
        );

    public async Task<Octokit.IResponse> Send(
        IRequest request,
        CancellationToken cancellationToken,
        Func<object, object>? preprocessResponseBody = null
    )
    {
        var call = new GitHubCall(request.Method, request.Endpoint.OriginalString, request.Body as string, answer);
        if (!pages.Add(call.Path))
            throw call.Unlike(client.Host, "its pages go in a circle");
        if (pages.Count > MostPages)
            throw call.Unlike(client.Host, $"it has more than {MostPages} pages");
        var reply = await client.SendAsync(call, cancellation);
        size += reply.Body.Length;
        if (size > Largest)
            throw call.Unlike(client.Host, $"its pages have more than {Largest >> 20} MiB");
        return Checked(call, reply);
    }

    public void SetRequestTimeout(TimeSpan timeout)
    {
        // The wire has its own.
    }

    public void Dispose()
    {
        // The connection is whose it was before.
    }

    private OctokitReply Checked(GitHubCall call, GitHubReply reply)
    {
        try
        {
            return new OctokitReply(AnswerJson.Read(reply.Body, call.Answer)?.ToJsonString() ?? "", reply.Status, Next(reply));
        }
        catch (UnlikeAnswerException error)
        {
            throw call.Unlike(client.Host, error.Message);
        }
    }

    // <address>; rel="next", <address>; rel="last"
    private Uri? Next(GitHubReply reply)
    {
        if (reply.Header("Link") is not { } links || NextLink().Match(links) is not { Success: true } match)
            return null;
        if (Uri.TryCreate(match.Groups["address"].Value, UriKind.Absolute, out var next) && addresses.IsThere(next))
            return next;
        throw new UnlikeAnswerException("its next page is at another host, where the token does not go");
    }

    [GeneratedRegex("<(?<address>[^>]*)>; *rel=\"?next\\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NextLink();

    private sealed class OctokitReply(string text, HttpStatusCode status, Uri? next) : Octokit.IResponse
    {
        public object Body => text;

        public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        public Octokit.ApiInfo ApiInfo { get; } =
            new(
                next is null ? [] : new Dictionary<string, Uri>(StringComparer.Ordinal) { ["next"] = next },
                [],
                [],
                "",
                new Octokit.RateLimit(0, 0, 0)
            );

        public HttpStatusCode StatusCode => status;

        public string ContentType => "application/json";
    }
}
