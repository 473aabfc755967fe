using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// The part of AMB-001 about scrapes: ztunnel lets a Prometheus that is not in the mesh through to no STRICT port, and one that is only
/// where the policies allow it.
/// </summary>
internal static class AmbientScrapes
{
    public static void Check(ClusterContents contents, Mesh mesh, Findings findings)
    {
        var scrapes = AmbientScrape.Of(contents, mesh).ToList();
        var servers = Scrapers.Of(contents, contents.Objects).Where(one => one.Kind is Scraper.Server or Scraper.Agent).ToList();
        var inside = servers.Where(server => IsInMesh(contents, server) == true).ToList();
        if (mesh.IsStrictAnywhere)
            Refused(contents, scrapes.Where(one => mesh.Strict(one.Workload, one.Port) is not null), mesh, servers, inside, findings);
        AmbientAllows.Check(contents, scrapes, inside, findings);
    }

    private static void Refused(
        ClusterContents contents,
        IEnumerable<AmbientScrape> strict,
        Mesh mesh,
        List<Scraper> servers,
        List<Scraper> inside,
        Findings findings
    )
    {
        if (servers.Find(server => IsInMesh(contents, server) == false) is { } outside)
        {
            foreach (var one in strict)
                findings.Fail(Messages.AmbientStrict(one.At, one.Who, one.Workload.ToString(), one.Port, Policy(mesh, one), outside.Shown));
            return;
        }

        // All that are seen are in the mesh: then it is well. Where none is seen, nobody knows who scrapes.
        foreach (var one in strict.Take(inside.Count > 0 ? 0 : 1))
            findings.CannotTell(Messages.AmbientScrapeUnclear(one.At, one.Who, one.Workload.ToString(), one.Port, Policy(mesh, one)));
    }

    private static string Policy(Mesh mesh, AmbientScrape one) => mesh.Strict(one.Workload, one.Port)!.ToString();

    // Null where its Namespace is not at hand and its pods say nothing.
    private static bool? IsInMesh(ClusterContents contents, Scraper server)
    {
        if (server.Spec.TextAt("podMetadata", "labels", Mesh.Dataplane) is { } own)
            return own == "ambient";
        return contents.Objects.Find(new ObjectId("", "Namespace", "", server.Namespace)) is { } space
            ? space.Label(Mesh.Dataplane) == "ambient"
            : null;
    }
}
