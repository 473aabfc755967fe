using System.Globalization;
using System.Net;

namespace GitOpsGen.GitHub;

/// <summary>
/// How long GitHub wants to be left alone. What a header says is taken as far as it makes sense; the rest is as if it were not there.
/// </summary>
internal static class RateLimit
{
    /// <summary>Nobody waits longer than this in a pipeline; the next run goes on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Longer than anybody waits, so that it need not be told apart from longer ones.
    private const double Forever = 1e9;

    /// <returns>Null where the answer is no limit of rate.</returns>
    /// <param name="attempt">From 1; without a time the pause doubles from a minute.</param>
    public static TimeSpan? Pause(GitHubReply answer, int attempt, DateTimeOffset now)
    {
        if (answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (RetryAfter(answer, now) is { } said)
            return Seconds(said);
        if (answer.Header("x-ratelimit-remaining") == "0" && Number(answer.Header("x-ratelimit-reset")) is { } reset)
            return Seconds(Math.Max(1, reset - now.ToUnixTimeSeconds()));
        var isLimit =
            answer.Status == HttpStatusCode.TooManyRequests || answer.Reason.Contains("rate limit", StringComparison.OrdinalIgnoreCase);
        return isLimit ? TimeSpan.FromMinutes(1 << (attempt - 1)) : null;
    }

    // Seconds, or a date.
    private static double? RetryAfter(GitHubReply answer, DateTimeOffset now)
    {
        if (answer.Header("Retry-After") is not { } said)
            return null;
        if (Number(said) is { } seconds)
            return seconds < 0 ? null : seconds;
        return DateTimeOffset.TryParseExact(said, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Math.Max(1, (date - now).TotalSeconds)
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
            ? number
            : null;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, Forever));
}
