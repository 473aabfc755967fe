using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Engines;
using GitOpsGen.Pipeline;
using GitOpsGen.Verify;

namespace GitOpsGen.Cli.Verify;

/// <summary><c>gitopsgen verify</c>: whether a commit has what a render makes of it.</summary>
public static class VerifyCommand
{
    public static Command Create(Streams streams)
    {
        var commit = new Argument<string>("commit") { Description = "A commit, branch or tag of the repository." };
        var root = new Option<string?>("--root")
        {
            Description = "The repository, which may be a bare one; unless said, that of the fleet here.",
        };
        var output = CommonOptions.Output();
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var command = new Command(
            "verify",
            """
            Render a commit again, and prove that its generated files are what comes of it.

            Of a commit that publish made, its trailers say by what it was rendered. Your work tree is not looked at.

            Examples:
              gitopsgen verify HEAD                     exit 0 proved, 3 it differs (the first place is named), 1 nobody can tell here
              gitopsgen verify origin/gitopsgen/wave/p10 --output json
            """
        )
        {
            commit,
            root,
            output,
            offline,
            tools,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var here = Directory.GetCurrentDirectory();
                var folder = Path.GetFullPath(parsed.GetValue(root) ?? Workspace.FindRoot(here) ?? here);
                var options = new VerifyOptions(folder, parsed.GetValue(commit)!)
                {
                    Offline = parsed.GetValue(offline),
                    Trust = new ToolTrust(parsed.GetValue(tools)),
                    ToolVersion = ToolVersion.Text,
                };
                using var progress = ConsoleProgress.BarOnly(streams.Error);
                var result = await new CommitVerifier(options, progress).RunAsync(cancellation);
                progress.Stop();
                return Answer(result, parsed.GetValue(output), streams);
            }
        );
        return command;
    }

    private static int Answer(Verification result, OutputFormat format, Streams streams)
    {
        var exit = result.Verdict switch
        {
            VerifyVerdict.Proved => ExitCodes.Done,
            VerifyVerdict.Differs => ExitCodes.Differences,
            _ => ExitCodes.Of(result.Diagnostics),
        };
        streams.Diagnostics(result.Diagnostics, "");
        if (format == OutputFormat.Json)
            streams.Write("verify", VerifyReport.Json(result, exit));
        else
            VerifyReport.Write(result, streams.Output);
        return exit;
    }
}
