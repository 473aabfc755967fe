using System.Text.RegularExpressions;

namespace GitOpsGen.Compare;

/// <summary>What enumerations are called in answers, the same in every writer.</summary>
public static partial class DiffWords
{
    /// <summary><c>DeletesData</c> as <c>deletes-data</c>.</summary>
    public static string Of(Enum value) => Capital().Replace(value.ToString(), "-$0").ToLowerInvariant();

    public static string Title(RiskClass risk) =>
        risk switch
        {
            RiskClass.DeletesData => "deletes data",
            RiskClass.CrdNarrowed => "CRD narrowed",
            RiskClass.RbacWidened => "RBAC widened",
            RiskClass.Immutable => "immutable field",
            RiskClass.Sync => "sync and source",
            RiskClass.Chart => "chart",
            _ => Of(risk).Replace('-', ' '),
        };

    public static string Many(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
