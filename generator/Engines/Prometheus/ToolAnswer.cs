using System.Collections.Immutable;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines.Prometheus;

/// <summary>What is wrong with one of the files that a tool was given.</summary>
/// <param name="File">Which, counted from 0.</param>
/// <param name="Text">The tool's own words, without the file's name.</param>
public sealed record ToolComplaint(int File, string Text);

/// <summary>What promtool or amtool says of files.</summary>
public sealed record ToolAnswer(ImmutableArray<ToolComplaint> Complaints)
{
    /// <summary>Why it gave no answer; null when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// Complaints stand behind the name of their file, and may go on over lines; the exit code says whether there must be some.
    /// </summary>
    /// <param name="output">Where the tool complains.</param>
    /// <param name="nameOf">Of each file, as the tool says it, and what stands behind it.</param>
    public static ToolAnswer Of(CommandResult result, string output, int files, Func<int, string> nameOf)
    {
        var names = Enumerable.Range(0, files).ToDictionary(nameOf, file => file, StringComparer.Ordinal);
        var complaints = new List<ToolComplaint>();
        var isOpen = false;
        foreach (var line in output.Split('\n'))
            if (Named(line, names) is var (file, text))
            {
                complaints.Add(new ToolComplaint(file, text));
                isOpen = true;
            }
            else if (isOpen && line.StartsWith("  ", StringComparison.Ordinal) && line.Trim() is not ("" or "FAILED:"))
                complaints[^1] = complaints[^1] with { Text = $"{complaints[^1].Text} {line.Trim()}" };
            else
                isOpen = false;
        var isSilent = !result.Succeeded && complaints.Count == 0;
        return new ToolAnswer([.. complaints]) { Failure = result.LimitExceeded is not null || isSilent ? result.Message : null };
    }

    private static (int File, string Text)? Named(string line, Dictionary<string, int> names)
    {
        foreach (var end in new[] { ": ", "'  FAILED: " })
            if (line.IndexOf(end, StringComparison.Ordinal) is var at and > 0 && names.TryGetValue(line[..at], out var file))
                return (file, line[(at + end.Length)..].Trim());
        return null;
    }
}
