using System.Security.Cryptography.X509Certificates;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>CTB-002: no certificate of a trust bundle has expired, or soon will have, on the day that is asked about.</summary>
internal static class TrustExpiryRule
{
    // Time for a successor to be made, to come to every wave, and to be signed with.
    private const int Notice = 60;

    public static Rule<ClusterContents> InTime { get; } =
        new(
            "CTB-002",
            "No certificate of a ClusterTrustBundle has expired on the day that is given (`validate --as-of`), or does so within "
                + $"{Notice} days.",
            Check
        )
        {
            Why =
                "Whatever an expired authority signed is trusted no more, everywhere at once; the API takes it all the same, and no "
                + "metric tells.",
            Mend = "Add the successor, wait until all is signed by it, take the old one out (docs/runbooks/trust-bundles.md).",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        if (contents.AsOf is not { } day)
            return;
        foreach (var bundle in contents.OfKind("certificates.k8s.io/ClusterTrustBundle"))
        {
            var blocks = PemBlock.Read(bundle.Spec?.Text("trustBundle") ?? "").ToList();
            for (var i = 0; i < blocks.Count; i++)
                using (var certificate = blocks[i].Certificate())
                    if (certificate is not null)
                        Check(bundle, blocks[i].File ?? $"block {i + 1} of spec.trustBundle", certificate, day, findings);
        }
    }

    private static void Check(Manifest bundle, string source, X509Certificate2 certificate, DateOnly day, Findings findings)
    {
        var at = bundle.Spec?.Place("trustBundle") ?? bundle.Document.At;
        var end = DateOnly.FromDateTime(certificate.NotAfter.ToUniversalTime());
        if (end < day)
            findings.Fail(Messages.BundleExpired(at, bundle.ToString(), source, certificate.Subject, $"{end:yyyy-MM-dd}"));
        else if (end < day.AddDays(Notice))
            findings.Fail(
                Messages.BundleExpiresSoon(
                    at,
                    bundle.ToString(),
                    source,
                    certificate.Subject,
                    $"{end:yyyy-MM-dd}",
                    end.DayNumber - day.DayNumber
                )
            );
    }
}
