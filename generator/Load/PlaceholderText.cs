using System.Text.RegularExpressions;

namespace GitOpsGen.Load;

/// <summary>What a new fleet says where only its owner knows the value: nobody takes it for a real one.</summary>
public static partial class PlaceholderText
{
    /// <summary>RFC 2606 keeps the name free.</summary>
    public const string Domain = "example.invalid";

    public const string Word = "REPLACE-ME";

    public const string Subscription = "00000000-0000-0000-0000-000000000000";

    public static bool IsIn(string text) => Form().IsMatch(text);

    // The words also as they are written where capitals or the dash are not allowed; "replacement" is none.
    [GeneratedRegex(
        @"\b(?:replace-?me|example\.invalid|00000000-0000-0000-0000-000000000000)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
