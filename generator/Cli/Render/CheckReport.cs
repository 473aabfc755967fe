using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Cli.Render;

/// <summary>What <c>render --check</c> prints: each file that is not as it would be rendered, with a short difference.</summary>
public static class CheckReport
{
    /// <summary>Hand edits, strangers' files and deletions are what a check looks for, not what stops it.</summary>
    public static bool IsFinding(Diagnostic diagnostic) => diagnostic.Code is "GOG080" or "GOG081" or "GOG086";

    public static bool HasFindings(RenderReport report) =>
        !report.Changes.IsEmpty || !report.Changes.Stray.IsEmpty || !report.Changes.Edited.IsEmpty;

    public static void Write(RenderReport report, TextWriter output)
    {
        var edited = report.Changes.Edited.ToHashSet(StringComparer.Ordinal);
        foreach (var change in report.Changes.Changes)
        {
            output.WriteLine($"{Word(change, edited), -8} {change.Path}");
            foreach (var line in report.Differences.GetValueOrDefault(change.Path, []))
                output.WriteLine($"         {line}");
        }

        foreach (var path in edited.Where(path => report.Changes.Changes.All(change => change.Path != path)).Order(StringComparer.Ordinal))
            output.WriteLine($"{"edited", -8} {path}");
        foreach (var path in report.Changes.Stray)
            output.WriteLine($"{"stray", -8} {path}");
        foreach (var path in report.Changes.Adopted)
            output.WriteLine($"{"adopted", -8} {path}");
    }

    private static string Word(FileChange change, HashSet<string> edited) =>
        edited.Contains(change.Path)
            ? "edited"
            : change.Kind switch
            {
                ChangeKind.Add => "missing",
                ChangeKind.Delete => "obsolete",
                _ => "changed",
            };
}
