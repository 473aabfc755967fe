using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>Addresses and connection strings that carry their password.</summary>
internal static partial class AddressShapes
{
    private static readonly string[] Users = ["", "foo", "login", "me", "myuser", "name", "user", "username"];

    /// <summary>Null when there is none.</summary>
    public static SecretMatch? In(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal))
            foreach (Match match in Address().Matches(text))
                if (IsPassword(match.Groups["user"].Value, match.Groups["password"].Value))
                    return new SecretMatch("an address with a password", match.Index);
        return text.Contains(';', StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal) ? Connection(text) : null;
    }

    private static SecretMatch? Connection(string text)
    {
        foreach (Match match in ConnectionString().Matches(text))
            if (
                ConnectionPassword().Match(match.Value) is { Success: true } password
                && !Placeholders.Is(password.Groups["value"].Value)
                && ConnectionServer().IsMatch(match.Value)
            )
                return new SecretMatch("a connection string with a password", match.Index);
        return null;
    }

    // `user:password` stands in documentation; `guest:guest` is what a broker really lets in.
    private static bool IsPassword(string user, string password) =>
        !Placeholders.Is(password)
        && !(Users.Contains(user, StringComparer.OrdinalIgnoreCase) && CredentialNames.IsWord(password))
        && password is not ("pass" or "port" or "PORT");

    [GeneratedRegex(
        @"[a-zA-Z][a-zA-Z0-9+.-]{0,30}://(?<user>[^\s/:@""'<>\\`,|]*):(?<password>[^\s/@""'<>\\`|]+)@[A-Za-z0-9\[$%({]",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\n""'`]*=[^\n""'`]*;[^\n""'`]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(
        @"\b(password|pwd|account ?key|shared ?access ?key)\s*=\s*(?<value>[^;\s]+)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex(
        @"\b(server|data source|host|endpoint|account ?name|user ?id|uid|username|initial catalog|database)\s*=",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ConnectionServer();
}
