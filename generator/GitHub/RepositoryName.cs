using System.Text.RegularExpressions;

namespace GitOpsGen.GitHub;

/// <summary>owner/name as GitHub allows them. It goes into addresses, where anything else would lead to another place.</summary>
public static partial class RepositoryName
{
    public const string Rule =
        "an owner of up to 39 letters, digits, - and _, a slash, and a name of up to 100 letters, digits, ., - and _ that is "
        + "neither . nor .. and does not end with .git";

    public static bool IsOne(string text) => text.Length <= 140 && Form().IsMatch(text);

    /// <summary>What is none, for an error: as it is where that is short and plain.</summary>
    public static string Shown(string text) =>
        text.Length <= 140 && text.All(letter => letter is > ' ' and <= '~') ? $"'{text}'" : "(long, or with characters that no name has)";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,38}/(?!\.{1,2}\z)(?!.*\.git\z)[A-Za-z0-9._-]{1,100}\z", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
