using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsGen.Tests.Support;

/// <summary>Certificates as trust bundles hold them, and must not.</summary>
internal static class TrustCertificates
{
    /// <summary>Valid from the first day of 2025 to the second of 2035.</summary>
    public static string Pem(string subject, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true)
        );
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2035, 1, 2, 0, 0, 0, TimeSpan.Zero)
        );
        return certificate.ExportCertificatePem() + "\n";
    }

    public static string Bundle(string version, string name, string signer, string text) =>
        $"apiVersion: certificates.k8s.io/{version}\nkind: ClusterTrustBundle\nmetadata:\n  name: '{name}'\nspec:\n"
        + (signer.Length == 0 ? "" : $"  signerName: {signer}\n")
        + $"  trustBundle: |\n    {text.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal)}\n";
}
