using System.Text.RegularExpressions;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>
/// Tells text from what only looks like it: an annotation or label that is a number or a truth value is refused by the API.
/// </summary>
internal static partial class PlainScalars
{
    /// <summary>Without quotes, and a boolean, a number or null to a reader of Kubernetes (which follows YAML 1.1).</summary>
    public static bool IsNoText(YamlScalar scalar) => !scalar.IsString && (scalar.IsNull || Other().IsMatch(scalar.Text));

    [GeneratedRegex(
        @"\A(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF"
            + @"|[-+]?[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+)\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Other();
}
