using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>Rollbacks and holds by the whole command.</summary>
public sealed class RollbackTests
{
    [Fact]
    public async Task By_itself_it_takes_back_what_is_new_and_does_harm_and_nothing_else()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/canary");
        await fleet.ObserveAsync(("canary", "web", "unhealthy", "1 of 2 replicas"));
        Assert.Contains(
            "nothing that is new does harm",
            (await fleet.DoAsync("rollback", "--automatic", "--offline")).Output,
            StringComparison.Ordinal
        );
        fleet.Clock.Pass(TimeSpan.FromHours(1));
        // What nobody can see is no harm.
        await fleet.ObserveAsync(("canary", "web", "unknown", "no answer"));
        Assert.Contains(
            "nothing that is new does harm",
            (await fleet.DoAsync("rollback", "--automatic", "--offline")).Output,
            StringComparison.Ordinal
        );
        fleet.Clock.Pass(TimeSpan.FromHours(1));
        await fleet.ObserveAsync(("canary", "web", "unhealthy", "1 of 2 replicas"));
        var answer = await fleet.DoAsync("rollback", "--automatic", "--offline", "-o", "json");
        Assert.Equal("canary", (string)JsonNode.Parse(answer.Output)!["rollbacks"]![0]!["environment"]!);
        Assert.Equal(["gitopsgen/rollback/automatic/environment/canary"], fleet.Branches());
        // Once more, and nothing is done twice.
        fleet.Hub.Clear();
        await fleet.DoAsync("rollback", "--automatic", "--offline");
        Assert.Empty(fleet.Hub.Writes);
        fleet.Merge("gitopsgen/rollback/automatic/environment/canary");
        Assert.Contains("actor: gitopsgen rollback --automatic", fleet.Pin("canary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_only_the_later_release_has_go_with_it()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var before = fleet.Tree("canary", "web");
        fleet.Folder.Write("apps/web/templates/more.yaml", SmallFleet.ConfigMap("more"));
        await fleet.ChangeHeadAsync(
            "apps/web/app.yaml",
            "kustomize: {base: base}",
            "kustomize: {base: base, templates: [{file: templates/more.yaml, as: resource}]}"
        );
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/canary");
        Assert.Contains("resources/more.yaml", fleet.Remote("ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
        await fleet.DoAsync("rollback", "--app", "web", "--wave", "canary", "--reason", "down", "--offline");
        fleet.Merge("gitopsgen/rollback/web/wave/canary");
        Assert.Equal(before, fleet.Tree("canary", "web"));
    }

    [Fact]
    public async Task Open_promotions_of_what_is_taken_back_are_closed_with_it_and_others_stay()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/canary");
        await fleet.PassAsync(TimeSpan.FromDays(1));
        // Of another app in another wave.
        await fleet.ChangeHeadAsync("apps/config/base/map.yaml", "key: x", "key: y");
        fleet.Clock.Pass(TimeSpan.FromMinutes(1));
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        Assert.Equal(["gitopsgen/promote/wave/canary", "gitopsgen/promote/wave/p10"], fleet.Branches());

        string[] rollback = ["rollback", "--app", "web", "--wave", "canary", "--reason", "down", "--offline"];
        fleet.Hub.Clear();
        var dry = await fleet.DoAsync([.. rollback, "--dry-run"]);
        Assert.Contains("gitopsgen/promote/wave/p10: close", dry.Output, StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Writes);
        var done = await fleet.DoAsync(rollback);
        Assert.Contains("gitopsgen/promote/wave/p10: commented on pull request", done.Output, StringComparison.Ordinal);
        Assert.Equal(["gitopsgen/promote/wave/canary", "gitopsgen/rollback/web/wave/canary"], fleet.Branches());
        Assert.Equal("closed", (string?)fleet.Hub.Pull("gitopsgen/promote/wave/p10")["state"]);
        Assert.Contains(
            fleet.Hub.Comments,
            comment => ((string)comment["body"]!).Contains("web is taken back and held", StringComparison.Ordinal)
        );
        // Again, and nothing is done twice.
        fleet.Hub.Clear();
        await fleet.DoAsync(rollback);
        Assert.Empty(fleet.Hub.Writes);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_told_with_what_can_be_done()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var none = await fleet.TryAsync("rollback", "--app", "web", "--env", "canary", "--reason", "x", "--offline");
        Assert.Equal(1, none.Exit);
        Assert.Contains("GOG403", none.Error, StringComparison.Ordinal);
        Assert.Contains("nothing says which release ran before 1.0.0-", none.Error, StringComparison.Ordinal);
        var unknown = await fleet.TryAsync("rollback", "--app", "webb", "--env", "canary", "--reason", "x", "--offline");
        Assert.Equal(1, unknown.Exit);
        Assert.Contains("GOG401", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'web'?", unknown.Error, StringComparison.Ordinal);
        var to = await fleet.TryAsync("rollback", "--app", "web", "--fleet", "--to", "0.9.0-1234567", "--reason", "x", "--offline");
        Assert.Equal(1, to.Exit);
        Assert.Contains("web has no release 0.9.0-1234567", to.Error, StringComparison.Ordinal);
        var elsewhere = await fleet.TryAsync("hold", "add", "--app", "alone", "--env", "p10", "--reason", "x", "--offline");
        Assert.Equal(1, elsewhere.Exit);
        Assert.Contains("GOG402", elsewhere.Error, StringComparison.Ordinal);
        Assert.Empty(fleet.Branches());
    }

    [Fact]
    public async Task Who_lacks_a_token_learns_it_before_anything_is_rendered()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var variables = fleet.Variables();
        variables["GITHUB_TOKEN"] = null;
        // Git needs none for this one.
        string[] hold = ["hold", "add", "--app", "web", "--env", "p10", "--reason", "x", "--offline", "--remote", fleet.Hub.Bare];
        var answer = await Gitopsgen.RunAsAsync(variables, [.. hold, "--root", fleet.Folder.Path]);
        Assert.True(answer.Exit == 4 && answer.Error.Contains("there is no token for GitHub", StringComparison.Ordinal), answer.ToString());
        Assert.DoesNotContain("rendering", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_that_cannot_be_changed_safely_is_named_and_nothing_is_proposed()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var release = fleet.Pin("p10").Split("release: ")[1].Split('}')[0];
        fleet.Folder.Write(
            "environments/p10/releases/web.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec:\n  ? release\n  : {release}\n"
        );
        fleet.Git("commit", "--quiet", "--all", "--message=Odd");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        var answer = await fleet.TryAsync("hold", "add", "--app", "web", "--wave", "p10", "--reason", "x", "--offline");
        Assert.True(
            answer.Exit == 1 && answer.Error.Contains("environments/p10/releases/web.yaml(1,1): error GOG400", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Empty(fleet.Branches());
    }

    [Theory]
    [InlineData("environments/p10/releases/web.yaml")]
    [InlineData("environments/p10/releases")]
    [InlineData("environments/p10/web/rendered")]
    public async Task Nothing_is_written_through_a_link_of_a_hostile_commit(string path)
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        using var outside = new TemporaryFolder();
        outside.Write("web.yaml", "mine\n");
        outside.Write("manifests.yaml", "mine\n");
        var place = fleet.Folder.File(path);
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        else
            File.Delete(place);
        File.CreateSymbolicLink(place, path.EndsWith(".yaml", StringComparison.Ordinal) ? outside.File("web.yaml") : outside.Path);
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Link");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        var answer = await fleet.TryAsync("hold", "add", "--app", "web", "--wave", "p10", "--reason", "x", "--offline");
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG012", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(("mine\n", "mine\n"), (outside.Read("web.yaml"), outside.Read("manifests.yaml")));
        Assert.Empty(fleet.Branches());
    }

    [Fact]
    public async Task Head_is_pinned_to_what_ran_before_and_follows_head_again_when_the_hold_is_lifted()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var before = fleet.Rendered("dev");
        await fleet.ObserveAsync();
        await fleet.ChangeHeadAsync("web:2");
        fleet.Clock.Pass(TimeSpan.FromMinutes(10));
        await fleet.ObserveAsync();
        var head = fleet.Rendered("dev");
        Assert.NotEqual(before, head);
        var release = fleet.Pin("canary").Split("release: ")[1].Split('}')[0];
        await fleet.DoAsync("rollback", "--app", "web", "--env", "dev", "--to", release, "--reason", "broken", "--offline");
        fleet.Merge("gitopsgen/rollback/web/environment/dev");
        Assert.Equal(before, fleet.Rendered("dev"));
        await fleet.DoAsync("hold", "lift", "--app", "web", "--env", "dev", "--offline");
        fleet.Merge("gitopsgen/hold/web/environment/dev");
        Assert.Equal(head, fleet.Rendered("dev"));
        Assert.Contains("release: head", fleet.Pin("dev"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_put_and_an_app_that_does_not_run_there_is_told()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        await fleet.DoAsync(
            "hold",
            "add",
            "--app",
            "web",
            "--wave",
            "p10",
            "--reason",
            "audit: 'all'",
            "--until",
            "2026-12-24T12:00Z",
            "--offline"
        );
        fleet.Merge("gitopsgen/hold/web/wave/p10");
        Assert.Contains("hold: {reason: 'audit: ''all''', actor: ada, until: ", fleet.Pin("p10"), StringComparison.Ordinal);
        Assert.EndsWith("# begun", fleet.Pin("p10").TrimEnd(), StringComparison.Ordinal);
        var status = JsonNode.Parse((await fleet.DoAsync("status", "-o", "json", "--app", "web")).Output)!;
        var held = status["cells"]!.AsArray().Single(cell => (string)cell!["wave"]! == "p10")!["environments"]![0]!["hold"]!;
        Assert.Equal("2026-12-24T12:00:00Z", (string)held["until"]!);
        Assert.True((bool)held["inForce"]!);
    }
}
