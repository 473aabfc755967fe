using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Processes;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary>Why something is held, by whom and for how long.</summary>
internal sealed class HoldOptions
{
    private const string Form = "yyyy-MM-ddTHH:mm'Z'";

    private readonly Option<string?> reason = new("--reason") { Description = "Why, in a sentence." };
    private readonly Option<string?> actor = new("--actor")
    {
        Description = "Who says so; unless said, GITHUB_ACTOR or the name that git's configuration has.",
    };
    private readonly Option<DateTimeOffset?> until = new("--until")
    {
        Description = "When the hold ends by itself, in UTC, such as 2026-12-24T12:00Z; unless said, when somebody lifts it.",
        HelpName = "time",
        CustomParser = Time,
    };

    public void AddTo(Command command)
    {
        command.Add(reason);
        command.Add(actor);
        command.Add(until);
    }

    public bool Says(System.CommandLine.Parsing.CommandResult result) => !string.IsNullOrWhiteSpace(result.GetValue(reason));

    public async Task<Hold> ReadAsync(ParseResult parsed, GitRepository git, CancellationToken cancellation) =>
        new(default, OneLine(parsed.GetValue(reason) ?? ""))
        {
            Actor = OneLine(
                parsed.GetValue(actor)
                    ?? CallerVariables.Get("GITHUB_ACTOR")
                    ?? await git.AskAsync(cancellation, "config", "user.name")
                    ?? "somebody"
            ),
            Until = parsed.GetValue(until),
        };

    // It stands in a pin, in reports and in pull requests.
    private static string OneLine(string text) =>
        string.Join(' ', text.Split([.. text.Where(char.IsControl), ' '], StringSplitOptions.RemoveEmptyEntries));

    private static DateTimeOffset? Time(ArgumentResult result)
    {
        var said = result.Tokens is [{ Value: var value }] ? value : "";
        if (DateTimeOffset.TryParseExact(said, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        result.AddError($"--until is a time in UTC such as 2026-12-24T12:00Z, not '{said}'.");
        return null;
    }
}
