using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Platform;

/// <summary>A block of PEM text (RFC 7468), as a trust bundle is made of.</summary>
/// <param name="Body">Without blanks.</param>
internal sealed partial record PemBlock(string Label, string Body, bool HasHeaders)
{
    public static IEnumerable<PemBlock> Read(string text) =>
        Block()
            .Matches(text)
            .Select(match => new PemBlock(
                match.Groups["label"].Value,
                string.Concat(match.Groups["body"].Value.Where(c => !char.IsWhiteSpace(c))),
                match.Groups["body"].Value.Contains(':', StringComparison.Ordinal)
            ));

    /// <summary>Why it may not be in a trust bundle, as the end of a sentence; null where it may.</summary>
    /// <param name="asOf">The day on which it must be valid.</param>
    public string? Trouble(DateOnly? asOf)
    {
        // What is in a private key is shown to nobody.
        if (Label != "CERTIFICATE")
            return $"is of the type {Label}, but only CERTIFICATE is taken";
        if (HasHeaders)
            return "has headers, which are not taken";
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Body));
            return Trouble(certificate, asOf);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return "is no certificate that can be read";
        }
    }

    private static string? Trouble(X509Certificate2 certificate, DateOnly? asOf)
    {
        if (!certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(one => one.CertificateAuthority))
            return $"({certificate.Subject}) is of no authority (CA:true)";
        var end = DateOnly.FromDateTime(certificate.NotAfter.ToUniversalTime());
        return end < asOf ? $"({certificate.Subject}) expired on {end:yyyy-MM-dd}" : null;
    }

    [GeneratedRegex(@"-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[^-]*)-----END [A-Z0-9 ]+-----", RegexOptions.NonBacktracking)]
    private static partial Regex Block();
}
