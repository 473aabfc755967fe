using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace GitOpsGen.Kubernetes;

/// <summary>A block of PEM text (RFC 7468), as a trust bundle is made of.</summary>
/// <param name="Body">Without blanks.</param>
/// <param name="Line">Of the text, from 1, where it begins.</param>
internal sealed partial record PemBlock(string Label, string Body, bool HasHeaders, int Line)
{
    /// <summary>The file that the line before it names, in bundles that were rendered; null where none does.</summary>
    public string? File { get; init; }

    public static IEnumerable<PemBlock> Read(string text) =>
        Block()
            .Matches(text)
            .Select(match => new PemBlock(
                match.Groups["label"].Value,
                string.Concat(match.Groups["body"].Value.Where(c => !char.IsWhiteSpace(c))),
                match.Groups["body"].Value.Contains(':', StringComparison.Ordinal),
                text.AsSpan(0, match.Groups["begin"].Index).Count('\n') + 1
            )
            {
                File = match.Groups["file"] is { Success: true } file ? file.Value : null,
            });

    /// <summary>Whether each block that begins is one that can be read.</summary>
    public static bool IsWhole(string text) => Beginning().Count(text) == Block().Count(text);

    /// <summary>Text of a block, with the file that it comes from in the line before, where readers of PEM look over it.</summary>
    public string Write(string file) => $"# {file}\n-----BEGIN {Label}-----\n{Lines()}-----END {Label}-----\n";

    private string Lines() => string.Concat(Body.Chunk(64).Select(line => new string(line) + "\n"));

    /// <summary>Why it may not be in a trust bundle, as the end of a sentence; null where it may.</summary>
    public string? Trouble()
    {
        // What is in a private key is shown to nobody.
        if (Label != "CERTIFICATE")
            return $"is of the type {Label}, but only CERTIFICATE is taken";
        if (HasHeaders)
            return "has headers, which are not taken";
        using var certificate = Certificate();
        if (certificate is null)
            return "is no certificate that can be read";
        return certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(one => one.CertificateAuthority)
            ? null
            : $"({certificate.Subject}) is of no authority (CA:true)";
    }

    /// <returns>Null where there is none that can be read.</returns>
    public X509Certificate2? Certificate()
    {
        if (Label != "CERTIFICATE")
            return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Body));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"(?:# (?<file>[^\s#]+)\r?\n)?(?<begin>-----BEGIN )(?<label>[A-Z0-9 ]+)-----(?<body>[^-]*)-----END [A-Z0-9 ]+-----",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Block();

    [GeneratedRegex("-----BEGIN ", RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
