using System.Net;
using System.Net.Http.Headers;
using GitOpsGen.Http;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.Observe.Prometheus;

/// <summary>Prometheus's HTTP API, and what speaks it: instant queries, each asked once a run however many want it.</summary>
/// <param name="server">The only place where its token goes.</param>
public sealed class PrometheusClient(HttpMessageInvoker http, NamedServer server, HttpPatience patience)
{
    /// <summary>How much of one answer is read: some ten thousand series.</summary>
    public const long Largest = 8 << 20;

    private readonly HttpQuestions questions = new(http, patience);

    public string Host => server.Address.Authority;

    /// <summary>What it said last of everything: it could not be asked, and the next query will not be answered either.</summary>
    public string? Trouble { get; private set; }

    public async Task<QueryAnswer> QueryAsync(string query, CancellationToken cancellation)
    {
        if (Trouble is { } trouble)
            return QueryAnswer.Failed(trouble);
        var answer = await questions.AskAsync(() => Request(query), cancellation);
        // What is wrong with a query is said in JSON, with 400 or 422.
        if (answer.Status is not null && (answer.IsSuccess || (int)answer.Status is 400 or 422))
            return Read(answer.Body);
        var failure =
            answer.IsTooLarge ? $"Prometheus at {Host}: {answer.Lost}"
            : answer.Status is null ? $"cannot reach Prometheus at {Host}: {answer.Lost}"
            : answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? $"Prometheus at {Host} does not accept the token that {server.From} has for it ({(int)answer.Status})"
            : $"Prometheus at {Host} answers {(int)answer.Status}";
        if (!answer.IsTooLarge)
            Trouble = failure;
        return QueryAnswer.Failed(failure);
    }

    private QueryAnswer Read(byte[] body)
    {
        try
        {
            return QueryAnswer.Read(body);
        }
        catch (UnlikeAnswerException error)
        {
            return QueryAnswer.Failed($"Prometheus at {Host}: the answer is not what its API says: {error.Message}");
        }
    }

    // In the body, because a query may be longer than an address.
    private HttpRequestMessage Request(string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Below("api/v1/query"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("query", query)]),
        };
        if (server.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("gitopsgen");
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }
}
