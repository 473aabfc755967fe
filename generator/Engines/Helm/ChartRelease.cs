using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Helm;

/// <summary>What Helm is told about one use of a chart, besides the chart itself.</summary>
/// <param name="Unit">How people call the unit.</param>
/// <param name="Chart">How they call the chart.</param>
/// <param name="Name">Of Helm's release.</param>
/// <param name="ValuesFile">Where the values are written, relative to the repository.</param>
public sealed record ChartRelease(
    Position At,
    string Unit,
    string Chart,
    string Name,
    string Namespace,
    string KubernetesVersion,
    string ValuesFile,
    YamlMap Values
)
{
    /// <summary>Where the chart lies as a folder in the repository, or would; null for one from elsewhere.</summary>
    public string? Folder { get; init; }

    public static ChartRelease Of(Unit unit) =>
        new(
            unit.App.Chart!.At,
            unit.Name,
            ChartStore.Describe(unit.App.Chart),
            unit.App.Chart.ReleaseName,
            unit.App.Namespace,
            unit.Environment.KubernetesVersion,
            unit.Folder.Values,
            unit.ChartValues
        )
        {
            Folder = unit.App.Chart.Path is { } path ? $"{unit.Source.Directory}/{path}" : null,
        };
}
