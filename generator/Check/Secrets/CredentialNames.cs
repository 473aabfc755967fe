using System.Buffers;
using System.Collections.Frozen;

namespace GitOpsGen.Check.Secrets;

/// <summary>What a name says of its value.</summary>
internal enum CredentialKind
{
    None,

    /// <summary>Nobody calls anything else so: a password, an API key.</summary>
    Certain,

    /// <summary>A token or secret, or only the name of one.</summary>
    Possible,
}

/// <summary>
/// Names of keys, variables and options whose values are credentials: the last words count, so <c>passwordFile</c> is none.
/// </summary>
internal static class CredentialNames
{
    // Longer ones are no names.
    private const int Longest = 100;

    private static readonly FrozenSet<string> Certain = Set(
        "apikey",
        "authkey",
        "passcode",
        "passphrase",
        "passwd",
        "password",
        "passwort",
        "pwd",
        "userpass"
    );

    private static readonly FrozenSet<string> Possible = Set(
        "accesskey",
        "credential",
        "credentials",
        "privatekey",
        "secret",
        "secretkey",
        "token"
    );

    // The word before "key".
    private static readonly FrozenSet<string> OfKeys = Set(
        "account",
        "api",
        "auth",
        "encryption",
        "hmac",
        "integration",
        "jwt",
        "master",
        "routing",
        "shared",
        "signing",
        "ssh",
        "storage"
    );

    // The word before "pass".
    private static readonly FrozenSet<string> OfPass = Set(
        "admin",
        "auth",
        "basic",
        "bind",
        "db",
        "ftp",
        "ldap",
        "mail",
        "mongo",
        "mqtt",
        "mysql",
        "pg",
        "postgres",
        "rabbitmq",
        "redis",
        "registry",
        "root",
        "smtp",
        "user"
    );

    // The word before "secret", where it is no reference to an object.
    private static readonly FrozenSet<string> OfSecrets = Set(
        "app",
        "client",
        "consumer",
        "cookie",
        "hmac",
        "jwt",
        "session",
        "shared",
        "webhook"
    );

    private static readonly FrozenSet<string> OfDigests = Set("checksum", "digest", "hash", "public", "sha", "sha1", "sha256");

    // "key" alone is in every second file, and no credential without a word before it.
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        [
            "pass",
            "pwd",
            "secret",
            "token",
            "credential",
            "_key",
            "-key",
            ".key",
            "ckey",
            "dkey",
            "ekey",
            "gkey",
            "hkey",
            "ikey",
            "nkey",
            "rkey",
            "skey",
            "tkey",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>The text may have such a name in it.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny(Marks);

    public static CredentialKind Of(ReadOnlySpan<char> name)
    {
        if (name.Length > Longest || !MayBeIn(name))
            return CredentialKind.None;
        var words = Words(name);
        if (words.Count == 0 || words.Exists(OfDigests.Contains))
            return CredentialKind.None;
        var (last, before) = (words[^1], words.Count > 1 ? words[^2] : "");
        return last switch
        {
            // External Secrets calls the key of a Secret secretKey, and CSI drivers the name of a user accessKey.
            "key" when before is "access" or "private" or "secret" => CredentialKind.Possible,
            "key" => OfKeys.Contains(before) ? CredentialKind.Certain : CredentialKind.None,
            "pass" => OfPass.Contains(before) ? CredentialKind.Certain : CredentialKind.None,
            "secret" when OfSecrets.Contains(before) => CredentialKind.Certain,
            _ when Certain.Contains(last) => CredentialKind.Certain,
            _ when Possible.Contains(last) => CredentialKind.Possible,
            _ => CredentialKind.None,
        };
    }

    /// <summary>A word for a credential, which is the name of a key more often than a password.</summary>
    public static bool IsWord(string value) => Of(value) != CredentialKind.None || value is "pass" or "pw" or "key";

    /// <summary>The words of <c>DB_PASSWORD</c>, <c>db-password</c>, <c>dbPassword2</c>.</summary>
    private static List<string> Words(ReadOnlySpan<char> name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
            if (
                i == name.Length
                || !char.IsAsciiLetter(name[i])
                || (i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]))
            )
            {
                if (i > start)
                    words.Add(name[start..i].ToString().ToLowerInvariant());
                start = i < name.Length && char.IsAsciiLetter(name[i]) ? i : i + 1;
            }

        return words;
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
