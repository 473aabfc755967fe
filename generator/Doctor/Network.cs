namespace GitOpsGen.Doctor;

/// <summary>Asks whether somebody answers. Only for <c>--online</c>.</summary>
public static class Network
{
    /// <summary>Why there is no answer; null when there is one, whatever it says: that a server wants to know who asks is an answer.</summary>
    public static async Task<string?> AnswersAsync(Uri address, TimeSpan patience, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = patience };
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return null;
        }
        catch (HttpRequestException error)
        {
            return error.Message.TrimEnd('.');
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"not within {patience.TotalSeconds:0} seconds";
        }
    }
}
