using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Reviews;
using GitOpsGen.Validate.Writers;

namespace GitOpsGen.Cli.Review;

/// <summary>What <c>review</c> answers.</summary>
internal static class ReviewAnswer
{
    /// <summary>The review itself, with all its pages.</summary>
    public static string Markdown(ReviewResult result)
    {
        var body = result.Document;
        return $"{string.Join("\n\n", [body.Text, .. body.Pages])}\n";
    }

    /// <summary>What became of it.</summary>
    public static void Write(ReviewResult result, TextWriter output)
    {
        var subject = result.Request is { } request
            ? $"pull request {request.Number}"
            : $"{ReviewedCommits.Short(result.Review.Commits.Head)}";
        output.WriteLine($"{subject}: {Word(result.Verdict.Conclusion)}: {result.Verdict.Words}");
        foreach (var reason in result.Verdict.Reasons)
            output.WriteLine($"  fails: {reason}");
        if (result.Request is null)
            return;
        output.WriteLine($"comment: {Word(result.Delivered.Comment)}");
        output.WriteLine($"on the commit: {Word(result.Delivered.Report)}");
    }

    public static JsonObject Json(ReviewResult result, IEnumerable<Diagnostic> diagnostics, int exit)
    {
        var (review, verdict, body) = (result.Review, result.Verdict, result.Document);
        return new JsonObject
        {
            ["pullRequest"] = result.Request is { } request ? new JsonObject { ["number"] = request.Number, ["url"] = request.Url } : null,
            ["base"] = review.Commits.Base,
            ["head"] = review.Commits.Head,
            ["conclusion"] = Word(verdict.Conclusion),
            ["words"] = verdict.Words,
            ["reasons"] = Streams.ToJson(verdict.Reasons),
            ["risk"] = review.Comparison.Diff?.Highest is { } highest ? DiffWords.Of(highest) : null,
            ["diff"] = review.Comparison.Diff is { } diff ? DiffJson.Write(diff) : null,
            ["validation"] = ValidationJson.Write(review.Head),
            ["findings"] = new JsonArray([.. review.Findings.Select(Finding)]),
            ["generated"] = new JsonObject
            {
                ["wrong"] = Streams.ToJson(review.Generated.Wrong),
                ["shared"] = Streams.ToJson(review.Generated.Shared),
                ["adopted"] = Streams.ToJson(review.Generated.Adopted),
                ["waiting"] = Streams.ToJson(review.Generated.Waiting),
            },
            ["markdown"] = body.Text,
            ["pages"] = Streams.ToJson(body.Pages),
            ["comment"] = Word(result.Delivered.Comment),
            ["report"] = Word(result.Delivered.Report),
            ["diagnostics"] = DiagnosticJson.Of(diagnostics),
            ["exitCode"] = exit,
        };
    }

    private static JsonObject Finding(ReviewedFinding one) =>
        new()
        {
            ["rule"] = one.Finding.Rule,
            ["severity"] = Word(one.Finding.Severity),
            ["new"] = one.IsNew,
            ["path"] = one.Finding.Diagnostic.At?.File,
            ["line"] = one.Finding.Diagnostic.At?.Line,
            ["in"] = Streams.ToJson(one.Finding.In),
            ["message"] = one.Finding.Diagnostic.Message,
        };

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
