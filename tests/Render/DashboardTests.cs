using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>A dashboard's description becomes a ConfigMap with the JSON that Grafana reads.</summary>
public sealed class DashboardTests
{
    private const string Description = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Dashboard
        metadata: {name: web}
        spec:
          title: Web & "all"
          description: What the web does.
          tags: [web, team-a]
          clusters: up{job="web"}
          variables: [{name: pod_name, series: 'up{cluster=~"$cluster"}', label: pod}]
          rows:
            - title: Now
              panels:
                - {title: Down, type: stat, thresholds: [{value: 5, colour: red}, {value: 0.5, colour: orange}], queries: [{expr: "count(up == 0)"}]}
                - {title: Share, type: gauge, unit: percentunit, min: 0, max: 1, queries: [{expr: avg(up)}]}
                - {title: Pods, type: table, queries: [{expr: up}]}
                - {title: Times, type: heatmap, queries: [{expr: "sum by (le) (rate(t_bucket[$__rate_interval]))", legend: "{{le}}"}]}
                - {title: More, queries: [{expr: a, legend: "<{{pod}}>"}, {expr: b}]}
            - title: Later
              panels:
                - {title: Line, thresholds: [{value: 1e3, colour: red}], queries: [{expr: c}]}

        """;

    [Fact]
    public async Task The_whole_is_what_was_read()
    {
        using var fleet = Create(Description);
        Assert.Empty(fleet.Diagnose());
        var render = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--env", "dev");
        Assert.True(render.Exit == 0, render.ToString());
        await Snapshot.VerifyAsync(Json(fleet).RootElement.GetRawText(), "json");
    }

    [Fact]
    public async Task It_stands_where_its_features_are_under_its_own_name()
    {
        using var fleet = Create(Description, "{file: dashboards/web.yaml, when: graphs}");
        fleet.Edit(BrokenFleet.Dev, "wave: dev", "wave: dev\n  features: [graphs]");
        var render = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.True(render.Exit == 0, render.ToString());
        var manifests = fleet.Folder.Read("environments/dev/web/rendered/manifests.yaml");
        Assert.Contains(
            "grafana_dashboard: \"1\"\n  name: grafana-dashboard-web\n  namespace: demo\n",
            manifests,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("grafana", fleet.Folder.Read("environments/prod/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dashboard_alone_is_something_to_deploy()
    {
        using var fleet = new BrokenFleet();
        fleet.App("web", "requires: [config]", "dashboards: [dashboards/web.yaml]").Write("apps/web/dashboards/web.yaml", Description);
        Assert.Empty(fleet.Diagnose());
    }

    [Theory]
    [InlineData("type: stat", "type: ‸pie", "GOG006")]
    [InlineData("title: Share, ", "‸titel: Share, ", "GOG003")]
    [InlineData("queries: [{expr: c}]", "‸query: c", "GOG003")]
    [InlineData("colour: orange", "colour: ‸pink", "GOG006")]
    [InlineData("max: 1,", "max: ‸one,", "GOG004")]
    [InlineData("name: web}", "name: ‸We_b}", "GOG015")]
    [InlineData("title: Share", "title: ‸\"\"", "GOG038")]
    [InlineData("{expr: avg(up)}", "{expr: ‸\" \"}", "GOG038")]
    [InlineData("queries: [{expr: c}]", "queries: ‸[]", "GOG428")]
    [InlineData("min: 0, max: 1", "min: 1, max: ‸1", "GOG427")]
    [InlineData("{name: pod_name,", "{name: ‸cluster,", "GOG427")]
    [InlineData("{name: pod_name,", "{name: ‸__range,", "GOG427")]
    [InlineData("{expr: c}", "{expr: ‸'c{pod=~\"$pod\"}'}", "GOG427")]
    [InlineData("{expr: c}", "{expr: ‸'rate(c[${often:raw}])'}", "GOG427")]
    public void A_slip_is_told_at_its_place(string old, string @new, string code)
    {
        using var fleet = new BrokenFleet();
        fleet
            .App("web", "requires: [config]", "kustomize: {base: base}", "dashboards: [dashboards/web.yaml]")
            .Write("apps/web/dashboards/web.yaml", Description.Replace(old, @new, StringComparison.Ordinal));
        var told = fleet.Diagnose();
        Assert.Contains(told, item => item.Code == code && item.At == fleet.Marks[0]);
    }

    [Theory]
    [InlineData("c{pod=~\"$pod_name\", cluster=~\"${cluster:regex}\"}")]
    [InlineData("label_replace(c, \"a\", \"$1\", \"b\", \"(.+)-x$\")")]
    [InlineData("increase(c[$__range])")]
    public void Variables_that_there_are_may_be_asked_for(string query)
    {
        using var fleet = Create(Description.Replace("{expr: c}", $"{{expr: '{query}'}}", StringComparison.Ordinal));
        Assert.Empty(fleet.Diagnose());
    }

    [Theory]
    [InlineData("‸dashboards/wbe.yaml", "GOG016")]
    [InlineData("‸dashboards", "GOG016")]
    [InlineData("‸../web.yaml", "GOG013")]
    public void A_file_that_is_not_there_or_not_the_apps_is_told(string file, string code)
    {
        using var fleet = new BrokenFleet();
        fleet
            .App("web", "requires: [config]", "kustomize: {base: base}", $"dashboards: [{file}]")
            .Write("apps/web/dashboards/web.yaml", Description)
            .Says(code);
    }

    [Fact]
    public async Task Two_of_one_name_are_refused()
    {
        using var fleet = Create(Description, "dashboards/web.yaml, dashboards/other.yaml");
        fleet.Write("apps/web/dashboards/other.yaml", Description);
        Assert.Contains("GOG", (await Gitopsgen.RunInAsync(fleet.Folder, "render")).Error, StringComparison.Ordinal);
    }

    private static BrokenFleet Create(string description, string named = "dashboards/web.yaml")
    {
        var fleet = new BrokenFleet();
        return fleet
            .App("web", "requires: [config]", "kustomize: {base: base}", $"dashboards: [{named}]")
            .Write("apps/web/dashboards/web.yaml", description);
    }

    private static JsonDocument Json(BrokenFleet fleet)
    {
        const string path = "environments/dev/web/resources/grafana-dashboard-web.yaml";
        var map = YamlReader.ReadMap(path, fleet.Folder.Read(path), new DiagnosticBag())!;
        return JsonDocument.Parse(map.Map("data")!.Text("web.json")!);
    }
}
