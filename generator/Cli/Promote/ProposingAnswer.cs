using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Cli.Promote;

/// <summary>What a command that proposes says at its end: what is wrong, then its own words, then what became of branches.</summary>
/// <param name="command">As JSON names it.</param>
internal sealed class ProposingAnswer(Streams streams, string command, OutputFormat format, ProposingRun run, bool isDry)
{
    private readonly ProposedReport published = new(run, isDry);

    /// <summary>Something was proposed, whatever went wrong besides.</summary>
    public bool HasActed => published.HasActed;

    /// <param name="json">The command's own keys.</param>
    /// <param name="write">The command's own lines.</param>
    /// <param name="isRefused">What was asked for is not done, which the lines say.</param>
    /// <returns>The exit code.</returns>
    public int Give(Func<JsonObject> json, Action<TextWriter> write, bool isRefused = false)
    {
        var found = run.Diagnostics.Sorted();
        streams.Diagnostics(found, HasActed ? "; the rest was done" : "; nothing was proposed");
        published.TellFailures(streams);
        var exit =
            published.HasFailed ? ExitCodes.Remote
            : run.Diagnostics.HasErrors || isRefused ? ExitCodes.Failed
            : ExitCodes.Done;
        if (format == OutputFormat.Json)
            streams.Write(command, Whole(json(), found, exit));
        else
        {
            write(streams.Output);
            published.Write(streams.Output);
        }

        return exit;
    }

    private JsonObject Whole(JsonObject own, IReadOnlyList<Diagnostic> found, int exit)
    {
        own.Insert(0, "dryRun", isDry);
        published.AddTo(own);
        own["diagnostics"] = DiagnosticJson.Of(found);
        own["exitCode"] = exit;
        return own;
    }
}
