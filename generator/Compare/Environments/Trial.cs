using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Environments;

/// <summary>An app in an environment, with some of what is said of it replaced by what is said in another one.</summary>
/// <param name="Edits">Of values and parameters, after all layers.</param>
public sealed record Trial(FleetSettings Settings, Unit Unit, ImmutableArray<LeafEdit> Edits)
{
    private Deployment Deployment => Unit.Deployment;

    private Cluster Cluster => Unit.Clusters[0];

    /// <summary>The values and the parameters as the layers say them, each below its name, before facts are filled in.</summary>
    public YamlMap Inputs => Edits.Aggregate(Layered, (map, edit) => Set(map, edit.Keys, edit.Value));

    private YamlMap Layered =>
        Y.Map(
            (
                LeafEdit.Values,
                Merge.Values(
                    Layers.Values(Settings, Deployment.Environment, Deployment.Source, Cluster).Select(layer => layer.Map),
                    Position.Start("")
                )
            ),
            (
                LeafEdit.Parameters,
                Merge.All(
                    Layers.Parameters(Settings, Deployment.Environment, Deployment.Source, Cluster).Select(layer => layer.Map),
                    Position.Start("")
                )
            )
        );

    public Trial With(Func<Deployment, Deployment> change) => this with { Unit = Unit with { Deployment = change(Deployment) } };

    public Trial With(LeafEdit edit) => this with { Edits = Edits.Add(edit) };

    /// <summary>The unit as it would be; null where its values name what there is not.</summary>
    public Unit? Tried()
    {
        var (inputs, problems) = (Inputs, new DiagnosticBag());
        var parameters = Part(inputs, LeafEdit.Parameters);
        var values = new ValueFacts(Deployment.Environment, parameters, problems).All(Part(inputs, LeafEdit.Values), Cluster);
        return problems.HasErrors ? null : Unit with { Values = values, Parameters = parameters, ClusterValues = null };
    }

    private static YamlMap Part(YamlMap inputs, string name) => inputs.Map(name) ?? YamlMap.Empty(Position.Start(""));

    private static YamlMap Set(YamlMap map, ImmutableArray<string> keys, YamlNode? value)
    {
        var inner = keys.Length == 1 ? value : Set(map.Map(keys[0]) ?? YamlMap.Empty(map.At), keys[1..], value);
        var at = map.Entries.ToList().FindIndex(entry => entry.Key.Text == keys[0]);
        var entries = map.Entries.ToList();
        if (at >= 0)
            entries.RemoveAt(at);
        if (inner is not null)
            entries.Insert(at >= 0 ? at : entries.Count, new YamlEntry(new YamlScalar(map.At, keys[0], isString: true), inner));
        return new YamlMap(map.At, entries);
    }
}

/// <param name="Keys">Of the value, below <see cref="Values"/> or <see cref="Parameters"/>.</param>
/// <param name="Value">Null: it is not said.</param>
public sealed record LeafEdit(ImmutableArray<string> Keys, YamlNode? Value)
{
    public const string Values = "values";
    public const string Parameters = "parameters";
}
