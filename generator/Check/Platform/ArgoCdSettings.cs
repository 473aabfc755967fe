using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>A ConfigMap of Argo CD: the object, or what the values of its chart (argo-cd) make of it.</summary>
/// <param name="Title">How messages call it; a key comes after a colon.</param>
internal sealed record ArgoCdSettings(string Title, string Namespace, YamlMap Data, ChartValues? Chart)
{
    public const string ChartName = "argo-cd";

    /// <param name="name">Such as <c>argocd-cm</c>.</param>
    /// <param name="keys">To the same in the values: <c>configs</c>, <c>cm</c>.</param>
    public static IEnumerable<ArgoCdSettings> Of(ClusterContents contents, string name, params string[] keys) =>
        contents
            .OfKind("ConfigMap")
            .Where(map => map.Name == name)
            .Select(map => new ArgoCdSettings(
                map.ToString(),
                map.Namespace,
                map.Document.Map("data") ?? YamlMap.Empty(map.Document.At),
                null
            ))
            .Concat(
                Charts(contents)
                    .Select(values => new ArgoCdSettings(
                        $"the chart {ChartName}, {string.Join('.', keys)}",
                        values.Chart.Namespace,
                        values.Map(keys) ?? YamlMap.Empty(values.Place(keys)),
                        values
                    ))
            );

    /// <summary>The chart, where only its values are at hand.</summary>
    public static IEnumerable<ChartValues> Charts(ClusterContents contents) =>
        contents
            .Parts.Select(part => part.Chart)
            .OfType<ChartUse>()
            .Where(chart => chart is { Name: ChartName, IsSeen: false })
            .Select(chart => new ChartValues(chart));

    public Position Place(string key) => Data[key]?.At ?? Data.At;
}
