using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Compare.States;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Cli.Diff;

/// <summary>What <c>gitopsgen diff --environments</c> answers.</summary>
internal static class EnvironmentsAnswer
{
    public static int Write(EnvironmentReport report, DiffCommand.Form form, Streams streams)
    {
        var exit =
            report.Diff is null ? ExitCodes.Of(report.Diagnostics)
            : report.Diff.IsEmpty ? ExitCodes.Done
            : ExitCodes.Differences;
        streams.Diagnostics(report.Diagnostics, "; nothing was compared");
        if (form == DiffCommand.Form.Json)
            streams.Write("diff", Json(report, exit));
        else if (report.Diff is { } diff && form == DiffCommand.Form.Markdown)
            streams.Output.WriteDocument(EnvironmentMarkdown.Write(diff));
        else if (report.Diff is { } told)
            streams.Output.Write(EnvironmentText.Write(told));
        return exit;
    }

    private static JsonObject Json(EnvironmentReport report, int exit)
    {
        var document = report.Diff is null ? [] : EnvironmentJson.Write(report.Diff);
        document["diagnostics"] = DiagnosticJson.Of(report.Diagnostics);
        document["exitCode"] = exit;
        return document;
    }
}
