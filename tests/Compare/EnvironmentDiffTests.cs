using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Why two environments differ: by which line of a description, or by none.</summary>
public sealed class EnvironmentDiffTests : IDisposable
{
    private const string Template = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: facts-{{ environment.name }}, namespace: demo}
        data: {home: "{{ parameters.group }}/{{ cluster.name }}", server: "{{ cluster.server }}", size: "{{ parameters.size }}"MORE}

        """;

    private readonly TemporaryFolder folder = SmallFleet.Create();

    [Fact]
    public async Task Names_of_the_environments_themselves_are_no_difference()
    {
        Templated();
        var answer = await DiffAsync("config");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("No differences between dev and prod in 1 app.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("class: dev at environments/dev/environment.yaml:6", answer.Output, StringComparison.Ordinal);
        Assert.Contains("(shows nowhere)", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_is_named_with_the_line_that_says_it_also_where_it_holds_the_environments_name()
    {
        Templated();
        Says("dev", "web: {parameters: {group: rg-dev}}");
        Says("prod", "web: {parameters: {group: rg-x, size: large}}");
        var (difference, other) = (await DifferenceAsync("data.home"), await DifferenceAsync("data.size"));
        Assert.Equal(["parameters.group"], difference.Causes);
        Assert.Equal(["parameters.size"], other.Causes);
        Assert.Equal(("rg-dev/dev-1", "rg-x/prod-1"), (difference.Old, difference.New));
        var text = (await DiffAsync("web")).Output;
        Assert.Contains("intended: parameters.size at environments/prod/environment.yaml:11", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_and_a_feature_are_named()
    {
        folder.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", "kustomize: {base: base, components: [{path: extra, when: big}]}")
        );
        folder.Write(
            "apps/web/extra/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [map.yaml]\n"
        );
        folder.Write("apps/web/extra/map.yaml", SmallFleet.ConfigMap("extra"));
        folder.Write(
            "environments/prod/two.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: demo}\nspec: {replicas: 2}\n"
        );
        Says("prod", "web: {patches: [{file: two.yaml}]}", "features: [big]");
        Assert.Equal(["patches"], (await DifferenceAsync("spec.replicas")).Causes);
        Assert.Equal(["features"], (await DifferenceAsync(null)).Causes);
    }

    [Fact]
    public async Task Sync_and_an_app_that_only_one_has_are_told()
    {
        Says("dev", "web: {sync: manual}");
        var file = folder.File("environments/prod/environment.yaml");
        var answer = await DiffAsync("web");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("- sync: manual", answer.Output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("apps: {config: {}, web: {}}", "apps: {config: {}}", StringComparison.Ordinal));
        answer = await DiffAsync("web");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("argoproj.io/Application web is only in dev", answer.Output, StringComparison.Ordinal);
        Assert.Contains("intended: apps at environments/dev/environment.yaml:10", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_that_no_line_says_is_not_explained()
    {
        // A template that asks for the environment's name: nothing that is said of it leads to another number.
        Templated(", replicas: \"{{ if environment.name == 'prod' }}5{{ else }}1{{ end }}\"");
        var difference = await DifferenceAsync("data.replicas");
        Assert.Empty(difference.Causes);
        var answer = await DiffAsync("web", "--output", "markdown");
        Assert.Contains("Not explained: 1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_and_names_are_checked()
    {
        Assert.Equal(2, (await DiffAsync("nothing")).Exit);
        foreach (
            var line in new[]
            {
                "--environments dev",
                "--environments dev dev",
                "--environments dev prod --base HEAD",
                "--environments dev prod --output html",
                "--environments dev shared",
                "--environments dev nowhere",
                "--app web",
            }
        )
            Assert.True((await Gitopsgen.RunInAsync(folder, ["diff", .. line.Split(' ')])).Exit == 2, line);
        Assert.Equal(0, (await DiffAsync("web")).Exit);
        Assert.False(Directory.Exists(folder.File("argocd")));
        Assert.False(Directory.Exists(folder.File("environments/dev/web")));
    }

    [Fact]
    public async Task The_fleet_of_this_repository_says_why_canary_is_not_production()
    {
        using var copy = Repository.CopyOfFleet();
        var answer = await Gitopsgen.RunInAsync(copy, "diff", "--environments", "canary", "prod-p10", "--app", "sample-app");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains(
            "intended: parameters.replicas at environments/prod-p10/environment.yaml:25",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("PeerAuthentication sample-app/default is only in canary", answer.Output, StringComparison.Ordinal);
        Assert.Contains("intended: features at environments/canary/environment.yaml:10", answer.Output, StringComparison.Ordinal);
        Assert.Contains(", 0 not explained.", answer.Output, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Templated(string data = "")
    {
        folder.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base, templates: [{file: facts.yaml, as: resource}]}",
                "parameters: {group: {type: string, default: none}, size: {type: string, default: small}}"
            )
        );
        folder.Write("apps/web/facts.yaml", Template.Replace("MORE", data, StringComparison.Ordinal));
    }

    private void Says(string environment, string app, string more = "")
    {
        var file = folder.File($"environments/{environment}/environment.yaml");
        var text = File.ReadAllText(file).Replace("web: {}", app, StringComparison.Ordinal);
        File.WriteAllText(file, more.Length == 0 ? text : $"{text}  {more}\n");
    }

    private Task<Answer> DiffAsync(string app, params string[] more) =>
        Gitopsgen.RunInAsync(folder, ["diff", "--environments", "dev", "prod", "--app", app, .. more]);

    private async Task<(string? Old, string? New, List<string> Causes)> DifferenceAsync(string? field)
    {
        var answer = await DiffAsync("web", "--output", "json");
        Assert.True(answer.Exit == 3, answer.ToString());
        var app = JsonDocument.Parse(answer.Output).RootElement.GetProperty("apps")[0];
        var said = app.GetProperty("said");
        var found = app.GetProperty("differences").EnumerateArray().First(one => one.GetProperty("field").GetString() == field);
        var causes = found.GetProperty("causes").EnumerateArray().Select(at => said[at.GetInt32()].GetProperty("what").GetString()!);
        return (found.GetProperty("old").GetString(), found.GetProperty("new").GetString(), [.. causes]);
    }
}
