using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Tells a mention that is part of a longer name, such as <c>my-kube-system</c>, from one that another sign only touches, such as the
/// default in <c>${NS:-kube-system}</c>.
/// </summary>
internal static partial class LongerNames
{
    // What stands in front of a name on its line and belongs to another sign is short.
    private const int Reach = 80;

    public static bool IsOne(string text, int offset, int length)
    {
        var end = offset + length;
        return IsJoinedBefore(text, offset) || IsJoinedBehind(text, end) || IsUnderlined(text, offset, end) || IsDomain(text, end);
    }

    private static bool IsJoinedBefore(string text, int offset)
    {
        if (offset == 0 || !IsLabel(text[offset - 1]))
            return false;
        var before = text[Math.Max(0, offset - Reach)..offset];
        return !Escape().IsMatch(before) && !Default().IsMatch(before) && !Flag().IsMatch(before) && !IsArrow(before);
    }

    // A name does not end in a hyphen: `kube-system-->` is an arrow, `kube-system-` takes a label away.
    private static bool IsJoinedBehind(string text, int end) =>
        end < text.Length
        && (
            char.IsAsciiLetterOrDigit(text[end])
            || (
                text[end] == '-'
                && end + 1 < text.Length
                && (char.IsAsciiLetterOrDigit(text[end + 1]) || text[end + 1] is '*' or '$' or '{' or '<' or '(' or '[' or '%' or '?')
            )
        );

    private static bool IsArrow(string before) => before.EndsWith("---", StringComparison.Ordinal);

    // pod_kube-system_container is the name of a log, and kube-system_pod_uid behind a slash too; any other is an identifier.
    private static bool IsUnderlined(string text, int offset, int end)
    {
        var before = offset > 0 && text[offset - 1] == '_';
        var behind = end < text.Length && text[end] == '_';
        return before != behind && (before || !(offset > 0 && text[offset - 1] is '/' or '.'));
    }

    // monitoring.coreos.com is an API group, a.kube-system.example.com a host elsewhere.
    private static bool IsDomain(string text, int end) =>
        end + 1 < text.Length && text[end] == '.' && Domain().IsMatch(text.AsSpan(end, Math.Min(Reach, text.Length - end)).ToString());

    private static bool IsLabel(char one) => char.IsAsciiLetterOrDigit(one) || one == '-';

    // \n of a string, `n of PowerShell, %22 of an address, \u0022 of JSON.
    [GeneratedRegex(@"(\\[abdefnrstvwABDSWZ]|`[nrt]|%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|&#x?[0-9A-Fa-f]+;)$")]
    private static partial Regex Escape();

    // ${NS:-x}, ${1-x}, ${NAMES[0]:-x}
    [GeneratedRegex(@"\$\{!?([A-Za-z_]\w*(\[[^\]]*\])?|[0-9@*#?]+):?-$")]
    private static partial Regex Default();

    // -nx, and -itnx behind other flags of one letter.
    [GeneratedRegex(@"(^|[\s""'`\[,(=])-[A-Za-z]{0,3}n$")]
    private static partial Regex Flag();

    [GeneratedRegex(
        @"^\.(?!svc\b|pod\.)([a-z0-9-]+\.)*(com|io|org|net|dev|cloud|app|local|internal|example|test|invalid|ai|eu|de|uk)(?![\w-])"
    )]
    private static partial Regex Domain();
}
