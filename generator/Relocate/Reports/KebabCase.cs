using System.Text.Json;

namespace GitOpsGen.Relocate.Reports;

/// <summary>Verdicts and categories in the words of the JSON: <c>object-namespace</c>.</summary>
internal static class KebabCase
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
