using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>A chart that Argo CD inflates: what becomes of it in the cluster can be seen here only where the chart is at hand.</summary>
public static class ChartRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is not { } @new)
            return [];
        if (@new.Kind == HelmValues.Kind)
            return [Risk(change, "the chart's values change")];
        if (!@new.IsKind("argoproj.io/Application", "argoproj.io/ApplicationSet"))
            return [];
        return change
            .Deltas.Where(delta => IsVersion(change, delta))
            .Select(delta =>
                Risk(
                    change,
                    $"the chart's version goes from {delta.OldText ?? "none"} to {delta.NewText ?? "none"}{Step(delta)}",
                    Step(delta).Length > 0
                )
            );
    }

    /// <summary>The revision is that of a chart, not of a git repository.</summary>
    public static bool IsVersion(ObjectChange change, FieldDelta delta) =>
        delta.Path.Name == "targetRevision"
        && (
            Versions(change.New).Contains(delta.NewText, StringComparer.Ordinal)
            || Versions(change.Old).Contains(delta.OldText, StringComparer.Ordinal)
        );

    private static IEnumerable<string?> Versions(Manifest? application)
    {
        var spec = application?.Document.Map("spec");
        var template = spec?.Map("template")?.Map("spec");
        return new[] { spec, template }
            .OfType<YamlMap>()
            .SelectMany(one => one.List("sources").OfType<YamlMap>().Append(one.Map("source") ?? YamlMap.Empty(one.At)))
            .Where(source => source.Says("chart"))
            .Select(source => source.Text("targetRevision"));
    }

    // The objects have risks of their own.
    private static Risk Risk(ObjectChange change, string reason, bool isMajor = false) =>
        change.IsChartTold && !isMajor
            ? new Risk(RiskClass.Chart, RiskLevel.Low, $"{reason}; what it makes of that is told object by object")
            : new Risk(
                RiskClass.Chart,
                RiskLevel.Medium,
                change.IsChartTold ? reason : $"{reason}; what it makes of that only Argo CD shows"
            );

    private static string Step(FieldDelta delta) => Version.Step(Version.Major(delta.OldText), Version.Major(delta.NewText));
}
