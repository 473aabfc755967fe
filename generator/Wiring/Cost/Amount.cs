namespace GitOpsGen.Wiring.Cost;

/// <summary>
/// A quantity of targets, or of samples a minute: between two numbers where an autoscaler decides, and so much more for each node that a
/// cluster has, where nobody says how many it has.
/// </summary>
public readonly record struct Amount(double Least, double Most, double PerNode)
{
    public static Amount None { get; }

    public bool IsNone => this == None;

    public static Amount Of(double number) => new(number, number, 0);

    public static Amount operator +(Amount one, Amount other) =>
        new(one.Least + other.Least, one.Most + other.Most, one.PerNode + other.PerNode);

    public static Amount operator -(Amount one, Amount other) =>
        new(one.Least - other.Least, one.Most - other.Most, one.PerNode - other.PerNode);

    public static Amount operator *(Amount amount, double factor) =>
        new(amount.Least * factor, amount.Most * factor, amount.PerNode * factor);

    public static Amount Add(Amount one, Amount other) => one + other;

    public static Amount Subtract(Amount one, Amount other) => one - other;

    public static Amount Multiply(Amount amount, double factor) => amount * factor;

    public static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(None, (sum, amount) => sum + amount);

    /// <summary>The same where it is known how many nodes a cluster has; null where it is not.</summary>
    public Amount WithNodes(int? nodes) => nodes is { } number ? new(Least + (PerNode * number), Most + (PerNode * number), 0) : this;

    /// <summary>Without what floating numbers add up to beside the truth; a hundredth of a sample a minute is nothing.</summary>
    public Amount Rounded() => new(Math.Round(Least, 2), Math.Round(Most, 2), Math.Round(PerNode, 2));
}
