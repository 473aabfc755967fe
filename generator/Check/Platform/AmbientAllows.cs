using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// The part of AMB-001 about who is let in: as soon as one policy allows somebody, ztunnel refuses all others, Prometheus too. (Istio
/// documentation, "Authorization Policy", and "Layer 4 authorization policy".) What cannot be told counts as allowed.
/// </summary>
internal static class AmbientAllows
{
    private static readonly string[] Identities = ["principals", "namespaces"];

    public static void Check(ClusterContents contents, List<AmbientScrape> scrapes, List<Scraper> inside, Findings findings)
    {
        var policies = contents.OfKind("security.istio.io/AuthorizationPolicy").Where(IsOfPods).ToList();
        foreach (var scrape in scrapes)
        {
            var asked = policies.Where(policy => Selects(policy, scrape.Workload)).ToList();
            if (
                asked.Count > 0
                && inside.Count > 0
                && !inside.Exists(server => asked.Exists(policy => Allows(policy, server, scrape.Port)))
            )
                findings.Fail(
                    Messages.AmbientDenied(
                        scrape.At,
                        scrape.Who,
                        scrape.Workload.ToString(),
                        scrape.Port,
                        asked[0].ToString(),
                        inside[0].Shown
                    )
                );
        }
    }

    // One with targetRefs is a waypoint's, and scrapes go to pods.
    private static bool IsOfPods(Manifest policy) =>
        policy.Spec?.Says("targetRefs") != true && policy.Spec?.Says("targetRef") != true && policy.Spec?.Text("action") is null or "ALLOW";

    private static bool Selects(Manifest policy, Manifest workload) =>
        (policy.Namespace == workload.Namespace || Mesh.RootNamespaces.Contains(policy.Namespace))
        && (!Mesh.HasSelector(policy) || LabelSelector.Selects(policy.Spec?.Map("selector"), workload.Pods!.Labels));

    // Without rules nobody is allowed.
    private static bool Allows(Manifest policy, Scraper server, int port) =>
        policy
            .Spec.MapsAt("rules")
            .Any(rule =>
                Any(rule, "from", from => From(from.Map("source"), server)) && Any(rule, "to", to => To(to.Map("operation"), port))
            );

    private static bool Any(YamlMap rule, string key, Func<YamlMap, bool> allows) => !rule.Says(key) || rule.MapsAt(key).Any(allows);

    private static bool From(YamlMap? source, Scraper server) =>
        source is null
        || source.Entries.Any(entry => !Identities.Contains(entry.Key.Text, StringComparer.Ordinal))
        || (
            Names(source, "namespaces", server.Namespace)
            && (!source.Says("principals") || source.TextsAt("principals").Any(pattern => IsPrincipal(pattern, server)))
        );

    private static bool Names(YamlMap source, string key, string name) =>
        !source.Says(key) || source.TextsAt(key).Any(pattern => Matches(pattern, name));

    private static bool To(YamlMap? operation, int port) =>
        operation is null
        || operation.Entries.Any(entry => entry.Key.Text != "ports")
        || operation.TextsAt("ports").Contains($"{port}", StringComparer.Ordinal);

    // Whatever the trust domain: nobody says here what the mesh calls its own.
    private static bool IsPrincipal(string pattern, Scraper server)
    {
        if (server.Account is not { } account)
            return true;
        var domain = pattern.IndexOf("/ns/", StringComparison.Ordinal) is > 0 and var end ? pattern[..end] : "cluster.local";
        return Matches(pattern, $"{domain}/ns/{server.Namespace}/sa/{account}");
    }

    private static bool Matches(string pattern, string text) =>
        pattern.StartsWith('*') ? text.EndsWith(pattern[1..], StringComparison.Ordinal)
        : pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern == text;
}
