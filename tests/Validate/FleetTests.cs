using System.Text.Json.Nodes;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary><c>validate</c> on a fleet: what is judged, what is folded, what ends with which code.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task A_cause_is_one_line_however_many_clusters_have_it()
    {
        using var fleet = ValidateFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "environments/dev/web/rendered/manifests.yaml(7,13): error TEAM-001: apps/Deployment demo/web: spec.replicas is less than 2. "
                + "One pod is none. (in dev, prod)\n",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(2, answer.Output.Split('\n').Count(line => line.Contains("TEAM-00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_written_and_what_a_render_would_make_is_judged()
    {
        using var fleet = ValidateFleet.Create();
        var before = fleet.Snapshot();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate");
        Assert.Contains("note GOG367: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
        await Gitopsgen.RunInAsync(fleet, "render");
        Assert.DoesNotContain("GOG367", (await Gitopsgen.RunInAsync(fleet, "validate")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stops_a_render_stops_a_judgement_with_its_own_words()
    {
        using var fleet = ValidateFleet.Create();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [gone.yaml]\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("apps/web/base/kustomization.yaml(1,13): error", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("TEAM", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--rule", "TEAM-002")]
    [InlineData(1, "--rule", "TEAM-002", "--fail-on", "note")]
    [InlineData(1, "--rule", "TEAM")]
    [InlineData(1, "--rule", "team-001")]
    [InlineData(1, "--env", "prod")]
    [InlineData(0, "--app", "config")]
    [InlineData(1, "--app", "web")]
    [InlineData(1, "--fail-on", "error")]
    [InlineData(2, "--rule", "TEAM-003")]
    [InlineData(2, "--env", "prodd")]
    [InlineData(2, "--partial")]
    [InlineData(2, "--as-of", "2027-02-30")]
    [InlineData(2, "--kubernetes-version", "v1.36")]
    [InlineData(2, "--fail-on", "1")]
    public async Task What_is_asked_decides_the_exit_code(int exit, params string[] arguments)
    {
        using var fleet = ValidateFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, ["validate", .. arguments]);
        Assert.True(exit == answer.Exit, answer.ToString());
    }

    [Fact]
    public async Task An_unknown_rule_is_told_with_the_nearest()
    {
        using var fleet = ValidateFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SYM-001");
        Assert.Contains("GOG350: --rule SYM-001: there is no rule SYM-001. Did you mean SYN-001?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_is_told_for_each_wave()
    {
        using var fleet = ValidateFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--kubernetes-version", "1.36", "--rule", "TEAM-001");
        Assert.Contains(
            "wave dev     1 error, 0 warnings (dev)\nwave prod    1 error, 0 warnings (prod)\nno wave      0 errors, 0 warnings (argocd)\n",
            answer.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_list_of_rules_has_the_fleets_own()
    {
        using var fleet = ValidateFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--list-rules");
        Assert.Equal(0, answer.Exit);
        Assert.Contains("\nYour own\n  TEAM-001  error|note: A Deployment runs twice.\n", answer.Output, StringComparison.Ordinal);
        var rules = JsonNode.Parse((await Gitopsgen.RunInAsync(fleet, "validate", "--list-rules", "-o", "json")).Output)!["rules"]!
            .AsArray()
            .Select(rule => rule!["id"]!.GetValue<string>())
            .ToList();
        Assert.Contains("TEAM-002", rules);
        Assert.Contains("MIG-001", rules);
        Assert.Equal(rules.Distinct(StringComparer.Ordinal), rules);
    }

    [Fact]
    public async Task Another_version_of_Kubernetes_renders_anew_and_says_nothing_of_what_is_committed()
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart
            .Unique()
            .With("Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.2.3\nkubeVersion: \"<1.36.0\"\n")
            .WriteTo(fleet, "apps/demo/chart");
        Assert.DoesNotContain("1.36.0", (await Gitopsgen.RunInAsync(fleet, "validate")).Error, StringComparison.Ordinal);
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--kubernetes-version", "1.36");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("<1.36.0", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG367", answer.Error, StringComparison.Ordinal);
    }
}
