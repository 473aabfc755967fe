using System.Net;
using System.Text;
using GitOpsGen.GitHub;

namespace GitOpsGen.Tests.Support;

/// <summary>A client of a GitHub that answers what it is told, without a network, and at once where it is told to wait.</summary>
internal sealed class CannedGitHub : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, string, HttpResponseMessage> answer;
    private readonly HttpMessageInvoker http;

    /// <param name="answer">Of a request and its body.</param>
    public CannedGitHub(Func<HttpRequestMessage, string, HttpResponseMessage> answer)
    {
        this.answer = answer;
        http = new HttpMessageInvoker(this, disposeHandler: false);
    }

    public List<TimeSpan> Waits { get; } = [];

    public GitHubClient Client =>
        new(
            http,
            GitHubAddresses.Of("https://github.example/api/v3", null),
            new FixedToken("planted"),
            (wait, _) =>
            {
                Waits.Add(wait);
                return Task.CompletedTask;
            }
        );

    public static HttpResponseMessage Say(byte[] text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new ByteArrayContent(text) };

    public static HttpResponseMessage Say(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        Say(Encoding.UTF8.GetBytes(text), status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }
}
