using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines.Prometheus;

/// <summary>A file of unit tests, with the rule files that it names.</summary>
/// <param name="Text">Its <c>rule_files</c> name <paramref name="Rules"/> by their keys.</param>
public sealed record RuleTest(string Text, ImmutableSortedDictionary<string, string> Rules);

/// <summary>Prometheus' own tool, which knows what Prometheus takes.</summary>
/// <param name="Program">Absolute path.</param>
public sealed record Promtool(string Program, EngineLimits Limits)
{
    // A command line is finite.
    private const int FilesAtOnce = 400;

    /// <summary>Each file as the server reads it. Lints are left out: duplicates are looked for over all files, elsewhere.</summary>
    public async Task<IReadOnlyList<ToolAnswer>> CheckAsync(IReadOnlyList<RuleFile> files, CancellationToken cancellation)
    {
        var answers = new List<ToolAnswer>();
        for (var start = 0; start < files.Count; start += FilesAtOnce)
        {
            using var folder = new ToolFolder();
            var first = start;
            var paths = files
                .Skip(start)
                .Take(FilesAtOnce)
                .Select((file, index) => folder.Write($"rules-{first + index}.yaml", file.Text))
                .ToList();
            var result = await EngineFolder.RunAsync(Program, ["check", "rules", "--lint=none", .. paths], Limits, cancellation);
            var answer = ToolAnswer.Of(result, result.Error, paths.Count, file => paths[file]);
            answers.Add(answer with { Complaints = [.. answer.Complaints.Select(one => one with { File = one.File + first })] });
        }

        return answers;
    }

    /// <returns>What is not as the tests expect, in the tool's words; empty when all is, and null where it gave no answer.</returns>
    public async Task<(string? Failed, string? Failure)> TestAsync(RuleTest test, CancellationToken cancellation)
    {
        using var folder = new ToolFolder();
        foreach (var (name, text) in test.Rules)
            folder.Write(name, text);
        var file = folder.Write("test.yaml", test.Text);
        var result = await EngineFolder.RunAsync(Program, ["test", "rules", file], Limits, cancellation);
        if (result.LimitExceeded is not null)
            return (null, result.Message);
        var said = string.Join(
            ' ',
            result.Error.Replace(file, "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return result.Succeeded ? ("", null) : (said.Replace("FAILED: ", "", StringComparison.Ordinal), null);
    }
}
