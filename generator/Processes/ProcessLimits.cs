namespace GitOpsGen.Processes;

/// <summary>How far a program may go before it is stopped with all that it has started.</summary>
/// <param name="Output">Bytes that it may print.</param>
public sealed record ProcessLimits(long Output)
{
    /// <summary>Bytes of its complaints that are kept; the rest is read and thrown away.</summary>
    public const int Errors = 1 << 20;

    private const long MiB = 1 << 20;

    /// <summary>For what answers in lines.</summary>
    public static ProcessLimits Talk { get; } = new(16 * MiB);

    /// <summary>For what prints the content of files.</summary>
    public static ProcessLimits Content { get; } = new(256 * MiB);

    /// <summary>How long it may run; null for as long as it takes.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Bytes that it and its children may have in memory; null for as much as there is.</summary>
    public long? Memory { get; init; }

    public static string Size(long bytes) =>
        bytes % (1 << 30) == 0 ? $"{bytes >> 30} GiB"
        : bytes % MiB == 0 ? $"{bytes / MiB} MiB"
        : $"{bytes} bytes";

    public static string Duration(TimeSpan time) =>
        time.Seconds == 0 && time >= TimeSpan.FromMinutes(1) ? $"{time.TotalMinutes:0} min" : $"{time.TotalSeconds:0} s";
}

/// <summary>What a program had too much of.</summary>
public enum ProcessLimit
{
    Output,
    Time,
    Memory,
}

/// <summary>Why a program was stopped.</summary>
/// <param name="Limit">As a person writes it, such as <c>5 min</c>.</param>
public sealed record LimitExceeded(ProcessLimit Kind, string Limit)
{
    public override string ToString() =>
        Kind switch
        {
            ProcessLimit.Time => $"it was stopped because it ran for longer than {Limit}",
            ProcessLimit.Memory => $"it was stopped because it took more than {Limit} of memory",
            _ => $"it was stopped because it printed more than {Limit}",
        };
}
