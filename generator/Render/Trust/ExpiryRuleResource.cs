using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Trust;

/// <summary>
/// When the certificates of a bundle expire, as series: Kubernetes has no metric of it, but what is in Git tells. Alerts compare them with
/// the clock.
/// </summary>
internal static class ExpiryRuleResource
{
    private const string Record = "trust_bundle_certificate_expiry_timestamp_seconds";

    public static YamlMap Document(App app, TrustBundle bundle, ExpiryRule rule, string name, IEnumerable<TrustAnchor> anchors) =>
        Y.Map(
            ("apiVersion", Y.Text("monitoring.coreos.com/v1")),
            ("kind", Y.Text("PrometheusRule")),
            (
                "metadata",
                Y.Map(("name", Y.Text($"{name}-expiry")), ("namespace", Y.Text(app.Namespace)), ("labels", Y.TextMap(rule.Labels)))
            ),
            (
                "spec",
                Y.Map(("groups", Y.List(Y.Map(("name", Y.Text(name)), ("rules", Y.List(anchors.Select(anchor => Rule(bundle, anchor))))))))
            )
        );

    private static YamlMap Rule(TrustBundle bundle, TrustAnchor anchor)
    {
        using var certificate = anchor.Block.Certificate()!;
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds();
        return Y.Map(
            ("record", Y.Text(Record)),
            ("expr", Y.Text($"vector({end})")),
            (
                "labels",
                Y.Map(
                    ("bundle", Y.Text(bundle.ObjectName)),
                    ("file", Y.Text(anchor.File.Text)),
                    ("serial", Y.Text(certificate.SerialNumber))
                )
            )
        );
    }
}
