using System.Text.RegularExpressions;

namespace GitOpsGen.Migrate.Reports;

/// <summary>The words of the JSON: <c>ObjectNamespace</c> is <c>object-namespace</c>.</summary>
public static partial class Kebab
{
    public static string Of(Enum value) => Start().Replace(value.ToString(), "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Start();
}
