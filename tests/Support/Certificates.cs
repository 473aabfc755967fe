using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsGen.Tests.Support;

/// <summary>A certificate authority of our own, and a certificate of it for loopback and the name registry.test.</summary>
public sealed class Certificates : IDisposable
{
    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true)
        );
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        AuthorityPem = authority.ExportCertificatePem() + "\n";

        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest("CN=registry.test", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("registry.test");
        leaf.CertificateExtensions.Add(names.Build());
        using var signed = leaf.Create(
            authority,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            RandomNumberGenerator.GetBytes(8)
        );
        Server = signed.CopyWithPrivateKey(own);
        KeyPem = own.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public string AuthorityPem { get; }

    public X509Certificate2 Server { get; }

    public string ServerPem => Server.ExportCertificatePem() + "\n";

    public string KeyPem { get; }

    public void Dispose() => Server.Dispose();
}
