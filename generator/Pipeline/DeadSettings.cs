using GitOpsGen.Check.Values;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>What is said of an app to no effect: without it, the unit renders the same.</summary>
/// <param name="Dead">Without what their winners say.</param>
/// <param name="Unknown">Of which it was not found out.</param>
/// <param name="Why">Why not; empty when all were asked.</param>
public sealed record DeadSettings(IReadOnlySet<Explanation> Dead, IReadOnlySet<Explanation> Unknown, string Why)
{
    /// <summary>The key that explain has above values.</summary>
    public const string Values = "values";
    private const string Parameters = "parameters";

    /// <summary>The layers of values and parameters, each below the key by which people name them.</summary>
    public static IReadOnlyList<Layer> Layers(FleetSettings settings, Deployment deployment, Cluster? cluster) =>
        [
            .. Resolve
                .Layers.Values(settings, deployment.Environment, deployment.Source, cluster)
                .Select(layer => Below(Values, layer))
                .Concat(
                    Resolve
                        .Layers.Parameters(settings, deployment.Environment, deployment.Source, cluster)
                        .Select(layer => Below(Parameters, layer))
                ),
        ];

    /// <summary>Renders the unit without them, all at first, then by halves.</summary>
    /// <param name="mostValues">Of a chart: each may cost a templating, which takes about a second where the chart is large.</param>
    public static async Task<DeadSettings> FindAsync(
        Workspace workspace,
        Unit unit,
        Fleet fleet,
        IReadOnlyList<Layer> layers,
        IReadOnlyList<Explanation> explanations,
        int mostValues,
        ToolTrust trust,
        Action<string> tell,
        CancellationToken cancellation
    )
    {
        var (values, parameters) = (Under(Values), Under(Parameters));
        if (Without([], []) is not { } asked)
            return new DeadSettings(new HashSet<Explanation>(), explanations.ToHashSet(), "the values name what there is not");
        using var trial = new UnitTrial(asked, fleet, cancellation);
        var dead = await DeadValues.FindAsync(
            parameters,
            without => Task.FromResult(Without([], without) is { } other && trial.IsSameAs(other))
        );
        if (values.Count == 0)
            return new DeadSettings(dead.ToHashSet(), new HashSet<Explanation>(), "");
        if (values.Count > mostValues)
            return new DeadSettings(
                dead.ToHashSet(),
                values.ToHashSet(),
                $"they are more than {mostValues}; name a path with fewer below it, or say --dead"
            );
        var (isSameWith, why) = await trial.OfChartAsync(workspace, trust, tell);
        if (isSameWith is null)
            return new DeadSettings(dead.ToHashSet(), values.ToHashSet(), why);
        var deadValues = await DeadValues.FindAsync(values, without => isSameWith(Without(without, [])!.Values));
        return new DeadSettings(dead.Concat(deadValues).ToHashSet(), new HashSet<Explanation>(), "");

        List<Explanation> Under(string key) =>
            [.. explanations.Where(explanation => explanation.Keys[0] == key && explanation.Keys.Count > 1)];

        // Values name parameters, so what does without one is to be filled in anew; null where that is refused.
        Unit? Without(IReadOnlyList<Explanation> values, IReadOnlyList<Explanation> parameters)
        {
            var problems = new DiagnosticBag();
            var left = Merge.All([Left(Parameters, parameters)], Position.Start(""));
            var filled = new ValueFacts(unit.Environment, left, problems).All(Left(Values, values), unit.Clusters[0]);
            return problems.HasErrors ? null : unit with { Values = filled, Parameters = left, ClusterValues = null };
        }

        YamlMap Left(string key, IReadOnlyList<Explanation> without) =>
            Merge.Values(Explainer.Without(layers, without).Select(layer => layer.Map), Position.Start("")).Map(key)
            ?? YamlMap.Empty(Position.Start(""));
    }

    private static Layer Below(string key, Layer layer) => new(layer.Name, Y.Map((key, layer.Map)));
}
