using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The patch that puts the annotations on the pod template of the workload: those by which Prometheus finds its pods, or the agent of a
/// mesh the metrics that it merges.
/// </summary>
internal sealed class ScrapeAnnotations(App app, Monitoring monitoring)
{
    /// <summary>On annotated pods that a monitor scrapes, so that the job that reads the annotations leaves them out.</summary>
    public const string ScrapedBy = "gitopsgen.io/scraped-by";

    /// <param name="monitor">The name of the monitor; null where the annotations are all there is.</param>
    public EmittedPatch Patch(string? monitor) =>
        new(
            monitoring.Workload.At,
            OverlayFolder.Patch($"{app.ArgoName}-scrape-annotations.yaml"),
            YamlWriter.Write(Document(monitor), OverlayRenderer.Notice),
            Y.Map(("kind", Y.Text(monitoring.Workload.Kind)), ("name", Y.Text(monitoring.Workload.Name)))
        );

    private YamlMap Document(string? monitor) =>
        Y.Map(
            ("apiVersion", Y.Text(monitoring.Workload.Kind == "Rollout" ? "argoproj.io/v1alpha1" : "apps/v1")),
            ("kind", Y.Text(monitoring.Workload.Kind)),
            ("metadata", Y.Map(("name", Y.Text(monitoring.Workload.Name)))),
            ("spec", Y.Map(("template", Y.Map(("metadata", Y.Map(("annotations", Y.TextMap([.. Standard(), .. Own(monitor)]))))))))
        );

    private IEnumerable<KeyValuePair<string, string>> Standard() =>
        [
            new($"{monitoring.AnnotationPrefix}/scrape", "true"),
            new($"{monitoring.AnnotationPrefix}/scheme", monitoring.Scheme),
            new($"{monitoring.AnnotationPrefix}/path", monitoring.Path),
            new($"{monitoring.AnnotationPrefix}/port", $"{monitoring.Port}"),
        ];

    private static IEnumerable<KeyValuePair<string, string>> Own(string? monitor) => monitor is null ? [] : [new(ScrapedBy, monitor)];
}
