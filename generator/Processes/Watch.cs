using System.Diagnostics;

namespace GitOpsGen.Processes;

/// <summary>Stops a program that goes beyond its bounds, or that is cancelled.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // Looking must not cost more than a part of the time, however many processes the machine has.
    private const int Leisure = 10;

    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop;
    private readonly Bounds bounds;
    private readonly Timer? timer;
    private int process;

    public Watch(Bounds bounds, CancellationToken cancellation)
    {
        this.bounds = bounds;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (bounds.Time is not null || bounds.Memory is not null)
            timer = new Timer(_ => Look(), null, First, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the program must end.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Null as long as it keeps within its bounds.</summary>
    public Excess? Excess { get; private set; }

    public void Over(int id) => Volatile.Write(ref process, id);

    public void Exceed(Bound bound)
    {
        Excess ??= new Excess(
            bound,
            bound switch
            {
                Bound.Time => Bounds.Duration(bounds.Time!.Value),
                Bound.Memory => Bounds.Size(bounds.Memory!.Value),
                _ => Bounds.Size(bounds.Output),
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

    private TimeSpan First => bounds.Time is { } time && time < Interval ? time : Interval;

    private void Look()
    {
        var look = Stopwatch.GetTimestamp();
        if (bounds.Time is { } time && Stopwatch.GetElapsedTime(begin) >= time)
            Exceed(Bound.Time);
        else if (bounds.Memory is { } memory && Volatile.Read(ref process) is > 0 and var id && ProcessMemory.OfTree(id) > memory)
            Exceed(Bound.Memory);
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
