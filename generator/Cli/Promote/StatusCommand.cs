using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Promote.Steps;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary>How <c>status</c> answers.</summary>
internal enum StatusFormat
{
    Text,
    Json,
    Html,
}

/// <summary><c>gitopsgen status</c>: the fleet as a table of waves and apps.</summary>
public sealed class StatusCommand(Streams streams)
{
    private readonly ProposingOptions common = new();
    private readonly Option<string?> app = new("--app") { Description = "Only this app." };
    private readonly Option<StatusFormat> output = new("--output", "-o")
    {
        Description = "How to answer on stdout; text unless said.",
        HelpName = "text|json|html",
        CustomParser = Format,
    };

    public static Command Create(Streams streams) => new StatusCommand(streams).Make();

    private Command Make()
    {
        output.CompletionSources.Clear();
        output.CompletionSources.Add("text", "json", "html");
        var command = new Command(
            "status",
            """
            Show of every app in every wave the release, since when, its health, what is left of its soak, what the next step waits for, and
            what is open. Changes nothing.

            Examples:
              gitopsgen status
              gitopsgen status --app web -o json
              gitopsgen status -o html > status.html
            """
        )
        {
            app,
        };
        common.AddTo(command, proposes: false);
        command.Add(output);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (common.Publishing(parsed, streams) is not { } options)
            return ExitCodes.Failed;
        using var progress = ConsoleProgress.On(streams.Error);
        var run = new ProposingRun(options, common.Folders(parsed), common.GitHub(parsed), progress);
        var sight = await run.LookAsync(cancellation);
        var requests = sight is null ? [] : await run.JudgeAsync(sight, cancellation);
        progress.Stop();
        if (sight is not null)
            new SightNames(sight, run.Diagnostics).Check(parsed.GetValue(app), [], []);
        streams.Diagnostics(run.Diagnostics.Sorted(), "");
        if (sight is null || run.Diagnostics.HasErrors)
            return ExitCodes.Failed;
        var report = new StatusReport(FleetStatus.Of(sight.State, sight.Evidence, sight.Now, parsed.GetValue(app)), sight, requests);
        switch (parsed.GetValue(output))
        {
            case StatusFormat.Json:
                streams.Write("status", report.Json());
                break;
            case StatusFormat.Html:
                streams.Output.Write(report.Html());
                break;
            default:
                report.Write(streams.Output);
                break;
        }

        return ExitCodes.Done;
    }

    private static StatusFormat Format(ArgumentResult result)
    {
        var said = result.Tokens is [{ Value: var value }] ? value.ToLowerInvariant() : "";
        if (Enum.TryParse<StatusFormat>(said, ignoreCase: true, out var format) && said.All(char.IsAsciiLetter))
            return format;
        result.AddError($"--output is text, json or html, not '{said}'.");
        return StatusFormat.Text;
    }
}
