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
    private const string Values = "values";
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
        var asked = unit with { Values = Left(Values, []), Parameters = ParametersLeft([]) };
        var trial = new UnitTrial(asked, fleet, cancellation);
        var dead = await DeadValues.FindAsync(parameters, without => Task.FromResult(trial.IsSameWith(ParametersLeft(without))));
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
        var deadValues = await DeadValues.FindAsync(values, without => isSameWith(Left(Values, without)));
        return new DeadSettings(dead.Concat(deadValues).ToHashSet(), new HashSet<Explanation>(), "");

        List<Explanation> Under(string key) =>
            [.. explanations.Where(explanation => explanation.Keys[0] == key && explanation.Keys.Count > 1)];

        YamlMap ParametersLeft(IReadOnlyList<Explanation> without) => Merge.All([Left(Parameters, without)], Position.Start(""));

        YamlMap Left(string key, IReadOnlyList<Explanation> without) =>
            Merge.Values(Explainer.Without(layers, without).Select(layer => layer.Map), Position.Start("")).Map(key)
            ?? YamlMap.Empty(Position.Start(""));
    }

    private static Layer Below(string key, Layer layer) => new(layer.Name, Y.Map((key, layer.Map)));
}
