using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Processes;
using GitOpsGen.Reviews;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Review;

/// <summary><c>gitopsgen review</c>: what a pull request does, whoever opened it, as one comment and a check.</summary>
public sealed class ReviewCommand(Streams streams)
{
    public enum Form
    {
        Text,
        Json,
        Markdown,
    }

    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<Form> output = Choice("--output", Form.Text, "How to answer on stdout; text unless said.");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Send nothing; print the review." };
    private readonly Option<bool> pull = new("--pull")
    {
        Description = "Pull charts that are not at hand, from where the head says. Only where whoever opens pull requests is trusted.",
    };
    private readonly Option<bool> tools = CommonOptions.AllowRepositoryTools();
    private readonly Option<int?> number = new("--pull-request")
    {
        Description = "Which one; unless said, that of the pipeline's event, else the open one of this branch.",
        HelpName = "number",
    };
    private readonly Option<string?> from = new("--base")
    {
        Description = "Without a pull request: what to compare with, as it was where the head left it; unless said, the fleet's branch.",
        HelpName = "ref",
    };
    private readonly Option<string?> head = new("--head")
    {
        Description = "Without a pull request: the commit to review; unless said, what is checked out.",
        HelpName = "ref",
    };
    private readonly Option<Severity> failOn = Choice("--fail-on", Severity.Warning, "Findings fail from this on; warning unless said.");
    private readonly Option<bool> newOnly = new("--new-only") { Description = "Only findings fail that the base does not have." };
    private readonly Option<bool> rendered = new("--require-rendered")
    {
        Description = "Fail also where inputs change and what a render makes of them is not committed.",
    };
    private readonly Option<ReportKind> report = Choice(
        "--report",
        ReportKind.Auto,
        "What the commit gets: a check run with annotations, a status or nothing; auto: the first that the token may make."
    );
    private readonly Option<string> remote = new("--remote")
    {
        Description = "Where the pull request is: a remote or an address; origin unless said.",
        DefaultValueFactory = _ => "origin",
    };
    private readonly GitHubOptions github = new();

    public static Command Create(Streams streams) => new ReviewCommand(streams).Make();

    private Command Make()
    {
        var command = new Command(
            "review",
            """
            Tell a pull request, whoever opened it, what it does: what changes in the clusters, the findings, and what Argo CD would not do.

            One comment, which is updated, and a check or status `gitopsgen` on its head. Nothing of the head runs. Exit 1 when it fails.

            Examples:
              gitopsgen review --pull-request 42
              gitopsgen review --dry-run                  the review of what is checked out against the fleet's branch, as Markdown
              gitopsgen review --base v1.2 --head v1.3 --output markdown
              gitopsgen review --fail-on error --new-only
            """
        )
        {
            number,
            dryRun,
            from,
            head,
            failOn,
            newOnly,
            rendered,
            report,
            remote,
            github.Repository,
            github.TokenFile,
            github.AppId,
            github.AppKeyFile,
            pull,
            tools,
            root,
            output,
        };
        command.Validators.Add(Check);
        github.CheckIn(command);
        command.SetAction(RunAsync);
        return command;
    }

    private void Check(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetValue(number) is <= 0)
            result.AddError("--pull-request is the number of one, from 1.");
        if (result.GetValue(number) is not null && (result.GetValue(from) ?? result.GetValue(head)) is not null)
            result.AddError("--pull-request has a base and a head of its own; say it, or --base and --head.");
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } folder)
            return ExitCodes.Failed;
        var diagnostics = new DiagnosticBag();
        using var progress = ConsoleProgress.BarOnly(streams.Error);
        using var access = new GitHubAccess(github.Read(parsed), CallerVariables.Get);
        var subject = new ReviewSubject(
            parsed.GetValue(remote)!,
            parsed.GetValue(number),
            parsed.GetValue(from),
            parsed.GetValue(head),
            parsed.GetValue(dryRun)
        );
        var result = await new ReviewRun(Options(parsed, folder), subject, access, CallerVariables.Get, progress, diagnostics).RunAsync(
            cancellation
        );
        progress.Stop();
        return Answer(result, subject, parsed.GetValue(output), diagnostics);
    }

    private int Answer(ReviewResult result, ReviewSubject subject, Form form, DiagnosticBag diagnostics)
    {
        var isUnsaid = result.Request is null || result.Delivered.Comment == CommentFate.Refused;
        if (isUnsaid && !subject.IsDry)
            JobSummary.Write(CallerVariables.Get("GITHUB_STEP_SUMMARY"), ReviewAnswer.Markdown(result), diagnostics);
        if (!result.Verdict.Reasons.IsEmpty)
            diagnostics.Add(Messages.ReviewFails(string.Join("; ", result.Verdict.Reasons)));
        foreach (var error in result.Review.Errors)
            diagnostics.Add(error);
        var exit = result.Verdict.Conclusion == Conclusion.Failure ? ExitCodes.Failed : ExitCodes.Done;
        foreach (var item in diagnostics.Sorted())
            streams.Tell(item, $"{item}");
        Print(result, form, isShown: subject.IsDry || result.Request is null, diagnostics, exit);
        return exit;
    }

    private void Print(ReviewResult result, Form form, bool isShown, DiagnosticBag diagnostics, int exit)
    {
        if (form == Form.Json)
            streams.Write("review", ReviewAnswer.Json(result, diagnostics.Sorted(), exit));
        else if (form == Form.Markdown || isShown)
            streams.Output.WriteDocument(ReviewAnswer.Markdown(result));
        else
            ReviewAnswer.Write(result, streams.Output);
    }

    private ReviewOptions Options(ParseResult parsed, string folder) =>
        new(folder)
        {
            FailOn = parsed.GetValue(failOn),
            FailsOnNewOnly = parsed.GetValue(newOnly),
            RequiresRender = parsed.GetValue(rendered),
            Report = parsed.GetValue(report),
            AsOf = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            Pulls = parsed.GetValue(pull),
            Trust = new ToolTrust(parsed.GetValue(tools)) { Repositories = [folder] },
            RunUrl = GitHubAccess.RunUrl(CallerVariables.Get),
        };

    private static Option<T> Choice<T>(string name, T unlessSaid, string description)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToArray();
        var option = new Option<T>(name, name == "--output" ? ["-o"] : [])
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => unlessSaid,
            CustomParser = result => Parse<T>(result, name, words),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    // The library would take numbers, too.
    private static T Parse<T>(ArgumentResult result, string option, string[] words)
        where T : struct, Enum
    {
        var said = result.Tokens is [{ Value: var value }] ? value : "";
        var place = Array.FindIndex(words, word => word.Equals(said, StringComparison.OrdinalIgnoreCase));
        if (place >= 0)
            return Enum.GetValues<T>()[place];
        result.AddError($"{option} is {string.Join(", ", words[..^1])} or {words[^1]}, not '{said}'.");
        return default;
    }
}
