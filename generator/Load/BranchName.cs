namespace GitOpsGen.Load;

/// <summary>Git's rules for the name of a branch.</summary>
internal static class BranchName
{
    private const int Longest = 200;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest
        && name is not ("@" or "HEAD")
        && !name.StartsWith('-')
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name.All(letter => letter > ' ' && letter != '\u007f' && !"~^:?*[\\".Contains(letter, StringComparison.Ordinal))
        && name.Split('/').All(IsPart);

    /// <summary>One is the other, or a folder of it: git has no room for both.</summary>
    public static bool IsInTheWay(string name, string other) =>
        name == other || name.StartsWith($"{other}/", StringComparison.Ordinal) || other.StartsWith($"{name}/", StringComparison.Ordinal);

    private static bool IsPart(string part) =>
        part.Length > 0 && !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.OrdinalIgnoreCase);
}
