using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Compare;
using GitOpsGen.Compare.States;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Diff;

/// <summary><c>gitopsgen diff</c>: what a change of the fleet does to the clusters.</summary>
public static class DiffCommand
{
    public enum Form
    {
        Text,
        Json,
        Markdown,
        Html,
    }

    public static Command Create(Streams streams)
    {
        var root = CommonOptions.Root();
        var output = Output();
        var from = new Option<string?>("--base")
        {
            Description =
                "The commit, branch or tag to compare with, as it was where the head left it; unless said, the fleet's branch (origin's, "
                + "if it is there).",
            HelpName = "ref",
        };
        var exact = new Option<string?>("--base-exact")
        {
            Description = "In place of --base: that very commit, with all that happened there since the head left it.",
            HelpName = "ref",
        };
        var committed = new Option<bool>("--committed") { Description = "Compare the files as they lie there; render nothing." };
        var head = new Option<string?>("--head")
        {
            Description = "The commit, branch or tag to look at; unless said, the work tree.",
            HelpName = "ref",
        };
        var failOn = new Option<RiskLevel?>("--fail-on")
        {
            Description = "Exit 3 only from this risk on; unless said, with any difference.",
            HelpName = "high|medium|low",
            CustomParser = Level,
        };
        var environments = new Option<string[]>("--environments")
        {
            Description = "In place of two states: why these two environments of the work tree differ, and which line says so.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        }.Offering(Completions.Environments);
        environments.HelpName = "environment";
        var app = new Option<string?>("--app") { Description = "With --environments: only this app." }.Offering(Completions.Apps);
        var tools = CommonOptions.AllowRepositoryTools();
        failOn.CompletionSources.Clear();
        failOn.CompletionSources.Add("high", "medium", "low");
        var command = new Command(
            "diff",
            """
            Tell what changes in the clusters between two states of the fleet, object by object, grouped, the riskiest first.

            Examples:
              gitopsgen diff                                    the work tree against the fleet's branch; exit 3 when something differs
              gitopsgen diff --base HEAD~1 --head HEAD          what the last commit did
              gitopsgen diff --committed                        the same of the files as they lie there; nothing is rendered
              gitopsgen diff --fail-on high                     a pipeline's gate: exit 0 unless the risk is high
              gitopsgen diff --output markdown                  for a pull request
              gitopsgen diff --output html > diff.html          for a browser, with a matrix of apps and environments
              gitopsgen diff --environments canary prod-p10     why these two differ: intended, and by which line, or not explained
            """
        )
        {
            root,
            output,
            from,
            exact,
            head,
            committed,
            failOn,
            environments,
            app,
            tools,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is not null && result.GetValue(exact) is not null)
                result.AddError("--base and --base-exact are two bases; say one.");
            if (Misuse(result, environments, app, output, [from, exact, head, committed, failOn]) is { } mistake)
                result.AddError(mistake);
        });
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } found)
                    return ExitCodes.Failed;
                using var progress = ConsoleProgress.BarOnly(streams.Error);
                if (parsed.GetValue(environments) is [var one, var other])
                {
                    var trust = new DiffOptions(found) { Trust = new ToolTrust(parsed.GetValue(tools)) };
                    var told = await new EnvironmentComparison(trust, one, other, parsed.GetValue(app), progress).RunAsync(cancellation);
                    progress.Stop();
                    return EnvironmentsAnswer.Write(told, parsed.GetValue(output), streams);
                }

                var report = await new FleetComparison(
                    new DiffOptions(found, parsed.GetValue(exact) ?? parsed.GetValue(from), parsed.GetValue(head))
                    {
                        IsBaseExact = parsed.GetValue(exact) is not null,
                        IsCommitted = parsed.GetValue(committed),
                        Trust = new ToolTrust(parsed.GetValue(tools)),
                    },
                    progress
                ).RunAsync(cancellation);
                progress.Stop();
                return Answer(report, parsed.GetValue(output), parsed.GetValue(failOn), streams);
            }
        );
        return command;
    }

    private static string? Misuse(
        CommandResult result,
        Option<string[]> environments,
        Option<string?> app,
        Option<Form> output,
        IReadOnlyList<Option> others
    )
    {
        if (result.GetResult(environments) is not { Tokens: [{ Value: var one }, { Value: var other }] })
            return result.GetResult(app) is null ? null : "--app goes with --environments.";
        if (others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } said)
            return $"--environments compares two environments of the work tree; {said.Name} says nothing there.";
        return one == other ? $"--environments names {one} twice; say two."
            : result.GetResult(output) is { Tokens: [{ Value: var form }] } && form.Equals("html", StringComparison.OrdinalIgnoreCase)
                ? "--environments answers as text, json or markdown."
            : null;
    }

    private static int Answer(DiffReport report, Form form, RiskLevel? failOn, Streams streams)
    {
        var exit =
            report.Diff is null ? ExitCodes.Failed
            : report.Diff.Highest is { } highest && highest >= (failOn ?? RiskLevel.Low) ? ExitCodes.Differences
            : ExitCodes.Done;
        streams.Diagnostics(report.Diagnostics, "; nothing was compared");
        if (form == Form.Json)
            streams.Write("diff", Json(report, exit));
        else if (report.Diff is { } diff)
            Print(diff, form, streams.Output);
        return exit;
    }

    private static void Print(FleetDiff diff, Form form, PrintedWriter output)
    {
        if (form == Form.Markdown)
            output.WriteDocument(DiffMarkdown.Write(diff));
        else
            output.Write(form == Form.Html ? DiffHtml.Write(diff) : DiffText.Write(diff));
    }

    private static JsonObject Json(DiffReport report, int exit)
    {
        var document = report.Diff is null ? [] : DiffJson.Write(report.Diff);
        document["diagnostics"] = DiagnosticJson.Of(report.Diagnostics);
        document["exitCode"] = exit;
        return document;
    }

    private static Option<Form> Output()
    {
        var option = new Option<Form>("--output", "-o")
        {
            Description = "How to answer on stdout; text unless said.",
            HelpName = "text|json|markdown|html",
            CustomParser = result => Parse<Form>(result, "--output"),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add("text", "json", "markdown", "html");
        return option;
    }

    private static RiskLevel? Level(ArgumentResult result) => Parse<RiskLevel>(result, "--fail-on");

    // The library would take numbers, too.
    private static T Parse<T>(ArgumentResult result, string option)
        where T : struct, Enum
    {
        var said = result.Tokens is [{ Value: var value }] ? value : "";
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<T>(name);
        result.AddError(
            $"{option} is {string.Join(", ", Enum.GetNames<T>()[..^1]).ToLowerInvariant()} or "
                + $"{Enum.GetNames<T>()[^1].ToLowerInvariant()}, not '{said}'."
        );
        return default;
    }
}
