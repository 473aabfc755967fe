using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Sizing;

/// <summary>
/// The calculation of docs/scaling.md for one cluster: as many replicas as carry what is used most of the time, and as many as carry the
/// peak with its headroom, within what the parameters allow.
/// </summary>
/// <param name="parameters">How the app declares them.</param>
public sealed class SizeCalculation(Scaling scaling, Shape parameters, DiagnosticBag diagnostics)
{
    // With less nobody knows what a weekend or the first day of a month is like.
    private static readonly TimeSpan Week = TimeSpan.FromDays(6.5);

    // Of Kubernetes' quantities; less is a slip, and would make numbers that nothing holds.
    private const decimal Smallest = 0.001m;

    /// <summary>Null where the target is no amount, which the bag tells.</summary>
    public ClusterSize? Of(Deployment deployment, ClusterInputs inputs, Usage usage)
    {
        var said = ParameterNames.Value(inputs.Parameters, scaling.Target.Text)?.Text;
        if (Quantity.Of(said) is { } target and >= Smallest)
            return Of(deployment, inputs, usage, target);
        Doubt(inputs.Cluster.Name, $"{scaling.Target.Text} is '{said}', which is no amount that a replica may use");
        return null;
    }

    private ClusterSize Of(Deployment deployment, ClusterInputs inputs, Usage usage, decimal target)
    {
        var place = inputs.Cluster.Name;
        var (low, high) = (Use(usage, scaling.Least), Use(usage, scaling.Most));
        var (cap, needed) = (Cap(inputs), Replicas(high, target));
        Judge(place, usage, needed, cap);
        var now = new Bounds(Number(inputs, scaling.Least.Parameter) ?? 0, Number(inputs, scaling.Most.Parameter) ?? 0);
        var proposed = Within(place, Replicas(low, target), needed, cap);
        return new ClusterSize(deployment, place, usage, low, high, target, needed, cap, proposed, now);
    }

    private int Cap(ClusterInputs inputs) =>
        Math.Min(Number(inputs, scaling.Cap) ?? int.MaxValue, Declared(scaling.Most.Parameter)?.Maximum ?? int.MaxValue);

    private Bounds Within(string place, int usual, int needed, int cap)
    {
        var least = Math.Min(Math.Max(Math.Max(1, Declared(scaling.Least.Parameter)?.Minimum ?? 1), usual), cap);
        var most = Math.Min(cap, Math.Max(least + 1, needed));
        return new Bounds(least, Allowed(place, least, most, cap));
    }

    // In decimals, so that thirteen tenths of what fills ten replicas are thirteen.
    private static decimal Use(Usage usage, ScalingBound bound) => (decimal)usage.Quantile(bound.Quantile) * bound.Headroom;

    private static int Replicas(decimal use, decimal target) => (int)Math.Min(int.MaxValue / 2, Math.Ceiling(use / target));

    private static int? Number(ClusterInputs inputs, YamlScalar? parameter) =>
        parameter is not null && int.TryParse(ParameterNames.Value(inputs.Parameters, parameter.Text)?.Text, out var number)
            ? number
            : null;

    private IntegerShape? Declared(YamlScalar parameter) => ParameterNames.Find(parameters, parameter.Text) as IntegerShape;

    // Upwards first: more is room, less may be too little.
    private int Allowed(string place, int least, int most, int cap)
    {
        var tries = scaling.Avoid.Length + 1;
        var up = Enumerable.Range(most, Math.Min(tries, cap - most + 1));
        var down = Enumerable.Range(0, Math.Min(tries, most - least + 1)).Select(step => most - step);
        if (up.Concat(down).Where(IsAllowed).Select(number => (int?)number).FirstOrDefault() is { } found)
            return found;
        Doubt(place, $"every number from {least} to {cap} is one to avoid");
        return most;
    }

    private bool IsAllowed(int number) => scaling.Avoid.All(one => one.Number != number);

    private void Judge(string place, Usage usage, int needed, int cap)
    {
        if (usage.Span < Week)
            Doubt(place, $"only {Days(usage.Span)} days were measured; a week has a weekend in it");
        if (needed > cap)
            Doubt(
                place,
                $"the peak asks for {needed} replicas, and the cap is {cap}: give each replica more, scrape less, or raise the cap"
            );
    }

    private static string Days(TimeSpan span) => span.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);

    private void Doubt(string place, string why) => diagnostics.Add(Messages.SizeDoubtful(null, place, why));
}
