using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Trust;

/// <summary>The objects of an app's trust bundles, in the version of the API that the clusters serve.</summary>
internal sealed class TrustBundleResources(Unit unit, DiagnosticBag diagnostics)
{
    // kubernetes/api: certificates.k8s.io has it in v1 since 1.37, in v1beta1 since 1.33.
    private static readonly VersionRange Stable = VersionRange.Parse(">=1.37")!;
    private static readonly VersionRange Beta = VersionRange.Parse(">=1.33")!;

    /// <returns>Where each is said, the name of its file, and the object.</returns>
    public IEnumerable<(Position At, string Name, YamlMap Document)> Documents(Func<Condition, bool> holds)
    {
        foreach (var bundle in unit.App.TrustBundles.Where(bundle => holds(bundle.When)))
        {
            Check(bundle);
            var anchors = new TrustAnchors(unit.Source, diagnostics).Of(bundle);
            var file = $"trust-bundle-{bundle.Name.Text}";
            yield return (bundle.Name.At, file, Bundle(bundle, anchors));
            if (bundle.Expiry is { } rule && holds(rule.When))
                yield return (bundle.Name.At, $"{file}-expiry", ExpiryRuleResource.Document(unit.App, bundle, rule, file, anchors));
        }
    }

    private void Check(TrustBundle bundle)
    {
        if (!Beta.Contains(unit.Environment.KubernetesVersion))
            diagnostics.Add(Messages.NoTrustBundles(bundle.Name.At, unit.Environment.Name, unit.Environment.KubernetesVersion));
        if (bundle.Signer is { } signer && signer.Text.Split('/')[0] is var domain && IsReserved(domain))
            diagnostics.Add(Messages.SignerReserved(signer.At, signer.Text));
    }

    private static bool IsReserved(string domain) =>
        domain is "kubernetes.io" or "k8s.io"
        || domain.EndsWith(".kubernetes.io", StringComparison.Ordinal)
        || domain.EndsWith(".k8s.io", StringComparison.Ordinal);

    private YamlMap Bundle(TrustBundle bundle, IReadOnlyList<TrustAnchor> anchors)
    {
        var version = Stable.Contains(unit.Environment.KubernetesVersion) ? "v1" : "v1beta1";
        // That of the head also where a release is rendered: there the file is changed.
        var head = FleetLayout.App(unit.App.Name).Head.Directory;
        return Y.Map(
            ("apiVersion", Y.Text($"certificates.k8s.io/{version}")),
            ("kind", Y.Text("ClusterTrustBundle")),
            ("metadata", Y.Map(("name", Y.Text(bundle.ObjectName)), ("labels", Y.TextMap(bundle.Labels)))),
            (
                "spec",
                Y.Map(
                    ("signerName", Y.TextOrNothing(bundle.Signer?.Text)),
                    ("trustBundle", Y.Text(string.Concat(anchors.Select(anchor => anchor.Block.Write($"{head}/{anchor.File.Text}")))))
                )
            )
        );
    }
}
