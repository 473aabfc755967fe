using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines;

/// <summary>
/// What an engine said when it failed, for people: on one line, without header, clock and process of its log, without the objects and
/// patches that it prints, and without any value of a Secret.
/// </summary>
public static partial class EngineWords
{
    private const int Longest = 2000;

    /// <param name="secrets">Of what the engine was given.</param>
    /// <param name="paths">What stands for the places of this run.</param>
    public static string Of(CommandResult result, SecretValues secrets, params IEnumerable<(string Path, string Name)> paths)
    {
        var text = Plain(result.Error);
        foreach (var (path, name) in paths)
            text = text.Replace(path, name, StringComparison.Ordinal);
        if (text.Length == 0)
            return $"exit code {result.ExitCode}, and no message";
        // What is cut off first could leave half a value.
        return text[..Math.Min(text.Length, Longest)];

        string Plain(string error) =>
            OneLine(secrets.Hide(Secrets.Hide(OneLine(secrets.Hide(GoDumps.Cut(Unlogged(error.ReplaceLineEndings("\n"))))))));
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // kubectl logs why it failed; the others say it after "Error:", behind warnings that are no reason.
    private static string Unlogged(string error)
    {
        if (Logged().Match(error) is { Success: true } logged)
            return logged.Groups["quoted"].Success ? Unquoted(logged.Groups["quoted"].Value) : logged.Groups["block"].Value;
        var text = Said().Match(error) is { Success: true } said ? error[(said.Index + said.Length)..] : Header().Replace(error, "");
        return text.Replace("Use --debug flag to render out invalid YAML", "", StringComparison.Ordinal);
    }

    private static string Unquoted(string text) =>
        Escape()
            .Replace(
                text,
                escape =>
                    escape.Value[1] switch
                    {
                        'n' => "\n",
                        't' => "\t",
                        var other => other.ToString(),
                    }
            );

    [GeneratedRegex("""^[EF]\d{4} [\d:.]+\s+\d+ \S+\] "[^"\n]*" err=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|<\n(?<block>.*?)\n >)""", Log)]
    private static partial Regex Logged();

    [GeneratedRegex("^Error: ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Said();

    [GeneratedRegex(
        @"^(?:[EFIW]\d{4} [\d:.]+\s+\d+ \S+\] |\d{4}[-/]\d\d[-/]\d\d[ T][\d:.]+\S* )",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Header();

    [GeneratedRegex(@"\\.", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();

    private const RegexOptions Log =
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
}
