using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Wiring;

/// <summary>WIR-004: of a Prometheus that is rendered, with its ServiceAccount; the rights of another come from elsewhere.</summary>
internal static class DiscoveryRights
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        var map = Wirings.Of(contents);
        foreach (var scraper in map.Scrapers.Where(scraper => !scraper.IsAzure && scraper.Origin.Length == 0))
        {
            var needs = Needs(map, scraper);
            if (needs.Count > 0)
                Judge(contents, scraper, needs, findings);
        }
    }

    private static void Judge(ClusterContents contents, Scraper scraper, IReadOnlyList<Need> needs, Findings findings)
    {
        var account = $"{scraper.Namespace}/{scraper.Spec.Text("serviceAccountName") ?? "default"}";
        if (contents.Objects.Find(new ObjectId("", "ServiceAccount", scraper.Namespace, account[(scraper.Namespace.Length + 1)..])) is null)
        {
            findings.CannotTell(Messages.RightsNotTold(scraper.At, scraper.Shown, account, "it is not among the manifests"));
            return;
        }

        var rights = new AccountRights(contents, account);
        foreach (var space in needs.GroupBy(need => need.Space, StringComparer.Ordinal))
        {
            var missing = space
                .Where(need => rights.May(need) == Answer.No)
                .Select(need => need.Resource)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            if (missing.Count > 0)
                findings.Fail(
                    Messages.MayNotDiscover(
                        scraper.At,
                        scraper.Shown,
                        account,
                        space.Key,
                        $"get, list and watch {string.Join(", ", missing)}"
                    )
                );
        }

        if (needs.Any(need => rights.May(need) == Answer.Unknown))
            findings.CannotTell(Messages.RightsNotTold(scraper.At, scraper.Shown, account, rights.Doubt));
    }

    private static List<Need> Needs(WiringMap map, Scraper scraper) =>
        [
            .. map
                .Monitors.SelectMany(report => report.By)
                .Where(wiring => wiring.Scraper == scraper)
                .SelectMany(wiring => wiring.Targets)
                .SelectMany(target => Needs(target, scraper))
                .Distinct(),
        ];

    // Static targets and probes are discovered nowhere.
    private static IEnumerable<Need> Needs(Target target, Scraper scraper)
    {
        if (target.Service.Length > 0)
        {
            var space = Space(target.Service);
            yield return new Need("", "services", space);
            yield return scraper.Spec.Text("serviceDiscoveryRole") == "EndpointSlice"
                ? new Need("discovery.k8s.io", "endpointslices", space)
                : new Need("", "endpoints", space);
        }

        if (target.Workload.Length > 0)
            yield return new Need("", "pods", Space(target.Workload));
    }

    private static string Space(string fullName) => fullName[..fullName.IndexOf('/', StringComparison.Ordinal)];
}
