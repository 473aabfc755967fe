using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Cli.Review;

/// <summary>The summary of a job of GitHub Actions: where a review is read that could not become a comment.</summary>
internal static class JobSummary
{
    // Of a step GitHub takes 1 MiB.
    private const int Longest = 1_000_000;

    /// <param name="file">As GITHUB_STEP_SUMMARY names it; null outside of a job.</param>
    public static void Write(string? file, string markdown, DiagnosticBag diagnostics)
    {
        if (string.IsNullOrWhiteSpace(file))
            return;
        try
        {
            File.AppendAllText(file, markdown.Length <= Longest ? markdown : markdown[..Longest]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            diagnostics.Add(Messages.SummaryNotWritten(FileErrors.Reason(error)));
        }
    }
}
