using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary><c>app add</c>: from the catalogue, from folders, from charts.</summary>
public sealed class AppAddTests : IDisposable
{
    private const string Dev = "environments/dev/environment.yaml";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task An_app_of_the_catalogue_comes_with_what_it_requires_and_the_next_render_has_it()
    {
        fleet.Write(
            Dev,
            fleet
                .Read(Dev)
                .Replace("apps: {config: {}, web: {}}", "apps:\n    config: {} # ours\n    web: {}\n  # the end", StringComparison.Ordinal)
        );
        var before = fleet.Snapshot();
        var dry = await AddAsync("ama-metrics", "--env", "dev", "--dry-run");
        Assert.True(dry.Exit == 0, dry.ToString());
        Assert.Equal(before, fleet.Snapshot());
        var added = await AddAsync("ama-metrics", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Equal(Files(dry.Output), Files(added.Output));
        Assert.True(File.Exists(fleet.File("apps/ama-metrics-shared/app.yaml")));
        var text = fleet.Read(Dev);
        Assert.Contains("    config: {} # ours\n    web: {}\n    ama-metrics-shared", text, StringComparison.Ordinal);
        Assert.Contains("  # the end", text, StringComparison.Ordinal);
        Assert.Matches("# PLACEHOLDER: The resource group .+\n        resourceGroup: REPLACE-ME\n", text);
        Assert.Contains("name: azmonitoring-crds", fleet.Read("gitopsgen.yaml"), StringComparison.Ordinal);
        Assert.Contains($"{Dev}:", added.Output, StringComparison.Ordinal);
        Assert.Contains("runs          dev/ama-metrics-shared, dev/ama-metrics\n", added.Output, StringComparison.Ordinal);
        await RenderAsync();
    }

    [Fact]
    public async Task An_environment_that_runs_releases_gets_one_and_a_pin()
    {
        fleet.Write(
            "gitopsgen.yaml",
            fleet.Read("gitopsgen.yaml").Replace("{name: prod, follows: head}", "{name: prod}", StringComparison.Ordinal)
        );
        fleet.Write(
            "environments/prod/environment.yaml",
            fleet
                .Read("environments/prod/environment.yaml")
                .Replace("apps: {config: {}, web: {}}", "apps: {} # none yet", StringComparison.Ordinal)
        );
        var added = await AddAsync("prometheus-crds", "--env", "prod", "--output", "json");
        Assert.True(added.Exit == 0, added.ToString());
        using var json = JsonDocument.Parse(added.Output);
        var release = json.RootElement.GetProperty("releases")[0].GetProperty("release").GetString()!;
        Assert.Contains($"release: {release}", fleet.Read("environments/prod/releases/prometheus-crds.yaml"), StringComparison.Ordinal);
        Assert.Contains(
            "apps: # none yet\n    prometheus-crds: {sync: automated}\n",
            fleet.Read("environments/prod/environment.yaml"),
            StringComparison.Ordinal
        );
        await RenderAsync();
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "prometheus-crds", "--offline");
        Assert.StartsWith($"{release} (exists already", cut.Output, StringComparison.Ordinal);
        // The other environment runs what is there now, and needs no pin.
        var again = await AddAsync("prometheus-crds", "--env", "dev");
        Assert.True(again.Exit == 0, again.ToString());
        Assert.False(File.Exists(fleet.File("environments/dev/releases/prometheus-crds.yaml")));
    }

    [Theory]
    [InlineData("apps: {config: {}, web: {}}", "apps: {config: {}, web: {}, prometheus-crds: {sync: automated}}")]
    [InlineData("apps:\n    config: {}\n    web: {}\n", "    web: {}\n    prometheus-crds: {sync: automated}\n")]
    [InlineData("apps:\r\n    config: {}\r\n    web: {}", "    web: {}\r\n    prometheus-crds: {sync: automated}")]
    public async Task The_entry_goes_in_whatever_form_the_map_has(string written, string after)
    {
        fleet.Write(Dev, fleet.Read(Dev).Replace("apps: {config: {}, web: {}}", written, StringComparison.Ordinal));
        var added = await AddAsync("prometheus-crds", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Contains(after, fleet.Read(Dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_cannot_be_spliced_is_named_with_the_line_to_add()
    {
        fleet.Write(
            Dev,
            fleet.Read(Dev).Replace("apps: {config: {}, web: {}}", "apps: &all {config: {}, web: {}}", StringComparison.Ordinal)
        );
        var before = fleet.Snapshot();
        var refused = await AddAsync("prometheus-crds", "--env", "dev");
        if (refused.Exit == 0)
            return;
        Assert.Contains("GOG104", refused.Error, StringComparison.Ordinal);
        Assert.Contains("{prometheus-crds: {sync: automated}}", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task An_app_that_is_there_is_refused_without_an_environment()
    {
        var refused = await AddAsync("web");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("GOG406", StringComparison.Ordinal), refused.ToString());
    }

    [Theory]
    [InlineData("https://user:hunter2@charts.example/podinfo@6.7.1")]
    [InlineData("oci://user:hunter2@charts.example/podinfo:6.7.1")]
    [InlineData("https://charts.example/some?token=hunter2/podinfo@6.7.1")]
    public async Task A_secret_in_a_reference_is_neither_taken_nor_shown(string reference)
    {
        var refused = await AddAsync(reference, "--dry-run");
        Assert.True(refused.Exit == 2 && refused.Error.Contains("GOG415", StringComparison.Ordinal), refused.ToString());
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_already_is_said()
    {
        var added = await AddAsync("web", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Contains("there already dev/web\n", added.Output, StringComparison.Ordinal);
        Assert.Contains("There is nothing to do.", added.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--name")]
    [InlineData("--namespace")]
    public async Task A_name_that_would_be_ignored_is_refused(string option)
    {
        var refused = await AddAsync("prometheus-crds", option, "other");
        Assert.True(refused.Exit == 2 && refused.Error.Contains("GOG419", StringComparison.Ordinal), refused.ToString());
    }

    [Fact]
    public async Task What_is_nothing_is_refused_with_the_nearest_name()
    {
        var refused = await AddAsync("promethus-stack");
        Assert.True(refused.Exit == 2, refused.ToString());
        Assert.Contains("GOG407", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'prometheus-stack'?", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci://ghcr.io/charts/podinfo")]
    [InlineData("https://charts.example/podinfo")]
    [InlineData("oci://ghcr.io/charts/podinfo@sha256:1234")]
    [InlineData("oci://ghcr.io/charts/podinfo:latest")]
    [InlineData("oci://../../podinfo:6.7.1")]
    [InlineData("https:///podinfo@6.7.1")]
    public async Task A_chart_without_version_is_refused(string reference)
    {
        var refused = await AddAsync(reference);
        Assert.True(refused.Exit == 2 && refused.Error.Contains("GOG415", StringComparison.Ordinal), refused.ToString());
    }

    [Theory]
    [InlineData("oci://ghcr.io/charts/podinfo:6.7.1", "oci://ghcr.io/charts")]
    [InlineData("https://charts.example/some/where/podinfo@6.7.1", "https://charts.example/some/where")]
    public async Task A_chart_that_cannot_be_read_becomes_an_app_that_says_so(string reference, string repository)
    {
        var added = await AddAsync(reference, "--env", "dev", "--namespace", "pods", "--offline");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Contains("warning GOG410", added.Error, StringComparison.Ordinal);
        var text = fleet.Read("apps/podinfo/app.yaml");
        Assert.Contains($"repository: {repository}\n", text, StringComparison.Ordinal);
        Assert.Contains("# PLACEHOLDER: what the chart makes", text, StringComparison.Ordinal);
        Assert.Contains("apps/podinfo/app.yaml:", added.Output, StringComparison.Ordinal);
        await RenderAsync();
    }

    [Fact]
    public async Task A_chart_that_can_be_pulled_says_its_digest_and_what_it_makes()
    {
        var helm = TestTools.Helm3;
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        fleet.Write(
            "gitopsgen.yaml",
            fleet.Read("gitopsgen.yaml").Replace("  limits:", $"  tools: {{helm: {{path: {helm}}}}}\n  limits:", StringComparison.Ordinal)
        );
        var added = await AddAsync($"{server.Url}/charts/demo@1.2.3", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.DoesNotContain("GOG410", added.Error, StringComparison.Ordinal);
        var text = fleet.Read("apps/demo/app.yaml");
        Assert.Contains($"digest: sha256:{DemoChart.DigestOf(packed)}\n", text, StringComparison.Ordinal);
        Assert.Contains("ConfigMap", text, StringComparison.Ordinal);
        await RenderAsync();
    }

    private Task<Answer> AddAsync(params string[] arguments) => Gitopsgen.RunInAsync(fleet, ["app", "add", .. arguments]);

    private async Task RenderAsync()
    {
        var rendered = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
    }

    private static IEnumerable<string> Files(string output) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith("add ", StringComparison.Ordinal) || line.StartsWith("change ", StringComparison.Ordinal));
}
