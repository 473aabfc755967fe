namespace GitOpsGen.Wiring.Discovery;

/// <summary>How many pods there are: so many, between two numbers where an autoscaler decides, or so many on each node.</summary>
public readonly record struct PodCount(int Least, int Most, bool IsPerNode)
{
    /// <summary>One on each node, as a DaemonSet has them.</summary>
    public static PodCount OnEachNode { get; } = new(1, 1, IsPerNode: true);

    /// <summary>Null where it depends on the cluster.</summary>
    public int? Exact => !IsPerNode && Least == Most ? Least : null;

    public static PodCount Of(long number)
    {
        var count = (int)Math.Clamp(number, 0, int.MaxValue);
        return new PodCount(count, count, IsPerNode: false);
    }

    public static PodCount Between(int one, int other)
    {
        var (least, most) = (Math.Max(0, Math.Min(one, other)), Math.Max(0, Math.Max(one, other)));
        return new PodCount(least, most, IsPerNode: false);
    }
}
