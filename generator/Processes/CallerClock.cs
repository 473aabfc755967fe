namespace GitOpsGen.Processes;

/// <summary>The clock of whoever called the tool: the machine's, unless a run is given another, as one that plays weeks is.</summary>
public static class CallerClock
{
    private static readonly AsyncLocal<TimeProvider?> OfRun = new();

    public static TimeProvider Current => OfRun.Value ?? TimeProvider.System;

    /// <summary>Gives it to all that the calling method goes on to do; its own caller keeps what it has.</summary>
    public static void Use(TimeProvider clock) => OfRun.Value = clock;
}
