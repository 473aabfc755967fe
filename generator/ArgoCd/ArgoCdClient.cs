using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using GitOpsGen.Http;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.ArgoCd;

/// <summary>
/// Argo CD's API, as far as it tells of Applications. It only asks, never changes anything. What it cannot learn is told as trouble, never
/// as an exception: one Application or server in trouble says nothing of the others.
/// </summary>
/// <param name="server">The only place where its token goes.</param>
public sealed class ArgoCdClient(HttpMessageInvoker http, NamedServer server, HttpPatience patience)
{
    private readonly HttpQuestions questions = new(http, patience);

    /// <summary>How much of one answer is read: a thousand Applications with what they consist of.</summary>
    public const long Largest = 128 << 20;

    public string Host => server.Address.Authority;

    /// <summary>
    /// The Applications of a project as they were when Argo CD looked last. All of each: the fields that it can be asked for lack the
    /// revisions and the conditions.
    /// </summary>
    /// <param name="selector">Of labels.</param>
    /// <returns>What it lists; and where it does not, the trouble.</returns>
    public async Task<(ImmutableArray<Application> Applications, Sight? Trouble)> ListAsync(
        string project,
        string selector,
        CancellationToken cancellation
    )
    {
        var query = $"projects={Uri.EscapeDataString(project)}&selector={Uri.EscapeDataString(selector)}";
        var answer = await AskAsync($"api/v1/applications?{query}", cancellation);
        // One by one they may be had in these cases.
        var isOfServer = !answer.IsTooLarge && answer.Status != HttpStatusCode.Forbidden;
        if (!answer.IsSuccess)
            return ([], Failed(answer) with { IsOfServer = isOfServer });
        try
        {
            return (ApplicationAnswer.ReadList(answer.Body), null);
        }
        catch (UnlikeAnswerException error)
        {
            return ([], Sight.Failed(Unlike(error.Message), isOfServer: true));
        }
    }

    /// <summary>One Application, compared with git anew before it is told.</summary>
    public async Task<Sight> RefreshedAsync(ApplicationName name, CancellationToken cancellation)
    {
        var query = $"project={Uri.EscapeDataString(name.Project)}&appNamespace={Uri.EscapeDataString(name.Namespace)}&refresh=normal";
        var answer = await AskAsync($"api/v1/applications/{Uri.EscapeDataString(name.Name)}?{query}", cancellation);
        if (answer.Status == HttpStatusCode.NotFound)
            return Sight.Absent;
        // A refresh may take longer than is waited for, and others need none.
        if (!answer.IsSuccess)
            return Failed(answer) is var failed && answer.Status is null ? failed with { IsOfServer = false } : failed;
        try
        {
            return Sight.Of(ApplicationAnswer.Read(answer.Body));
        }
        catch (UnlikeAnswerException error)
        {
            return Sight.Failed(Unlike(error.Message));
        }
    }

    private Task<HttpAnswer> AskAsync(string path, CancellationToken cancellation) =>
        questions.AskAsync(() => Request(server.Below(path)), cancellation);

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        request.Headers.UserAgent.ParseAdd("gitopsgen");
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private Sight Failed(HttpAnswer answer) =>
        answer switch
        {
            { IsTooLarge: true } => Sight.Failed($"Argo CD at {Host}: {answer.Lost}"),
            { Status: null } => Sight.Failed($"cannot reach Argo CD at {Host}: {answer.Lost}", isOfServer: true),
            { Status: HttpStatusCode.Unauthorized } => Sight.Failed(
                $"Argo CD at {Host} does not accept the token that {server.From} has for it",
                isOfServer: true
            ),
            { Status: HttpStatusCode.Forbidden } => Sight.Failed(
                $"Argo CD at {Host} forbids it (403): the token's account may not read Applications of this project, or the Application "
                    + "is of another"
            ),
            { Location: { } location } when (int)answer.Status is >= 300 and < 400 => Sight.Failed(
                $"Argo CD at {Host} sends elsewhere ({(location.IsAbsoluteUri ? location.Authority : "another path")}), where the token "
                    + "does not go",
                isOfServer: true
            ),
            _ => Sight.Failed($"Argo CD at {Host} answers {(int)answer.Status}"),
        };

    private string Unlike(string what) => $"Argo CD at {Host}: the answer is not what its API says: {what}";
}
