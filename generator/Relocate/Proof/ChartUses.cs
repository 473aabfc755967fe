using System.Text.RegularExpressions;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Apply;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Whether a value of a chart ends up as a namespace: the charts of the folder say where they use it.</summary>
internal sealed partial class ChartUses(RelocationFolder folder)
{
    private readonly Lazy<string> used = new(() => Lines(folder));

    /// <summary>Of a value whose key does not say so.</summary>
    public bool Has(MovedToken token)
    {
        if (Defined(token) is { } template)
            return used.Value.Contains($"\"{template}\"", StringComparison.Ordinal);
        if (!token.Path.EndsWith(".yaml", StringComparison.Ordinal) && !token.Path.EndsWith(".yml", StringComparison.Ordinal))
            return false;
        return Key().Match(token.Before) is { Success: true } key
            && Regex.IsMatch(used.Value, $@"\.Values\.([\w.]*\.)?{Regex.Escape(key.Groups[1].Value)}\b");
    }

    // The named template that it is the text of.
    private static string? Defined(MovedToken token) =>
        token.Above(6).Select(line => Define().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    // The lines of templates that make a namespace or an address of a value.
    private static string Lines(RelocationFolder folder) =>
        string.Join(
            '\n',
            folder
                .Files.Walk("")
                .Where(path => path.Contains("templates/", StringComparison.Ordinal) && folder.Files.IsRegular(path))
                .Select(path => File.ReadAllText(folder.Files.Absolute(path)))
                .SelectMany(text => text.Split('\n'))
                .Where(line =>
                    (line.Contains(".Values.", StringComparison.Ordinal) || line.Contains("include", StringComparison.Ordinal))
                    && Use().IsMatch(line)
                )
        );

    [GeneratedRegex(@"\{\{-?\s*define\s+""([^""]+)""")]
    private static partial Regex Define();

    [GeneratedRegex("""([\w-]+)["']?\s*:\s*(&\w+\s+)?["']?$""")]
    private static partial Regex Key();

    [GeneratedRegex(@"amespace|\.svc|lookup|NAMESPACE|system:serviceaccount|_log|\.log")]
    private static partial Regex Use();
}
