using System.Diagnostics;

namespace GitOpsGen.Processes;

/// <summary>Stops a program that goes beyond its bounds, or that is cancelled.</summary>
internal sealed class ProcessWatchdog : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // Looking must not cost more than a part of the time, however many processes the machine has.
    private const int Leisure = 10;

    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop;
    private readonly ProcessLimits limits;
    private readonly Timer? timer;
    private int process;

    public ProcessWatchdog(ProcessLimits limits, CancellationToken cancellation)
    {
        this.limits = limits;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limits.Time is not null || limits.Memory is not null)
            timer = new Timer(_ => Look(), null, First, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the program must end.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Null as long as it keeps within its limits.</summary>
    public LimitExceeded? LimitExceeded { get; private set; }

    public void Over(int id) => Volatile.Write(ref process, id);

    public void Exceed(ProcessLimit limit)
    {
        LimitExceeded ??= new LimitExceeded(
            limit,
            limit switch
            {
                ProcessLimit.Time => ProcessLimits.Duration(limits.Time!.Value),
                ProcessLimit.Memory => ProcessLimits.Size(limits.Memory!.Value),
                _ => ProcessLimits.Size(limits.Output),
            }
        );
        stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        // Waits for a look that is on its way.
        if (timer is not null)
            await timer.DisposeAsync();
        stop.Dispose();
    }

    private TimeSpan First => limits.Time is { } time && time < Interval ? time : Interval;

    private void Look()
    {
        var look = Stopwatch.GetTimestamp();
        if (limits.Time is { } time && Stopwatch.GetElapsedTime(begin) >= time)
            Exceed(ProcessLimit.Time);
        else if (limits.Memory is { } memory && Volatile.Read(ref process) is > 0 and var id && ProcessMemory.OfTree(id) > memory)
            Exceed(ProcessLimit.Memory);
        else
            Again(Stopwatch.GetElapsedTime(look) * Leisure);
    }

    private void Again(TimeSpan leisure)
    {
        try
        {
            timer?.Change(leisure > Interval ? leisure : Interval, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
    }
}
