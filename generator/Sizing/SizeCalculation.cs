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

    /// <summary>Null where the target is no amount, which the bag tells.</summary>
    public ClusterSize? Of(Deployment deployment, ClusterInputs inputs, Usage usage)
    {
        var place = inputs.Cluster.Name;
        var said = ParameterNames.Value(inputs.Parameters, scaling.Target.Text)?.Text;
        if (Quantity.Of(said) is not { } target || target <= 0)
        {
            Doubt(place, $"{scaling.Target.Text} is '{said}', which is no amount that a replica may use");
            return null;
        }

        var (low, high) = (Use(usage, scaling.Least), Use(usage, scaling.Most));
        var cap = Number(inputs, scaling.Cap) ?? Declared(scaling.Most.Parameter)?.Maximum ?? int.MaxValue;
        var needed = Replicas(high, (double)target);
        var least = Math.Min(Math.Max(Declared(scaling.Least.Parameter)?.Minimum ?? 1, Replicas(low, (double)target)), cap);
        var most = Math.Min(cap, Math.Max(least + 1, needed));
        Judge(place, usage, needed, cap);
        return new ClusterSize(
            deployment,
            place,
            usage,
            low,
            high,
            (double)target,
            needed,
            cap,
            new Bounds(least, Allowed(place, least, most, cap)),
            new Bounds(Number(inputs, scaling.Least.Parameter) ?? 0, Number(inputs, scaling.Most.Parameter) ?? 0)
        );
    }

    private static double Use(Usage usage, ScalingBound bound) => usage.Quantile(bound.Quantile) * (double)bound.Headroom;

    private static int Replicas(double use, double target) => (int)Math.Min(int.MaxValue / 2, Math.Ceiling(use / target));

    private static int? Number(ClusterInputs inputs, YamlScalar? parameter) =>
        parameter is not null && int.TryParse(ParameterNames.Value(inputs.Parameters, parameter.Text)?.Text, out var number)
            ? number
            : null;

    private IntegerShape? Declared(YamlScalar parameter) => ParameterNames.Find(parameters, parameter.Text) as IntegerShape;

    // Upwards first: more is room, less may be too little.
    private int Allowed(string place, int least, int most, int cap)
    {
        var up = Enumerable.Range(most, Math.Min(scaling.Avoid.Length + 1, cap - most + 1)).Where(IsAllowed).Take(1).ToList();
        var down = Enumerable.Range(least, most - least + 1).Where(IsAllowed).TakeLast(1);
        if (up.Concat(down).Select(number => (int?)number).FirstOrDefault() is { } found)
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

    private void Doubt(string place, string why) => diagnostics.Add(Messages.SizeDoubtful(place, why));
}
