using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Verify;

namespace GitOpsGen.Cli.Verify;

/// <summary>What <c>verify</c> answers.</summary>
public static class VerifyReport
{
    public static void Write(Verification result, TextWriter output)
    {
        var name = result.Commit[..Math.Min(result.Commit.Length, 10)];
        output.WriteLine(
            result.Verdict switch
            {
                VerifyVerdict.Proved => $"proved: {name}: {Files(result.Files)} of {result.Units.Length} apps in environments "
                    + "are what a render makes.",
                VerifyVerdict.Differs => $"differs: {name}: {Many(result)}",
                _ => $"not proved: {result.Commit}",
            }
        );
        if (result.Difference is not { } first)
            return;
        output.WriteLine(
            first.Trailer is { } trailer ? $"  trailer {trailer}"
            : first.Line is { } line ? $"  {first.Path}, line {line}"
            : $"  {first.Path}"
        );
        output.WriteLine($"  expected  {first.Expected}");
        output.WriteLine($"  found     {first.Found}");
    }

    public static JsonObject Json(Verification result, int exit) =>
        new()
        {
            ["commit"] = result.Commit,
            ["verdict"] = result.Verdict switch
            {
                VerifyVerdict.Proved => "proved",
                VerifyVerdict.Differs => "differs",
                _ => "cannot-prove",
            },
            ["trailers"] = result.Claims is { } claims ? Json(claims) : null,
            ["units"] = Streams.ToJson(result.Units),
            ["files"] = result.Files,
            ["differences"] = result.Differences,
            ["difference"] = result.Difference is { } first ? Json(first) : null,
            ["engines"] = Streams.ToJson(result.Engines),
            ["diagnostics"] = DiagnosticJson.Of(result.Diagnostics),
            ["exitCode"] = exit,
        };

    private static string Many(Verification result) =>
        result.Differences == 0 ? "what its trailers say is not so." : $"{Files(result.Differences)} not as a render makes them.";

    private static string Files(int count) => $"{count} generated file{(count == 1 ? "" : "s")}";

    private static JsonObject Json(CommitClaims claims) =>
        new()
        {
            ["content"] = claims.Trailers.Content,
            ["base"] = claims.Trailers.Base,
            ["parent"] = claims.Trailers.Parent,
            ["fleet"] = claims.Trailers.Fleet,
            ["source"] = claims.Trailers.Source,
            ["version"] = claims.Version,
            ["engines"] = Streams.ToJson(claims.Engines),
        };

    private static JsonObject Json(CommitDifference first) =>
        new()
        {
            ["path"] = first.Path,
            ["trailer"] = first.Trailer,
            ["line"] = first.Line,
            ["expected"] = first.Expected,
            ["found"] = first.Found,
        };
}
