using System.Text.Json;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Compare.States;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.State;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Charts that Argo CD inflates are inflated for the comparison too, where they and Helm are at hand.</summary>
public sealed class HelmTests
{
    private const string Values = "environments/dev/demo/values.yaml";
    private const string OnlyValues =
        "Argo CD inflates the chart of demo in dev (delivery helm), so of it only the version and the values are compared: ";

    public static TheoryData<string> Helms => ChartFleet.Helms;

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_value_shows_as_what_the_chart_makes_of_it(string helm)
    {
        using var fleet = await HelmFleet.WithFolderAsync(helm);
        fleet.Folder.Write("apps/demo/values.yaml", "replicas: 1\ntext: from the app\n");
        await fleet.RenderAsync();
        var json = await fleet.JsonAsync();
        Assert.Equal(
            ["low chart changed HelmValues demo [replicas] in dev", "medium scale-down changed Deployment rel-demo [spec.replicas] in dev"],
            HelmFleet.Lines(json)
        );
        Assert.Equal(Values, json.GetProperty("changes")[0].GetProperty("where")[0].GetProperty("path").GetString());
        Assert.Contains(
            "Argo CD inflates the chart of demo in dev (delivery helm); its objects are compared as the local Helm makes them.",
            HelmFleet.Notes(json),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "MEDIUM  changed apps/Deployment demo/rel-demo\n        in     demo in dev\n        medium scale down: ",
            await fleet.TextAsync("text"),
            StringComparison.Ordinal
        );
        Assert.Contains("- spec.replicas: 2\n+ spec.replicas: 1\n", await fleet.TextAsync("markdown"), StringComparison.Ordinal);
        Assert.Contains("<span class=\"plus\">+ spec.replicas: 1</span>", await fleet.TextAsync("html"), StringComparison.Ordinal);
    }

    /// <summary>An ApplicationSet lays them over the values for each of its clusters.</summary>
    [Fact]
    public async Task Values_that_name_the_cluster_are_compared_and_a_cluster_more_is_no_change_of_the_others()
    {
        using var fleet = await HelmFleet.WithFolderAsync(before: folder =>
            folder.Write("apps/demo/values.yaml", "replicas: 2\ntext: ${{ cluster.name }}\n")
        );
        fleet.Folder.Write("apps/demo/values.yaml", "replicas: 2\ntext: on ${{ cluster.name }}\n");
        await fleet.RenderAsync();
        var changes = await fleet.ChangesAsync();
        Assert.All(
            new[] { "dev", "prod" },
            environment => Assert.Contains($"low other changed ConfigMap rel-demo [data.value] in {environment}", changes)
        );
        Assert.DoesNotContain("gitopsgen does not write", HelmFleet.Notes(await fleet.JsonAsync()), StringComparison.Ordinal);

        fleet.Commit();
        const string Prod = "environments/prod/environment.yaml";
        fleet.Folder.Write(
            Prod,
            fleet
                .Folder.Read(Prod)
                .Replace("clusters: [", "clusters: [{name: prod-0, server: https://prod-0.example}, ", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        Assert.DoesNotContain(await fleet.ChangesAsync(), line => line.Contains("ConfigMap", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_new_version_of_the_chart_shows_as_what_it_makes_differently(string helm)
    {
        var (fleet, chart) = await HelmFleet.WithCacheAsync(helm);
        using var _ = fleet;
        chart
            .Replace("Chart.yaml", "version: 1.2.3", "version: 1.3.0")
            .With(
                "templates/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: demo}\nstringData: {password: planted}\n"
            );
        fleet.Use(chart, "1.3.0");
        fleet.Folder.Write(
            "apps/demo/app.yaml",
            fleet.Folder.Read("apps/demo/app.yaml").Replace("kinds: [", "kinds: [Secret, ", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        fleet.Commit();
        var json = await fleet.JsonAsync("--base", "HEAD~1", "--head", "HEAD");
        var lines = HelmFleet.Lines(json);
        Assert.Contains("medium image changed Deployment rel-demo [spec.template.spec.containers[demo].image] in dev,prod", lines);
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("low chart changed Application demo-dev-1 [spec.sources[", StringComparison.Ordinal)
                && line.EndsWith(".targetRevision] in dev", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line => line.Contains(" added Secret login ", StringComparison.Ordinal));
        foreach (var form in new[] { "text", "json", "markdown", "html" })
            Assert.DoesNotContain("planted", await fleet.TextAsync(form, "--base", "HEAD~1", "--head", "HEAD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_releases_chart_is_found_by_the_digest_that_it_was_cut_with()
    {
        await using var server = await ChartServer.ServeAsync(DemoChart.Unique().Pack());
        var folder = ChartFleet.Create("helm 4", $"repository: \"{server.Url}/charts\", name: demo", "helm");
        folder.Write(
            "gitopsgen.yaml",
            folder.Read("gitopsgen.yaml").Replace("name: prod, follows: head", "name: prod", StringComparison.Ordinal)
        );
        var release = (await Gitopsgen.RunInAsync(folder, "release", "cut", "demo", "--output", "json")).Output;
        var name = JsonDocument.Parse(release).RootElement.GetProperty("release").GetString();
        folder.Write("environments/prod/releases/demo.yaml", $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {name}}}\n");
        using var fleet = await HelmFleet.OfAsync(folder);
        // What the version meant when it was pulled is forgotten: only the release still knows its chart.
        File.Delete(Path.Join(UserCache.Root, "charts", $"{Digest.OfText($"{server.Url}/charts\ndemo\n{DemoChart.Version}")}.digest"));
        const string prod = "environments/prod/environment.yaml";
        folder.Write(prod, folder.Read(prod).Replace("replicas: 3", "replicas: 1", StringComparison.Ordinal));
        await fleet.RenderAsync();

        var changes = await fleet.ChangesAsync();

        Assert.Contains("medium scale-down changed Deployment rel-demo [spec.replicas] in prod", changes);
    }

    [Fact]
    public async Task A_chart_that_is_not_in_the_cache_is_named_with_the_way_to_it()
    {
        var (fleet, chart) = await HelmFleet.WithCacheAsync("helm 4", isKept: false);
        using var _ = fleet;
        fleet.Folder.Write("apps/demo/values.yaml", "replicas: 1\n");
        await fleet.RenderAsync();
        var json = await fleet.JsonAsync();
        Assert.Equal(
            ["medium chart changed HelmValues demo [text] in prod", "medium scale-down changed HelmValues demo [replicas,text] in dev"],
            HelmFleet.Lines(json)
        );
        Assert.Equal(
            "Argo CD inflates the chart of demo in dev, prod (delivery helm), so of it only the version and the values are "
                + "compared: the chart http://127.0.0.1:9/charts/demo 1.2.3 is not in the cache; `gitopsgen render --pull` brings it "
                + "there, of a state of the fleet that uses this version.",
            HelmFleet.Notes(json)
        );

        // The base's chart alone is not enough to tell what changes.
        fleet.Use(chart.Replace("Chart.yaml", "version: 1.2.3", "version: 1.3.0"), "1.3.0");
        await fleet.RenderAsync();
        Assert.Contains("demo 1.2.3 is not in the cache", HelmFleet.Notes(await fleet.JsonAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Helm_the_values_are_compared()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        fleet.Folder.Write(
            "gitopsgen.yaml",
            fleet.Folder.Read("gitopsgen.yaml").Replace(TestTools.Helm4, "nowhere/helm", StringComparison.Ordinal)
        );
        fleet.Folder.Write(Values, "replicas: 1\n");
        var json = await fleet.JsonAsync();
        Assert.Equal(["medium scale-down changed HelmValues demo [replicas,text] in dev"], HelmFleet.Lines(json));
        Assert.Equal(
            $"{OnlyValues}no Helm that the fleet may use is at hand; install one, or name it in gitopsgen.yaml as tools.helm.path.",
            HelmFleet.Notes(json)
        );
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_chart_whose_templates_fail_is_told_with_the_reason(string helm)
    {
        using var fleet = await HelmFleet.WithFolderAsync(
            helm,
            chart => chart.With("templates/fails.yaml", "{{- if .Values.broken }}{{ fail \"the planted reason\" }}{{ end }}\n")
        );
        fleet.Folder.Write(Values, "broken: true\n");
        var json = await fleet.JsonAsync();
        Assert.Equal(["medium scale-down changed HelmValues demo [broken,replicas,text] in dev"], HelmFleet.Lines(json));
        var notes = HelmFleet.Notes(json);
        Assert.StartsWith($"{OnlyValues}Helm cannot template dev/demo: ", notes, StringComparison.Ordinal);
        Assert.Contains("the planted reason", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("gitopsgen-diff-", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_gitopsgen_does_not_write_is_not_guessed_at()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        fleet.Folder.Write(
            "argocd/apps/dev/demo.yaml",
            fleet
                .Folder.Read("argocd/apps/dev/demo.yaml")
                .Replace("skipTests: true", "skipTests: true\n      parameters: [{name: replicas, value: '7'}]", StringComparison.Ordinal)
        );
        Assert.Equal(
            $"{OnlyValues}its Application says helm.parameters, which gitopsgen does not write.",
            HelmFleet.Notes(await fleet.JsonAsync())
        );
    }

    [Fact]
    public async Task A_chart_in_the_fleet_is_that_of_each_commit()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        var template = fleet.Folder.Read("apps/demo/chart/templates/workload.yaml");
        fleet.Folder.Write("apps/demo/chart/templates/workload.yaml", template.Replace("port: 80", "port: 81", StringComparison.Ordinal));
        await fleet.RenderAsync();
        fleet.Commit();
        fleet.Folder.Write("apps/demo/chart/templates/workload.yaml", template.Replace("port: 80", "port: 82", StringComparison.Ordinal));
        var before = fleet.Folder.Snapshot();
        var json = await fleet.JsonAsync("--base", "HEAD~1", "--head", "HEAD");
        Assert.Equal(
            ["low other changed Service rel-demo [spec.ports[80],spec.ports[81]] in dev,prod"],
            HelmFleet
                .Lines(json)
                .Select(line => line.Replace("spec.ports[81],spec.ports[80]", "spec.ports[80],spec.ports[81]", StringComparison.Ordinal))
        );
        Assert.Contains("port: 82", await fleet.TextAsync("markdown", "--base", "HEAD"), StringComparison.Ordinal);
        Assert.Equal(before, fleet.Folder.Snapshot());
    }

    [Fact]
    public async Task What_a_chart_makes_by_chance_or_of_the_time_is_no_difference_and_is_said()
    {
        using var fleet = await HelmFleet.WithFolderAsync(change: chart =>
            chart
                .With(
                    "templates/random.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: random, annotations: {made: '{{ now | unixEpoch "
                        + "}}'}}\ndata: {fixed: {{ .Values.text | quote }}, password: {{ randAlphaNum 12 }}}\n"
                )
                .With("templates/named.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: named-{{ randAlphaNum 8 | lower }}}\n")
                .With(
                    "templates/clock.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: clock}\ndata: {seconds: '{{ now | unixEpoch }}'}\n"
                )
        );
        // Without what a render keeps, each side is made anew.
        Directory.Delete(fleet.Folder.State(), recursive: true);
        fleet.Folder.Write(Values, "replicas: 2\ntext: another\n");
        var json = await fleet.JsonAsync();
        Assert.Equal(
            [
                "low chart changed HelmValues demo [text] in dev",
                "low other changed ConfigMap random [data.fixed] in dev",
                "low other changed ConfigMap rel-demo [data.value] in dev",
            ],
            HelmFleet.Lines(json)
        );
        Assert.Contains(
            "The chart of demo in dev makes something by chance, or of the time, and Argo CD makes it anew at every sync. It "
                + "stands as (by chance) here, and is not compared.",
            HelmFleet.Notes(json),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(fleet.Folder.State()));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "the Helm that keeps count is a shell script")]
    public async Task Equal_values_and_charts_are_not_inflated_and_what_a_render_inflated_is_taken_from_it()
    {
        using var fleet = await HelmFleet.WithFolderAsync(before: folder =>
        {
            folder.Beside.WriteScript("helm", $"echo \"$1\" >> '{folder.Beside.File("calls")}'\nexec '{TestTools.Helm4}' \"$@\"");
            folder.Write(
                "gitopsgen.yaml",
                folder.Read("gitopsgen.yaml").Replace(TestTools.Helm4, folder.Beside.File("helm"), StringComparison.Ordinal)
            );
        });
        var environment = fleet.Folder.Read("environments/dev/environment.yaml");
        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            environment
                .Replace("demo: {}", "demo: {sync: manual}", StringComparison.Ordinal)
                .Replace("\"1.33\"", "\"1.34\"", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        fleet.Folder.Write(Values, fleet.Folder.Read(Values) + "# A comment.\n");
        File.Delete(fleet.Folder.Beside.File("calls"));
        Assert.All(await fleet.ChangesAsync("--committed"), line => Assert.Contains(" Application ", line, StringComparison.Ordinal));
        Assert.Empty(HelmFleet.Notes(await fleet.JsonAsync("--committed")));
        Assert.False(File.Exists(fleet.Folder.Beside.File("calls")));

        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            environment.Replace("demo: {}", "demo: {values: {replicas: 1}}", StringComparison.Ordinal)
        );
        fleet.Folder.Write(Values, fleet.Folder.Read(Values).Replace("# A comment.\n", "", StringComparison.Ordinal));
        await fleet.RenderAsync();
        File.Delete(fleet.Folder.Beside.File("calls"));
        Assert.Equal(2, (await fleet.ChangesAsync()).Count);
        Assert.Equal(2, (await fleet.ChangesAsync()).Count);
        // The base's twice each time, for chance, since who only reads keeps nothing; the head's was made by the render.
        Assert.Equal(["template", "template", "template", "template"], fleet.Folder.Beside.Read("calls").Trim().Split('\n'));
    }

    [Fact]
    public async Task Clusters_with_values_of_their_own_are_compared_each()
    {
        static string Own(int replicas) => $"apps: {{demo: {{values: {{replicas: {replicas}}}}}}}";
        using var fleet = await HelmFleet.WithFolderAsync(before: folder =>
            folder.Write(
                "environments/prod/environment.yaml",
                folder
                    .Read("environments/prod/environment.yaml")
                    .Replace("prod-2.example}", $"prod-2.example, {Own(5)}}}", StringComparison.Ordinal)
            )
        );
        fleet.Folder.Write(
            "environments/prod/environment.yaml",
            fleet.Folder.Read("environments/prod/environment.yaml").Replace(Own(5), Own(0), StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        Assert.Equal(
            [
                "high scale-down changed Deployment rel-demo [spec.replicas] in prod/prod-2",
                "low chart changed HelmValues demo [replicas] in prod/prod-2",
            ],
            await fleet.ChangesAsync()
        );
    }

    [Fact]
    public async Task An_app_whose_delivery_changes_keeps_its_objects_and_one_that_goes_loses_them()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        fleet.Folder.Write(
            "apps/demo/app.yaml",
            fleet.Folder.Read("apps/demo/app.yaml").Replace("delivery: helm", "delivery: rendered", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        Assert.All(await fleet.ChangesAsync(), line => Assert.Matches(" (Application|ApplicationSet|AppProject|HelmValues) ", line));

        fleet.Folder.Write(
            "apps/demo/app.yaml",
            fleet.Folder.Read("apps/demo/app.yaml").Replace("delivery: rendered", "delivery: helm", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        Directory.Delete(fleet.Folder.File("environments/dev/demo"), recursive: true);
        File.Delete(fleet.Folder.File("argocd/apps/dev/demo.yaml"));
        Assert.Contains("high deletes-data removed CustomResourceDefinition widgets.demo.example [] in dev", await fleet.ChangesAsync());
    }

    [Fact]
    public async Task A_tree_with_paths_that_lead_out_writes_nothing_there()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        var git = new GitRepository(fleet.Folder.Path);
        var none = CancellationToken.None;
        async Task<string> TreeAsync(string of, string name, string tree) =>
            await git.RunAsync(
                new GitCall("mktree")
                {
                    Input =
                        string.Join(
                            '\n',
                            (await git.RunAsync(none, "ls-tree", of))
                                .Split('\n')
                                .Where(line => !line.EndsWith($"\t{name}", StringComparison.Ordinal))
                                .Append($"040000 tree {tree}\t{name}")
                        ) + "\n",
                },
                none
            );
        var blob = await git.RunAsync(new GitCall("hash-object", "-w", "--stdin") { Input = "planted" }, none);
        var inner = await git.RunAsync(new GitCall("mktree") { Input = $"100644 blob {blob}\tplanted.yaml\n" }, none);
        var tree = await TreeAsync("HEAD:apps/demo/chart", "..", inner);
        tree = await TreeAsync("HEAD:apps/demo", "chart", tree);
        tree = await TreeAsync("HEAD:apps", "demo", tree);
        tree = await TreeAsync("HEAD", "apps", tree);
        var commit = Sh.Git(fleet.Folder.Path, "commit-tree", "-m", "Planted", tree);
        Assert.Contains(
            "apps/demo/chart holds a path that no file may have",
            HelmFleet.Notes(await fleet.JsonAsync("--base-exact", commit)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_link_in_a_chart_is_not_followed()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        fleet.Folder.Write("outside.yaml", SmallFleet.ConfigMap("linked"));
        File.CreateSymbolicLink(fleet.Folder.File("apps/demo/chart/templates/link.yaml"), fleet.Folder.File("outside.yaml"));
        fleet.Folder.Write(Values, "replicas: 1\ntext: from the app\n");
        Assert.DoesNotContain(await fleet.ChangesAsync("--committed"), line => line.Contains("linked", StringComparison.Ordinal));
        fleet.Commit();
        Assert.DoesNotContain(
            await fleet.ChangesAsync("--committed", "--base", "HEAD~1", "--head", "HEAD"),
            line => line.Contains("linked", StringComparison.Ordinal)
        );
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "the Helm that waits is a shell script")]
    public async Task An_interrupted_comparison_leaves_nothing_behind()
    {
        using var fleet = await HelmFleet.WithFolderAsync();
        fleet.Folder.Write(Values, "replicas: 1\n");
        fleet.Folder.Beside.WriteScript(
            "helm",
            $"if [ \"$1\" = version ]; then exec '{TestTools.Helm4}' \"$@\"; fi\necho \"$3\" > "
                + $"'{fleet.Folder.File("began.new")}'\nmv '{fleet.Folder.File("began.new")}' '{fleet.Folder.File("began")}'\nsleep "
                + "600"
        );
        fleet.Folder.Write(
            "gitopsgen.yaml",
            fleet.Folder.Read("gitopsgen.yaml").Replace(TestTools.Helm4, fleet.Folder.Beside.File("helm"), StringComparison.Ordinal)
        );
        Directory.Delete(fleet.Folder.State(), recursive: true);
        using var interrupt = new CancellationTokenSource();
        using var progress = ConsoleProgress.BarOnly(TextWriter.Null);
        var run = new FleetComparison(new DiffOptions(fleet.Folder.Path), progress).RunAsync(interrupt.Token);
        while (!File.Exists(fleet.Folder.File("began")) && !run.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var chart = fleet.Folder.Read("began").Trim();
        Assert.True(Directory.Exists(chart), chart);
        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Directory.Exists(Path.GetDirectoryName(chart)), chart);
    }
}
