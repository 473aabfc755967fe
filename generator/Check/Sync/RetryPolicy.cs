namespace GitOpsGen.Check.Sync;

/// <summary>How often, and after which waits, a failed operation is tried again (4.6).</summary>
/// <param name="Limit">Further attempts after the first one; below 0 there is no end.</param>
public sealed record RetryPolicy(int Limit, TimeSpan Duration, int Factor, TimeSpan MaxDuration)
{
    private const int AutomatedLimit = 5;

    /// <summary>A policy that says nothing but how often.</summary>
    public static RetryPolicy Of(int limit) => new(limit, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(3));

    /// <summary>
    /// What counts of an Application's spec.syncPolicy.retry, null when it has none. One that is there without a limit means 0. Manual
    /// syncs take it as well; without it only automated ones are tried again.
    /// </summary>
    public static RetryPolicy Of(bool isAutomated, RetryPolicy? specified) => specified ?? Of(isAutomated ? AutomatedLimit : 0);

    public bool IsEndless => Limit < 0;

    /// <summary>Another attempt may follow so many.</summary>
    public bool Allows(int attempts) => IsEndless || attempts <= Limit;

    /// <summary>The wait before a retry, the first one being 1: the factor counts from the first on.</summary>
    public TimeSpan WaitBefore(int retry)
    {
        var seconds = Duration.TotalSeconds * Math.Pow(Factor, retry);
        return seconds < MaxDuration.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaxDuration;
    }
}
