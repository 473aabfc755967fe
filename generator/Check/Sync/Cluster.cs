using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>An object in the cluster of the simulation.</summary>
internal sealed record ClusterObject(SyncObject Object)
{
    public bool IsChanged { get; init; }

    public bool IsTracked { get; init; } = true;

    public bool IsShared { get; init; }

    /// <summary>For how many more passes it is seen Terminating; null when nobody has deleted it.</summary>
    public int? TerminatingPasses { get; init; }

    public bool IsTerminating => TerminatingPasses is not null;
}

/// <summary>The cluster that one operation works on.</summary>
internal sealed class Cluster
{
    private readonly SortedDictionary<string, ClusterObject> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> looks = new(StringComparer.Ordinal);

    public Cluster(IEnumerable<LiveObject> live)
    {
        foreach (var one in live)
            objects[one.Object.Id] = new(one.Object)
            {
                IsChanged = one.IsChanged,
                IsTracked = one.IsTracked,
                IsShared = one.IsShared,
            };
    }

    /// <summary>The objects as they are now.</summary>
    public ImmutableArray<ClusterObject> Objects => [.. objects.Values];

    /// <summary>What stays: an object that is still Terminating will be gone.</summary>
    public ImmutableArray<string> Remaining => [.. objects.Values.Where(one => !one.IsTerminating).Select(one => one.Object.Id)];

    public ClusterObject? Find(string id) => objects.GetValueOrDefault(id);

    /// <summary>A new pass begins: what has been Terminating long enough is gone.</summary>
    public void BeginPass()
    {
        foreach (var (id, one) in objects.Where(pair => pair.Value.IsTerminating).ToList())
            if (one.TerminatingPasses == 0)
                objects.Remove(id);
            else
                objects[id] = one with { TerminatingPasses = one.TerminatingPasses - 1 };
    }

    public void Apply(SyncObject target)
    {
        if (target.Behaviour.Vanishes)
            objects.Remove(target.Id);
        else
            objects[target.Id] = new(target);
    }

    /// <summary>A second deletion of the same object changes nothing.</summary>
    public void Delete(string id)
    {
        if (Find(id) is { IsTerminating: false } one)
            objects[id] = one with { TerminatingPasses = one.Object.Behaviour.TerminatingPasses };
    }

    /// <summary>The next look at the object's health.</summary>
    public HealthStatus Look(SyncObject target)
    {
        var look = looks.GetValueOrDefault(target.Id);
        looks[target.Id] = look + 1;
        return target.Behaviour.Health[Math.Min(look, target.Behaviour.Health.Length - 1)];
    }
}
