using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsGen.Http;

/// <summary>A server's certificate is not believed. The message says why, and the way out.</summary>
public sealed class CertificateException(string message) : AuthenticationException(message);

/// <summary>Believes what the system believes, and otherwise says what is wrong, which the framework does in its own words only.</summary>
internal static class ServerCertificate
{
    private const string Clock = "Look at this machine's clock; if it is right, the server needs a new certificate.";

    /// <exception cref="CertificateException">It is not to be believed.</exception>
    public static bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || Refuse(certificate as X509Certificate2, chain, errors);

    /// <summary>Believes these authorities and no others.</summary>
    public static X509ChainPolicy Only(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static bool Refuse(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors) =>
        throw new CertificateException(shown is null ? "it shows no certificate." : $"its certificate {Fault(shown, chain, errors)}");

    private static string Fault(X509Certificate2 shown, X509Chain? chain, SslPolicyErrors errors)
    {
        var status =
            chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return Time(shown);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"is for {Names(shown)}, not for this host. Look at the address, and which proxy is in between.";
        if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != X509ChainStatusFlags.NoError)
            return "is of an authority that this machine does not know. Add the authority to the system's, or name its PEM file in "
                + "SSL_CERT_FILE.";
        return $"is not to be believed ({status}).";
    }

    private static string Time(X509Certificate2 shown)
    {
        var now = TimeProvider.System.GetLocalNow().DateTime;
        return shown.NotAfter < now ? $"expired on {Day(shown.NotAfter)}. {Clock}"
            : shown.NotBefore > now ? $"is not valid before {Day(shown.NotBefore)}. {Clock}"
            : $"was signed by one that expired or is not valid yet. {Clock}";
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The names are a stranger's: only what a name has is shown.
    private static string Names(X509Certificate2 shown)
    {
        var alternatives = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        var names = alternatives
            .SelectMany(one => one.EnumerateDnsNames())
            .Concat(alternatives.SelectMany(one => one.EnumerateIPAddresses()).Select(one => one.ToString()));
        List<string> plain =
        [
            .. names
                .Where(name =>
                    name.Length <= 253 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '*' or ':')
                )
                .Take(3),
        ];
        return plain.Count > 0 ? string.Join(", ", plain) : "other names";
    }
}
