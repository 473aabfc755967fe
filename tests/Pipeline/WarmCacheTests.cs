using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>What is remembered of units never stands for what they would be now.</summary>
public sealed class WarmCacheTests
{
    private const string App = "apps/web/app.yaml";
    private const string Dev = "environments/dev/environment.yaml";
    private const string Prod = "environments/prod/environment.yaml";
    private const string Shared = "environments/shared/environment.yaml";
    private const string Fleet = "gitopsgen.yaml";

    // The one change that changes nothing.
    private const string OnlyWords = "Of paint.";

    public static TheoryData<string, string, string> Changes =>
        new()
        {
            { Fleet, "color: red", "color: blue" },
            { Fleet, "small.git}", "other.git}" },
            { Fleet, "small.git}", "small.git, branch: trunk}" },
            { Fleet, "namespace: argocd", "namespace: gitops" },
            { Fleet, "name: small", "name: smaller" },
            { App, "Of the paint.", OnlyWords },
            { App, "team: one", "team: two" },
            { App, "when: cloud", "when: edge" },
            { App, "version: 1.0.0", "version: 1.0.1" },
            { App, "namespace: demo", "namespace: other" },
            { App, "Validate=false", "Validate=true" },
            { App, "jsonPointers: [/data]", "jsonPointers: [/stringData]" },
            { App, "requires: [config]", "requires: []" },
            { App, "requires: [config]", "syncWave: 7" },
            { App, "patches: [{file: patches/replicas.yaml, target: {kind: Deployment}}]", "patches: []" },
            { App, "target: {kind: Deployment}", "target: {kind: Deployment, name: web}" },
            { "apps/config/app.yaml", "version: 1.0.0", "version: 1.0.1\n  syncWave: 40" },
            { "apps/web/templates/facts.yaml", "name: facts", "name: figures" },
            { "apps/web/patches/replicas.yaml", "value: 2", "value: 4" },
            { "apps/web/components/extra/map.yaml", "key: x", "key: y" },
            { "apps/web/base/deployment.yaml", "web:1", "web:2" },
            { "environments/dev/paused.yaml", "value: true", "value: false" },
            { Dev, "size: 2", "size: 5" },
            { Dev, "dev-1.example", "dev-one.example" },
            { Dev, "name: dev-1", "name: dev-one" },
            { Dev, "class: dev", "class: prod" },
            { "environments/second/environment.yaml", "wave: dev", "wave: prod" },
            { Dev, "parameters: {size: 2}", "sync: manual" },
            { Dev, "patches: [{file: paused.yaml, target: {kind: Deployment}}], ", "" },
            { Dev, "extends: [shared]", "extends: [shared]\n  kubernetesVersion: \"1.34\"" },
            { Prod, "size: 3", "size: 6" },
            { Prod, "apps: {web: {parameters: {size: 3}}}", "apps: {}" },
            { Prod, "config: {}, web: {}", "config: {}, web: {parameters: {color: green}}" },
            { Shared, "1.33", "1.34" },
            { Shared, "features: [cloud]", "features: []" },
            { Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {parameters: {color: black}}}" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_makes_the_same_with_a_warm_cache_as_with_a_cold_one(string file, string old, string text)
    {
        using var fleet = WarmFleet.Create();
        await RenderAsync(fleet);
        var before = fleet.Snapshot();
        WarmFleet.Replace(fleet, file, old, text);
        await RenderAsync(fleet);
        using var cold = Inputs(fleet);
        await RenderAsync(cold);
        Assert.Equal(cold.Snapshot(), fleet.Snapshot());
        var changed = fleet.Snapshot().Any(each => each.Key != file && before.GetValueOrDefault(each.Key) != each.Value);
        Assert.Equal(text != OnlyWords, changed);
    }

    [Theory]
    [InlineData("values.yaml", "replicas: 2", "replicas: 4")]
    [InlineData("chart/templates/texts.yaml", "octal: \"0755\"", "octal: \"0644\"")]
    public async Task So_does_a_change_of_a_chart_or_its_values(string file, string old, string text)
    {
        using var fleet = ChartFleet.Create("helm 3", "path: chart");
        new DemoChart().WriteTo(fleet, "apps/demo/chart");
        await RenderAsync(fleet);
        WarmFleet.Replace(fleet, $"apps/demo/{file}", old, text);
        await RenderAsync(fleet);
        using var cold = Inputs(fleet);
        await RenderAsync(cold);
        Assert.Equal(cold.Snapshot(), fleet.Snapshot());
    }

    [Theory]
    [InlineData("environments/dev/web/resources/facts.yaml")]
    [InlineData("environments/prod/web/prod-1/owned.json")]
    [InlineData("environments/prod/web/prod-2/rendered/manifests.yaml")]
    [InlineData("argocd/apps/prod/web.yaml")]
    [InlineData("argocd/projects/prod.yaml")]
    public async Task What_is_lost_comes_back(string file)
    {
        using var fleet = WarmFleet.Create();
        await RenderAsync(fleet);
        var whole = fleet.Snapshot();
        File.Delete(fleet.File(file));
        await RenderAsync(fleet);
        Assert.Equal(whole, fleet.Snapshot());
    }

    [Fact]
    public async Task What_somebody_edits_is_refused_and_put_right_as_ever()
    {
        using var fleet = WarmFleet.Create();
        await RenderAsync(fleet);
        var whole = fleet.Snapshot();
        const string application = "argocd/apps/dev/web.yaml";
        fleet.Write(application, whole[application] + "# edited\n");
        var refused = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Contains($"{application}(1,1): error GOG080", refused.Error, StringComparison.Ordinal);
        await Gitopsgen.RunInAsync(fleet, "render", "--discard");
        Assert.Equal(whole, fleet.Snapshot());
    }

    [Fact]
    public async Task A_narrowed_render_forgets_nothing_of_the_others()
    {
        using var fleet = WarmFleet.Create();
        await RenderAsync(fleet);
        var remembered = File.ReadAllLines(fleet.State("cache/units"));
        WarmFleet.Replace(fleet, Dev, "size: 2", "size: 5");
        await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Empty(remembered.Except(File.ReadAllLines(fleet.State("cache/units"))));
    }

    private static TemporaryFolder Inputs(TemporaryFolder fleet)
    {
        var copy = new TemporaryFolder();
        foreach (var (path, text) in fleet.Snapshot().Where(file => IsInput(file.Key)))
            copy.Write(path, text);
        return copy;
    }

    private static bool IsInput(string path) =>
        path.Split('/') switch
        {
            ["environments", _, _] => true,
            ["environments", ..] or ["argocd", ..] => false,
            _ => true,
        };

    private static async Task RenderAsync(TemporaryFolder fleet)
    {
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--allow-deletions", "--offline");
        Assert.True(render.Exit == 0, render.ToString());
    }
}
