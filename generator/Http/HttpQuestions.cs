using System.Net;

namespace GitOpsGen.Http;

/// <summary>How long, how often and how much is waited for.</summary>
/// <param name="Largest">Bytes of an answer.</param>
/// <param name="Limit">For one try, until its answer is read to the end.</param>
public sealed record HttpPatience(long Largest, TimeSpan Limit)
{
    public int Tries { get; init; } = 3;

    /// <summary>Who wants to be left alone for longer is asked by the next run.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits; a test does not.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>An answer, read to its end, or why there is none.</summary>
/// <param name="Status">Null where none came.</param>
/// <param name="Lost">Why none came, or why it is not read; else empty.</param>
public sealed record HttpAnswer(HttpStatusCode? Status, byte[] Body, string Lost)
{
    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>It came, and was longer than what is read of one.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Where it says that the answer is; null where it does not.</summary>
    public Uri? Location { get; init; }
}

/// <summary>Asks what changes nothing, so that it is asked again where the answer got lost or the server was busy.</summary>
/// <param name="http">Follows no redirections: a token would go where they lead.</param>
public sealed class HttpQuestions(HttpMessageInvoker http, HttpPatience patience)
{
    /// <param name="request">Made anew for each try.</param>
    public async Task<HttpAnswer> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, pause) = await TryAsync(request, attempt, cancellation);
            if (pause is not { } time || attempt >= patience.Tries || time > patience.LongestPause)
                return answer;
            await patience.Wait(time, cancellation);
        }
    }

    // A pause where another try may end otherwise.
    private async Task<(HttpAnswer, TimeSpan?)> TryAsync(Func<HttpRequestMessage> request, int attempt, CancellationToken cancellation)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(patience.Limit);
        using var message = request();
        try
        {
            using var response = await http.HeadersAsync(message, timed.Token);
            var body = await response.Content.ReadAsync(patience.Largest, timed.Token);
            var answer = new HttpAnswer(response.StatusCode, body, "") { Location = response.Headers.Location };
            return (answer, Pause(response, attempt));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or HttpLimitException)
        {
            var lost = new HttpAnswer(null, [], HttpFailure.Cause(error, message.RequestUri!)) { IsTooLarge = error is HttpLimitException };
            return (lost, HttpFailure.IsLasting(error) ? null : Usual(attempt));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new HttpAnswer(null, [], $"not answered to the end within {patience.Limit.TotalSeconds:0.#} seconds"), Usual(attempt));
        }
    }

    private TimeSpan? Pause(HttpResponseMessage response, int attempt)
    {
        if ((int)response.StatusCode is not (429 or >= 500))
            return null;
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date - patience.Clock.GetUtcNow() is var left => left > TimeSpan.Zero ? left : TimeSpan.Zero,
            _ => Usual(attempt),
        };
    }

    private static TimeSpan Usual(int attempt) => TimeSpan.FromSeconds(1 << (attempt - 1));
}
