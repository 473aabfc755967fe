using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Gates of waves, freezes, queries, holds.</summary>
public sealed class GateMistakeTests : IDisposable
{
    private const string Waves = "    - {name: dev, follows: head}\n    - {name: prod, follows: head}\n";
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("from: ‸2026-02-30T12:00, to: 2026-03-01T12:00", "GOG313", "'2026-02-30T12:00' is no time")]
    [InlineData("from: 2026-02-28T12:00, to: ‸2026-02-29T12:00", "GOG313", "'2026-02-29T12:00' is no time")]
    [InlineData("from: 2026-12-01T12:00, to: ‸2026-13-01T12:00", "GOG313", "'2026-13-01T12:00' is no time")]
    [InlineData("from: 2026-03-01T12:00, to: 2026-03-02T12:00, waves: [dev, ‸prdo]", "GOG021", "\"prdo\"", "Did you mean 'prod'?")]
    public void A_freeze_has_times_and_waves_that_are_there(string freeze, string code, params string[] texts) =>
        Promotion($"freezes: [{{name: year-end, {freeze}}}]").Says(code, texts);

    [Theory]
    [InlineData("2026-03-02T12:00", "2026-03-01T12:00")]
    [InlineData("2026-03-02T12:00", "2026-03-02T12:00")]
    public void A_freeze_ends_after_it_begins(string from, string to) =>
        Promotion($"freezes: [{{name: ‸year-end, from: {from}, to: {to}}}]").Says("GOG314", "\"year-end\"");

    [Theory]
    [InlineData("bad..name", "git takes no branch")]
    [InlineData("-x", "git takes no branch")]
    [InlineData("a/.b", "git takes no branch")]
    [InlineData("a.lock", "git takes no branch")]
    [InlineData("\"a b\"", "git takes no branch")]
    [InlineData("a//b", "git takes no branch")]
    [InlineData("\"@\"", "git takes no branch")]
    [InlineData("main", "the branch that Argo CD follows is 'main'")]
    [InlineData("main/evidence", "the branch that Argo CD follows is 'main'")]
    [InlineData("gitopsgen", "the branches of pull requests lie there")]
    [InlineData("gitopsgen/promote/p10", "the branches of pull requests lie there")]
    public void Evidence_has_a_branch_of_its_own(string branch, string reason) =>
        Promotion($"evidenceBranch: ‸{branch}").Says("GOG316", reason);

    [Theory]
    [InlineData("{name: errors, query: ‸up}", "GOG315", "has no bounds")]
    [InlineData("{name: errors, query: ‸up, min: 5, max: 1}", "GOG315", "a min above its max")]
    [InlineData("{name: errors, query: up, max: 1}, {name: errors, query: ‸down, max: 1}", "GOG317", "\"errors\" is there already")]
    public void A_query_of_a_wave_has_bounds_and_a_name_of_its_own(string queries, string code, string text) =>
        Promotion("prometheus: https://p.example").Edit(BrokenFleet.Fleet, Waves, Leave(queries)).Says(code, text);

    [Fact]
    public void A_trigger_has_bounds_and_no_name_of_a_gate()
    {
        Promotion("prometheus: https://p.example").Edit(BrokenFleet.Fleet, Waves, Leave("{name: errors, query: up, max: 1}"));
        fleet
            .Edit(
                BrokenFleet.Web,
                "spec:\n",
                "spec:\n  promotion: {triggers: [{name: errors, query: ‸up, max: 2}, {name: crashes, query: ‸down}]}\n"
            )
            .SaysEach("GOG317", "GOG315");
    }

    [Fact]
    public void A_query_of_a_wave_is_answered_in_each_of_its_environments()
    {
        fleet.Edit(BrokenFleet.Fleet, Waves, Leave("{name: errors, query: ‸up, max: 1}"));
        fleet.Says("GOG319", "environment \"prod\"", "spec.promotion");
    }

    [Theory]
    [InlineData(BrokenFleet.Prod)]
    [InlineData(BrokenFleet.Shared)]
    public void One_that_the_environment_names_or_inherits_answers(string path)
    {
        fleet.Edit(BrokenFleet.Fleet, Waves, Leave("{name: errors, query: up, max: 1}"));
        fleet.Edit(path, "spec:\n", "spec:\n  prometheus: https://p.example\n").SaysNothing();
    }

    [Fact]
    public void A_gate_before_a_wave_that_follows_head_is_never_asked() =>
        fleet
            .Edit(BrokenFleet.Fleet, "{name: dev, follows: head}", "{name: ‸dev, follows: head, enter: {approvals: 1}}")
            .Says("GOG318", "wave \"dev\" follows head");

    [Fact]
    public void A_window_without_a_day_never_opens()
    {
        fleet.Edit(BrokenFleet.Fleet, "{name: dev, follows: head}", "{name: dev, follows: head, enter: {windows: [‸{days: []}]}}");
        Assert.Contains(fleet.Diagnose(), found => found.Code == "GOG318" && found.Severity == Severity.Error);
    }

    [Fact]
    public void A_hold_ends_on_a_day_that_there_is() =>
        fleet
            .Write(
                "environments/prod/releases/web.yaml",
                "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head, hold: {reason: audit, until: ‸2026-02-30T12:00Z}}\n"
            )
            .Says("GOG313", "'2026-02-30T12:00Z' is no time");

    private static string Leave(string queries) =>
        $"    - {{name: dev, follows: head}}\n    - {{name: prod, follows: head, leave: {{queries: [{queries}]}}}}\n";

    private BrokenFleet Promotion(string line) => fleet.Edit(BrokenFleet.Fleet, "  waves:\n", $"  promotion: {{{line}}}\n  waves:\n");
}
