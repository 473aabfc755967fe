using GitOpsGen.Http;

namespace GitOpsGen.Doctor;

/// <summary>Asks whether somebody answers. Only for <c>--online</c>.</summary>
public static class Network
{
    /// <summary>
    /// Why there is no answer; null when there is one, whatever it says: that a server wants to know who asks is an answer.
    /// </summary>
    public static async Task<string?> AnswersAsync(Uri address, TimeSpan patience, CancellationToken cancellation)
    {
        using var http = HttpWire.Connect();
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(patience);
        try
        {
            using var response = await http.HeadersAsync(request, timed.Token);
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or HttpLimitException)
        {
            return HttpFailure.Cause(error, address).TrimEnd('.');
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"not within {patience.TotalSeconds:0} seconds";
        }
    }
}
