using System.Text.RegularExpressions;

namespace GitOpsGen.Schemas;

/// <summary>What groups, versions and kinds may be called (Kubernetes API conventions, "Naming conventions"): files bear these
/// names.</summary>
public static partial class ApiNames
{
    /// <param name="group">Empty for the core group.</param>
    public static bool AreSound(string group, string kind) => group.Length <= 253 && Group().IsMatch(group) && Kind().IsMatch(kind);

    public static bool IsVersion(string version) => Version().IsMatch(version);

    [GeneratedRegex(@"\A(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex(@"\A[a-z][-a-z0-9]{0,61}[a-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Kind();
}
