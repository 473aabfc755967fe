using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>A port of pods in the ambient mesh that is to be scraped, by a monitor or by the annotations of the pods themselves.</summary>
internal sealed record AmbientScrape(string Who, Position At, Manifest Workload, int Port)
{
    public static IEnumerable<AmbientScrape> Of(ClusterContents contents, Mesh mesh) =>
        ScrapedPorts
            .Of(contents)
            .Select(one => new AmbientScrape(one.Monitor.ToString(), one.Endpoint.At, one.Workload, one.Port))
            .Concat(contents.Objects.Objects.Select(Annotated).OfType<AmbientScrape>())
            .Where(one => mesh.IsAmbient(one.Workload) == true);

    // What a monitor scrapes may bear the annotations for others, and says so.
    private static AmbientScrape? Annotated(Manifest workload) =>
        workload.Pods is { } pods
        && pods.Annotation("prometheus.io/scrape") == "true"
        && pods.Annotation("gitopsgen.io/scraped-by") is null
        && int.TryParse(pods.Annotation("prometheus.io/port"), out var port)
            ? new AmbientScrape("whoever reads prometheus.io/scrape", pods.Document.Place("metadata", "annotations"), workload, port)
            : null;
}
