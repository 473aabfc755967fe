using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote.Requests;

/// <summary>The status <c>gitopsgen/enter</c> by the whole command and the fake GitHub.</summary>
public sealed class EnterTests
{
    private const string Branch = "gitopsgen/promote/wave/canary";

    [Fact]
    public async Task Reviews_and_checks_of_the_head_decide_and_what_is_told_already_is_not_told_again()
    {
        await using var fleet = await ProposedAsync("{approvals: 2, checks: [build, lint]}");
        var number = Number(fleet);
        Assert.Equal(("pending", "0 of 2 approvals; check `build` is missing; check `lint` is missing"), Told(fleet));
        fleet.Hub.Clear();
        await fleet.PromoteAsync();
        Assert.Empty(fleet.Hub.Writes);

        fleet.Hub.Review(number, "ada", "APPROVED");
        fleet.Hub.Review(number, "ada", "COMMENTED");
        fleet.Hub.Review(number, "publisher[bot]", "APPROVED");
        fleet.Hub.Review(number, "eve", "APPROVED", "CONTRIBUTOR");
        fleet.Hub.Review(number, null, "APPROVED");
        fleet.Hub.Check(number, "build", "failure");
        fleet.Hub.Status(number, "lint", "pending");
        var failing = await fleet.PromoteAsync();
        Assert.Equal(("failure", "check `build` has failed; 1 of 2 approvals; check `lint` pending"), Told(fleet));
        Assert.Contains($"pull request #{number}: failure: check `build` has failed", failing.Output, StringComparison.Ordinal);

        // Run again it passes; of one name the latest counts, and skipped is fine. A status of that name must be good as well.
        fleet.Hub.Check(number, "build", "skipped");
        fleet.Hub.Status(number, "build", "error");
        fleet.Hub.Status(number, "lint", "success");
        await fleet.PromoteAsync();
        Assert.Equal(("failure", "check `build` has failed (error); 1 of 2 approvals"), Told(fleet));
        fleet.Hub.Status(number, "build", "success");
        fleet.Hub.Review(number, "bob", "CHANGES_REQUESTED", "OWNER");
        await fleet.PromoteAsync();
        Assert.Equal(("failure", "bob has asked for changes"), Told(fleet));
        fleet.Hub.Dismiss(number, "bob");
        await fleet.PromoteAsync();
        Assert.Equal(("pending", "1 of 2 approvals"), Told(fleet));
        await StatusTellsAsync(fleet, $"pull request #{number}: pending: 1 of 2 approvals");

        // On the second page.
        for (var i = 0; i < 100; i++)
            fleet.Hub.Review(number, "carol", "COMMENTED");
        fleet.Hub.Review(number, "bob", "APPROVED", "COLLABORATOR");
        for (var i = 0; i < 100; i++)
            fleet.Hub.Check(number, $"other {i}", "failure");
        await fleet.PromoteAsync();
        Assert.Equal(("success", "2 approvals; check `build` passed; check `lint` passed"), Told(fleet));
        Assert.Null(fleet.Hub.Pull(Branch)["merged_at"]);

        // What is pushed has nobody's approval yet.
        Push(fleet);
        Assert.Null(Latest(fleet));
        await fleet.PromoteAsync();
        var (state, reason) = Told(fleet);
        Assert.Equal("pending", state);
        Assert.StartsWith("0 of 2 approvals (2 of an earlier commit)", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_freeze_that_begins_after_opening_shuts_what_was_open()
    {
        await using var fleet = await ProposedAsync(
            "{approvals: 0}",
            "promotion: {observations: 2, maxGap: 12h, freezes: [{name: sale, from: 2026-11-02T12:00, to: 2026-11-03T00:00}]}"
        );
        Assert.Equal(("success", "nothing more is asked for"), Told(fleet));
        fleet.Clock.Pass(TimeSpan.FromHours(4));
        await fleet.DoAsync("promote", "--app", "config", "--offline");
        Assert.Equal(("pending", "canary is frozen until 2026-11-03 00:00Z (sale)"), Told(fleet));
        // Who looks at everything takes back what is not ready any more.
        await fleet.PromoteAsync();
        Assert.Equal("closed", (string?)fleet.Hub.Pull(Branch)["state"]);
    }

    [Fact]
    public async Task A_wave_merges_by_itself_only_what_was_proposed_and_only_with_its_gates_open()
    {
        await using var fleet = await ProposedAsync("{approvals: 1}", arguments: ["--auto-merge", "canary"]);
        Assert.Null(fleet.Hub.Pull(Branch)["auto_merge"]);
        Assert.Null(fleet.Hub.Pull(Branch)["merged_at"]);
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        // Something else is required that nobody here knows of.
        fleet.Hub.BeforeEffect = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/merge", StringComparison.Ordinal))
                return false;
            await FakeGitHub.WriteAsync(context, 405, "Required status check \"other\" is expected.");
            return true;
        };
        var refused = await fleet.PromoteAsync("--auto-merge", "canary");
        Assert.Contains("warning GOG342", refused.Error, StringComparison.Ordinal);
        Assert.Equal("success", Told(fleet).State);
        fleet.Hub.BeforeEffect = null;

        var ours = fleet.Remote("rev-parse", Branch);
        fleet.CommitElsewhere(Branch);
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        var left = await fleet.TryAsync("promote", "--all-ready", "--offline", "--auto-merge", "canary");
        Assert.Contains("GOG176", left.Error, StringComparison.Ordinal);
        Assert.Equal("success", Told(fleet).State);
        Assert.Null(fleet.Hub.Pull(Branch)["merged_at"]);
        fleet.Remote("update-ref", $"refs/heads/{Branch}", ours);
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        var merged = JsonNode.Parse((await fleet.PromoteAsync("--auto-merge", "canary", "-o", "json")).Output)!;
        Assert.True((bool)merged["requests"]![0]!["merged"]!);
        Assert.NotNull(fleet.Hub.Pull(Branch)["merged_at"]);
        // The fake does not move its base.
        fleet.Merge(Branch);
    }

    [Fact]
    public async Task What_cannot_be_read_is_never_taken_for_a_yes()
    {
        await using var fleet = await ProposedAsync("{approvals: 1, checks: [build]}");
        fleet.Hub.Check(Number(fleet), "build", "neutral");
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        await fleet.PromoteAsync();
        Assert.Equal("success", Told(fleet).State);
        foreach (var part in new[] { "/reviews", "/check-runs" })
        {
            fleet.Hub.Distort = (context, answer) =>
                context.Request.Path.Value!.EndsWith(part, StringComparison.Ordinal) ? Encoding.UTF8.GetBytes("<html>") : answer;
            await fleet.PromoteAsync();
            var (state, reason) = Told(fleet);
            Assert.Equal("pending", state);
            Assert.StartsWith("its reviews and checks cannot be read: ", reason, StringComparison.Ordinal);
            Assert.Contains(part, await StatusAsync(fleet), StringComparison.Ordinal);
            fleet.Hub.Distort = null;
            await fleet.PromoteAsync();
            Assert.Equal("success", Told(fleet).State);
        }

        // An opinion that nobody knows.
        fleet.Hub.Distort = (context, answer) =>
            context.Request.Path.Value!.EndsWith("/reviews", StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer).Replace("APPROVED", "ENDORSED", StringComparison.Ordinal))
                : answer;
        await fleet.PromoteAsync();
        Assert.Equal("pending", Told(fleet).State);
    }

    [Fact]
    public async Task A_head_that_moves_while_it_is_looked_at_is_not_told_of()
    {
        await using var fleet = await ProposedAsync("{approvals: 1}");
        var before = fleet.Remote("rev-parse", Branch);
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        var isDone = false;
        fleet.Hub.AfterEffect = Calls.Of(
            "GET",
            "/reviews",
            () =>
            {
                if (!isDone)
                    Push(fleet);
                isDone = true;
            }
        );
        var answer = await fleet.PromoteAsync();
        Assert.Contains("its head has moved; the next run looks at it", answer.Output, StringComparison.Ordinal);
        Assert.Null(Latest(fleet));
        Assert.DoesNotContain(fleet.Hub.Statuses, status => (string?)status["sha"] == before && (string?)status["state"] == "success");
    }

    [Fact]
    public async Task A_status_that_cannot_be_set_is_told_and_the_rest_is_done()
    {
        await using var fleet = await ProposedAsync("{approvals: 1}");
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        fleet.Hub.IsReadOnly = true;
        var refused = await fleet.PromoteAsync();
        Assert.Contains("warning GOG341", refused.Error, StringComparison.Ordinal);
        fleet.Hub.IsReadOnly = false;
        fleet.Hub.BeforeEffect = Fails("/statuses/", 502);
        var lost = await fleet.TryAsync("promote", "--all-ready", "--offline");
        Assert.True(lost.Exit == 4 && lost.Error.Contains("warning GOG341", StringComparison.Ordinal), lost.ToString());
        fleet.Hub.BeforeEffect = Fails("/statuses", 401);
        var none = await fleet.TryAsync("promote", "--all-ready", "--offline");
        Assert.True(none.Exit == 4 && none.Error.Contains("error GOG343", StringComparison.Ordinal), none.ToString());
    }

    [Fact]
    public async Task A_dry_run_and_one_that_only_tells_set_nothing()
    {
        await using var fleet = await ProposedAsync("{approvals: 1}");
        fleet.Hub.Review(Number(fleet), "ada", "APPROVED");
        fleet.Hub.Clear();
        await fleet.PromoteAsync("--dry-run");
        await fleet.DoAsync("promote", "--offline");
        await fleet.DoAsync("status");
        Assert.Empty(fleet.Hub.Writes);
    }

    [Fact]
    public async Task A_rollback_and_a_hold_get_their_success_at_once()
    {
        await using var fleet = await ProposedAsync(
            "{approvals: 2}",
            "promotion: {observations: 2, maxGap: 12h, freezes: [{name: year, from: 2026-11-02T12:00, to: 2027-11-03T00:00}]}"
        );
        fleet.Merge(Branch);
        fleet.Clock.Pass(TimeSpan.FromHours(12));
        await fleet.DoAsync("rollback", "--app", "web", "--wave", "canary", "--reason", "down", "--offline");
        Assert.Equal(("success", "a rollback or hold waits for nothing"), Told(fleet, "gitopsgen/rollback/web/wave/canary"));
        await fleet.DoAsync("hold", "add", "--app", "config", "--wave", "p10", "--reason", "audit", "--offline");
        Assert.Equal("success", Told(fleet, "gitopsgen/hold/config/wave/p10").State);

        // What somebody adds to it is no hold.
        fleet.CommitElsewhere("gitopsgen/hold/config/wave/p10");
        await fleet.PromoteAsync();
        var (state, reason) = Told(fleet, "gitopsgen/hold/config/wave/p10");
        Assert.Equal("pending", state);
        Assert.StartsWith("0 of 2 approvals; ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wave_that_waits_for_the_status_itself_is_refused()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        Enter(fleet, "{checks: [gitopsgen/enter]}");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--offline");
        Assert.Contains("error GOG344", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>A fleet with another image of web proposed for canary.</summary>
    private static async Task<PromotedFleet> ProposedAsync(
        string enter,
        string promotion = "promotion: {observations: 2, maxGap: 12h}",
        params string[] arguments
    )
    {
        var fleet = await PromotedFleet.CreateAsync(promotion);
        Enter(fleet, enter);
        fleet.Git("commit", "--quiet", "--all", "--message=Enter");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync(arguments);
        Assert.Equal([Branch], fleet.Branches());
        return fleet;
    }

    private static void Enter(PromotedFleet fleet, string enter) =>
        fleet.Folder.Write(
            "gitopsgen.yaml",
            fleet
                .Folder.Read("gitopsgen.yaml")
                .Replace("{name: canary, leave", $"{{name: canary, enter: {enter}, leave", StringComparison.Ordinal)
        );

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task<bool>> Fails(string part, int status) =>
        async context =>
        {
            if (!context.Request.Path.Value!.Contains(part, StringComparison.Ordinal))
                return false;
            await FakeGitHub.WriteAsync(context, status, "No");
            return true;
        };

    // A person's commit on the branch.
    private static void Push(PromotedFleet fleet) =>
        fleet.Remote(
            "update-ref",
            $"refs/heads/{Branch}",
            fleet.Remote("commit-tree", $"{Branch}^{{tree}}", "-p", Branch, "-m", "By hand")
        );

    private static int Number(PromotedFleet fleet) => (int)fleet.Hub.Pull(Branch)["number"]!;

    private static async Task<string> StatusAsync(PromotedFleet fleet) => (await fleet.DoAsync("status")).Output;

    private static async Task StatusTellsAsync(PromotedFleet fleet, string text)
    {
        Assert.Contains(text, await StatusAsync(fleet), StringComparison.Ordinal);
        Assert.Contains(text, (await fleet.DoAsync("status", "-o", "html")).Output, StringComparison.Ordinal);
        var json = JsonNode.Parse((await fleet.DoAsync("status", "-o", "json")).Output)!["open"]![0]!["enter"]!;
        Assert.Equal("pending", (string?)json["state"]);
        Assert.Equal("1 of 2 approvals", (string?)json["reason"]);
    }

    private static (string State, string Reason) Told(PromotedFleet fleet, string branch = Branch) =>
        Latest(fleet, branch) is { } status ? ((string)status["state"]!, (string)status["description"]!) : ("none", "");

    private static JsonObject? Latest(PromotedFleet fleet, string branch = Branch) =>
        fleet.Hub.Statuses.LastOrDefault(status =>
            (string?)status["context"] == "gitopsgen/enter" && (string?)status["sha"] == fleet.Remote("rev-parse", branch)
        );
}
