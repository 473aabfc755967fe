using System.Collections.Immutable;
using System.Globalization;

namespace GitOpsGen.Check.Sync;

public enum SyncEventKind
{
    Attempt,
    CreateNamespace,
    DryRun,
    Prune,
    DeleteHook,
    Apply,

    /// <summary>The pause between two waves, 2 seconds by default.</summary>
    Delay,
    Wait,
    WaitUntilGone,
    WaitForConfirmation,
    Missing,
}

/// <summary>One thing that an operation does, or waits for. A wait that only goes on is no new event.</summary>
/// <param name="Names">Ids in ordinal order; of a <see cref="SyncEventKind.Wait"/> those of hooks.</param>
/// <param name="Others">Of a <see cref="SyncEventKind.Wait"/> the ids of what is no hook.</param>
public sealed record SyncEvent(SyncEventKind Kind, ImmutableArray<string> Names, ImmutableArray<string> Others)
{
    public static SyncEvent Of(SyncEventKind kind, params IEnumerable<string> names) => new(kind, Ordered(names), []);

    public static SyncEvent Wait(IEnumerable<string> hooks, IEnumerable<string> others) =>
        new(SyncEventKind.Wait, Ordered(hooks), Ordered(others));

    public bool IsWait => Kind is SyncEventKind.Wait or SyncEventKind.WaitUntilGone or SyncEventKind.WaitForConfirmation;

    public override string ToString() =>
        Kind switch
        {
            SyncEventKind.Attempt => "attempt " + List(Names),
            SyncEventKind.CreateNamespace => "ns " + List(Names),
            SyncEventKind.DryRun => "dryrun",
            SyncEventKind.Prune => "prune " + List(Names),
            SyncEventKind.DeleteHook => "delhook " + List(Names),
            SyncEventKind.Apply => "apply " + List(Names),
            SyncEventKind.Delay => "delay",
            SyncEventKind.WaitUntilGone => "wait gone " + List(Names),
            SyncEventKind.WaitForConfirmation => "wait confirm " + List(Names),
            SyncEventKind.Missing => "missing " + List(Names),
            _ when Names.IsEmpty => "wait health " + List(Others),
            _ when Others.IsEmpty => "wait hook " + List(Names),
            _ => $"wait hook {List(Names)}+{List(Others)}",
        };

    private static string List(ImmutableArray<string> names) => string.Join(',', names);

    private static ImmutableArray<string> Ordered(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>The events of an operation so far.</summary>
internal sealed class EventLog
{
    private readonly List<SyncEvent> events = [];
    private SyncEvent? wait;

    public ImmutableArray<SyncEvent> Events => [.. events];

    public int Count => events.Count;

    public void Attempt(int number) => Add(SyncEvent.Of(SyncEventKind.Attempt, number.ToString(CultureInfo.InvariantCulture)));

    public void Add(SyncEventKind kind, params IEnumerable<string> names) => Add(SyncEvent.Of(kind, names));

    // A wait is written once, and not again when it only goes on, for all or for some of what it named.
    public void Add(SyncEvent next)
    {
        if (next.IsWait && wait is not null && Repeats(next, wait))
            return;
        if (next.Kind != SyncEventKind.Missing)
            wait = next.IsWait ? next : null;
        events.Add(next);
    }

    private static bool Repeats(SyncEvent next, SyncEvent last) =>
        next.Kind == last.Kind && !next.Names.Concat(next.Others).Except(last.Names.Concat(last.Others), StringComparer.Ordinal).Any();
}
