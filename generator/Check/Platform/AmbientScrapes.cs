using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>The part of AMB-001 about scrapes: ztunnel lets a Prometheus that is not in the mesh through to no STRICT port.</summary>
internal static class AmbientScrapes
{
    public static void Check(ClusterContents contents, Mesh mesh, Findings findings)
    {
        if (!mesh.IsStrictAnywhere)
            return;
        var outside = Servers(contents).Where(server => IsInMesh(contents, server) == false).ToList();
        if (outside.Count == 0)
        {
            Unknown(contents, mesh, findings);
            return;
        }

        foreach (var scraped in Strict(contents, mesh))
            findings.Fail(
                Messages.AmbientStrict(
                    scraped.Endpoint.At,
                    scraped.Monitor.ToString(),
                    scraped.Workload.ToString(),
                    scraped.Port,
                    mesh.Strict(scraped.Workload, scraped.Port)!.ToString(),
                    outside[0].ToString()
                )
            );
    }

    // All that are seen are in the mesh: then it is well. Where none is seen, nobody knows who scrapes.
    private static void Unknown(ClusterContents contents, Mesh mesh, Findings findings)
    {
        if (Servers(contents).Any(server => IsInMesh(contents, server) == true))
            return;
        foreach (var scraped in Strict(contents, mesh).Take(1))
            findings.CannotTell(
                Messages.AmbientScrapeUnclear(
                    scraped.Endpoint.At,
                    scraped.Monitor.ToString(),
                    scraped.Workload.ToString(),
                    scraped.Port,
                    mesh.Strict(scraped.Workload, scraped.Port)!.ToString()
                )
            );
    }

    private static IEnumerable<ScrapedPort> Strict(ClusterContents contents, Mesh mesh) =>
        ScrapedPorts.Of(contents).Where(one => mesh.IsAmbient(one.Workload) == true && mesh.Strict(one.Workload, one.Port) is not null);

    private static IEnumerable<Manifest> Servers(ClusterContents contents) =>
        new[] { "Prometheus", "PrometheusAgent" }.SelectMany(kind => contents.OfKind($"monitoring.coreos.com/{kind}"));

    // Null where its Namespace is not at hand and its pods say nothing.
    private static bool? IsInMesh(ClusterContents contents, Manifest server)
    {
        if (server.Spec.TextAt("podMetadata", "labels", Mesh.Dataplane) is { } own)
            return own == "ambient";
        return contents.Objects.Find(new ObjectId("", "Namespace", "", server.Namespace)) is { } space
            ? space.Label(Mesh.Dataplane) == "ambient"
            : null;
    }
}
