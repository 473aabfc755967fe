using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Publish;

/// <summary>What <c>publish</c> answers: the plan, and unless it was a dry run what was done.</summary>
public sealed class PublishReport(CommitVia via, PublishPlan? plan, IReadOnlyList<Outcome> outcomes, bool isDry)
{
    /// <summary>Why it came to no end; else null.</summary>
    public string? Error { get; init; }

    public void Write(TextWriter output)
    {
        foreach (var (publication, outcome) in plan!.Publications.Select(item => (item, Outcome(item))))
        {
            if (publication is { PublishAction: PublishAction.Nothing, Changes.IsEmpty: true } && outcome?.Steps.IsEmpty != false)
                continue;
            var did = string.Join(", ", Did(publication, outcome));
            output.WriteLine(
                $"{publication.Scope.Branch}: {did}"
                    + $"{(publication.Changes.IsEmpty ? "" : $" ({publication.Changes.Length} files)")}"
                    + $"{(outcome?.Request is { } request ? $" {request.Url}" : "")}"
            );
            if (isDry && publication.Title.Length > 0)
                Request(output, publication);
        }

        if (plan.Publications.All(item => item.PublishAction == PublishAction.Nothing && item.Changes.IsEmpty))
            output.WriteLine($"nothing differs from {plan.Base}.");
        foreach (var path in plan.StayedOut)
            output.WriteLine($"stays out: {path}");
        if (isDry)
            output.WriteLine(via == CommitVia.Git ? "(nothing was pushed)" : "(nothing was pushed; GitHub would make the commits)");
    }

    private IEnumerable<string> Did(Publication publication, Outcome? outcome)
    {
        foreach (var step in outcome?.Steps ?? [])
            yield return step;
        if (outcome?.Failure is not null)
            yield return outcome.Steps.IsEmpty ? "failed" : "then failed";
        else if (isDry)
            yield return $"{Word(publication.PublishAction)}{(publication.WhyRebuilt is { } why ? $", because {why}" : "")}";
        else if (outcome is null)
            yield return "not tried";
        else if (outcome.Steps.IsEmpty)
            yield return "nothing to do";
    }

    private Outcome? Outcome(Publication publication) => outcomes.FirstOrDefault(item => item.Publication == publication);

    // As the pull request would have it, so that it can be read before anybody else does.
    private static void Request(TextWriter output, Publication publication)
    {
        output.WriteLine();
        output.WriteLine($"Title: {publication.Title}");
        output.WriteLine();
        foreach (var line in publication.Body.Text.TrimEnd('\n').Split('\n'))
            output.WriteLine(line);
        if (!publication.Body.Pages.IsEmpty)
            output.WriteLine($"({publication.Body.Pages.Length} more in comments; --output json has them)");
        output.WriteLine();
    }

    public JsonObject Json(IReadOnlyList<Diagnostic> diagnostics, int exit) =>
        new()
        {
            ["dryRun"] = isDry,
            ["base"] = plan?.Base,
            ["baseCommit"] = plan?.BaseCommit,
            ["source"] = plan?.Source,
            ["commitVia"] = via.ToString().ToLowerInvariant(),
            ["publications"] = new JsonArray([.. (plan?.Publications ?? []).Select(One)]),
            ["stayedOut"] = Streams.ToJson(plan?.StayedOut ?? []),
            ["error"] = Error,
            ["diagnostics"] = DiagnosticJson.Of(diagnostics),
            ["exitCode"] = exit,
        };

    private JsonObject One(Publication item)
    {
        var outcome = Outcome(item);
        return new JsonObject
        {
            ["scope"] = new JsonObject { ["kind"] = item.Scope.Kind, ["name"] = item.Scope.Name },
            ["action"] = Word(item.PublishAction),
            ["branch"] = item.Scope.Branch,
            ["old"] = item.BranchState?.Commit,
            ["parent"] = Or(item.Parent),
            ["tree"] = Or(item.Tree),
            // By the host it has a name only when it is made.
            ["commit"] = outcome?.Commit?.Id ?? Or(item.Commit),
            ["verified"] = outcome?.Commit is { } made ? made.Unverified is null : null,
            ["files"] = new JsonArray([.. item.Changes.Select(File)]),
            ["title"] = Or(item.Title),
            ["body"] = Or(item.Body.Text),
            ["comments"] = Streams.ToJson(item.Body.Pages),
            ["pullRequest"] = outcome?.Request is { } request
                ? new JsonObject { ["number"] = request.Number, ["url"] = request.Url }
                : null,
            ["why"] = item.WhyRebuilt,
            ["done"] = Streams.ToJson(outcome?.Steps ?? []),
            ["failure"] = outcome?.Failure?.Message,
        };
    }

    private static JsonObject File(PathChange change) =>
        new()
        {
            ["path"] = change.Path,
            ["kind"] =
                change.Old is null ? "add"
                : change.New is null ? "delete"
                : "change",
            ["mode"] = change.New?.Mode,
        };

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static string Word(PublishAction doing) =>
        doing switch
        {
            PublishAction.LeaveToPerson or PublishAction.LeaveToSource or PublishAction.LeaveToOther => "leave",
            _ => doing.ToString().ToLowerInvariant(),
        };
}
