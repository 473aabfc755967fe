using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>
/// What a file of a base may cost who reads it as YAML. Whether it is right is for Kustomize to say: only what multiplies (aliases) or
/// nests is looked at, and most files, which have neither, are not read for it.
/// </summary>
public static partial class BaseBounds
{
    // A bundle of CRDs nests deep and is long.
    private static readonly YamlLimits Limits = new(500, 1_000_000);

    private const string TooMany = "GOG008";

    private const string TooDeep = "GOG009";

    /// <param name="isYaml">It says so itself; of anything else only what can be read as YAML counts.</param>
    /// <returns>What is wrong; nothing when it may be read.</returns>
    public static IReadOnlyList<Diagnostic> Check(string path, string text, bool isYaml)
    {
        // Most have neither letter, and then the patterns need not be made.
        var multiplies = text.Contains('&', StringComparison.Ordinal) && text.Contains('*', StringComparison.Ordinal);
        multiplies = multiplies && Anchor().IsMatch(text) && Alias().IsMatch(text);
        if (!multiplies && text.AsSpan().Count('[') + text.AsSpan().Count('{') < Limits.Depth)
            return [];
        var found = new DiagnosticBag();
        var isRead = YamlReader.ReadAll(path, text.Length > 0 && text[0] == '\ufeff' ? text[1..] : text, found, Limits) is not null;
        var bounds = found.Sorted().Where(one => one.Code is TooMany or TooDeep).ToList();
        // What nobody can count must not be followed by another reader.
        return bounds.Count > 0 || isRead || !isYaml || !multiplies ? bounds : found.Sorted();
    }

    [GeneratedRegex(@"(?:^|[\s\[{,:-])&[^\s\[\]{},&]", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(?:^|[\s\[{,:-])\*[^\s\[\]{},*]", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Alias();
}
