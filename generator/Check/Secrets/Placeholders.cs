using System.Buffers;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>Values that stand where a secret will be, say where it is, or are what is made of it for comparing.</summary>
internal static partial class Placeholders
{
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        [
            "${",
            "$(",
            "{{",
            "}}",
            "<%",
            "#{",
            "%{",
            "****",
            "xxxx",
            "....",
            "changeme",
            "change-me",
            "change_me",
            "dummy",
            "example",
            "fixme",
            "placeholder",
            "redacted",
            "replace",
            "todo",
            "your-",
            "your_",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // Of vals, the plugins of Argo CD, 1Password, SOPS, Spring, Azure, AWS, Google, Grafana.
    private static readonly string[] References =
    [
        "@Microsoft.KeyVault(",
        "ENC[",
        "akv://",
        "arn:aws",
        "aws-sm:",
        "awssecret",
        "env:",
        "file:",
        "gcp-sm:",
        "op://",
        "projects/",
        "ref+",
        "secret://",
        "secretref:",
        "sm://",
        "vault:",
    ];

    public static bool Is(string value)
    {
        var text = value.Trim();
        return text.Length < 2
            || text.AsSpan().ContainsAny(Marks)
            || text[0] == '$' // A variable, or what crypt makes of a password: $2y$…
            || (text[0] == '<' && text[^1] == '>')
            || (text[0] == '{' && text[^1] == '}')
            || (text[0] == '%' && text[^1] == '%')
            || text.StartsWith("%(", StringComparison.Ordinal)
            || Array.Exists(References, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || Hash().IsMatch(text)
            || !text.Any(char.IsLetterOrDigit)
            || text.Distinct().Count() == 1;
    }

    [GeneratedRegex(
        @"^(\{(S?SHA|MD5|CRYPT|BCRYPT|PBKDF2)[0-9]*\}|(md5|sha(1|256|512)|pbkdf2|scrypt|argon2|scram)[:$-]|[A-Za-z0-9._-]+:(\$|\{SHA\}))",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hash();
}
