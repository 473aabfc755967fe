using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>Where a value stands decides how it is read.</summary>
internal enum ValuePlace
{
    /// <summary>A field of an object, which often names a Secret or a key of it.</summary>
    Field,

    /// <summary>A line of a file.</summary>
    Text,

    /// <summary>A variable or an argument of a program, which names no objects.</summary>
    Program,
}

/// <summary>Whether the value under a credential's name is one.</summary>
internal static partial class CredentialValues
{
    // What switches, types and defaults are called.
    private static readonly FrozenSet<string> Words = (
        "true false yes no on off null nil none undefined string str int integer bool boolean object bytes array auto default disabled "
        + "enabled "
        + "optional required unset empty opaque"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsSecret(CredentialKind kind, string written, ValuePlace place)
    {
        if (kind == CredentialKind.None)
            return false;
        var value = written.Trim();
        if (Placeholders.Is(value) || IsNoSecret(value) || IsLocation(value))
            return false;
        // `password: password` maps one name to another, `DB_PASSWORD=password` is bad taste.
        if (
            Name().IsMatch(value)
            && CredentialNames.IsWord(value)
            && (place != ValuePlace.Program || value.Contains('-', StringComparison.Ordinal))
        )
            return false;
        return kind == CredentialKind.Certain
            ? value.Length > 2
            : value.Length > 5 && (place == ValuePlace.Program ? !IsNumber(value) : IsRandom(value));
    }

    /// <summary>Letters of both cases with digits, or letters and digits that alternate, as in no word.</summary>
    public static bool IsRandom(string value) =>
        value.Length >= 12
        && !value.Contains(' ', StringComparison.Ordinal)
        && (
            (value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetterUpper) && value.Any(char.IsAsciiLetterLower))
            || Changes(value) >= 4
        );

    private static int Changes(string value) =>
        value
            .Zip(value.Skip(1))
            .Count(pair =>
                char.IsAsciiDigit(pair.First) != char.IsAsciiDigit(pair.Second)
                && char.IsAsciiLetterOrDigit(pair.First)
                && char.IsAsciiLetterOrDigit(pair.Second)
            );

    private static bool IsNumber(string value) => value.All(char.IsAsciiDigit);

    private static bool IsNoSecret(string value) =>
        Words.Contains(value) || Duration().IsMatch(value) || Code().IsMatch(value) || value.Count(c => c == ' ') > 2;

    // A file or an address has the secret, and is none.
    private static bool IsLocation(string value) =>
        value[0] is '/' or '~'
        || value.StartsWith("./", StringComparison.Ordinal)
        || value.StartsWith("../", StringComparison.Ordinal)
        || value.Contains("://", StringComparison.Ordinal)
        || FileName().IsMatch(value);

    [GeneratedRegex("^[0-9]{1,3}[smhd]?$", RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    // Calls, patterns, and fields of something.
    [GeneratedRegex(
        @"[A-Za-z_]\(|\)$|\(\?|\[\^|\\[swd]|\.\*|=>|^[A-Za-z_]+(\.[A-Za-z_]+)+$|^[a-z]+\[",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Code();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]*$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^[A-Za-z0-9_./\\:-]+\.(txt|key|pem|crt|cer|p12|pfx|jks|ya?ml|json|conf|ini|env|toml|properties|cfg|sh)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FileName();
}
