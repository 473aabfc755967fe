using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Names that are no labels, are there twice, or name nothing.</summary>
public sealed class NameMistakeTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("environments/dev/environment.yaml", "apps: {config: {}, web: {}}", "apps: {config: {}, web: {}, ‸wbe: {}}")]
    [InlineData("environments/shared/environment.yaml", "features: [cloud]", "features: [cloud]\n  apps: {‸wbe: {}}")]
    [InlineData("environments/dev/environment.yaml", "server: https://dev-1.example", "server: https://dev-1.example, apps: {‸wbe: {}}")]
    [InlineData("gitopsgen.yaml", "limits: {deletions: 60%}", "apps: {‸wbe: {}}")]
    public void An_app_that_does_not_exist_is_reported_with_the_nearest(string file, string old, string @new) =>
        fleet.Edit(file, old, @new).Says("GOG014", "\"wbe\"", "Did you mean 'web'?", "Known: config, web");

    [Fact]
    public void A_pin_of_an_app_whose_folder_is_gone_is_reported_at_the_pin()
    {
        fleet.Write("environments/prod/releases/gone.yaml", Pin("1.0.0-abcdef0"));
        fleet.SaysAt(Position.Start("environments/prod/releases/gone.yaml"), "GOG014", "\"gone\"", "Known: config, web");
    }

    [Fact]
    public void An_app_whose_folder_is_gone_is_reported_once_in_each_environment_that_names_it()
    {
        Directory.Delete(fleet.Folder.File("apps/web"), recursive: true);
        fleet.Write("environments/prod/releases/web.yaml", Pin("1.0.0-abcdef0"));
        Assert.Equal(
            [("GOG014", BrokenFleet.Dev), ("GOG014", BrokenFleet.Prod)],
            fleet.Diagnose().Select(found => (found.Code, found.At!.Value.File))
        );
    }

    [Theory]
    [InlineData("environments/dev/environment.yaml", "{name: dev-1,", "{name: ‸Dev_1,", "Nearest: dev-1.")]
    [InlineData("environments/dev/environment.yaml", "class: dev", "class: ‸-dev", "Nearest: dev.")]
    [InlineData("environments/shared/environment.yaml", "features: [cloud]", "features: [cloud, ‸Istio]", "Nearest: istio.")]
    [InlineData("apps/web/app.yaml", "namespace: demo", "namespace: ‸demo.", "Nearest: demo.")]
    [InlineData("gitopsgen.yaml", "metadata: {name: small}", "metadata: {name: ‸smäll}", "Nearest: sm-ll.")]
    [InlineData("gitopsgen.yaml", "limits: {deletions: 60%}", "prerequisites: [{name: ‸a.b}]", "Nearest: a-b.")]
    public void A_name_that_is_no_DNS_label_is_reported_with_the_nearest_that_is(string file, string old, string @new, string mend) =>
        fleet.Edit(file, old, @new).Says("GOG015", "DNS label", mend);

    [Fact]
    public void A_folder_whose_name_is_no_label_is_reported_once()
    {
        fleet.Write("apps/Web_2/app.yaml", SmallFleet.App("web-2", "kustomize: {base: base}"));
        fleet.Write("apps/Web_2/base/kustomization.yaml", "resources: []\n");
        fleet.SaysAt(Position.Start("apps/Web_2/app.yaml"), "GOG015", "the folder 'Web_2'", "Nearest: web-2.");
    }

    [Fact]
    public void A_folder_and_a_name_that_agree_on_no_label_are_one_mistake()
    {
        fleet
            .Write("environments/Test/environment.yaml", SmallFleet.Environment("‸Test", "abstract: true"))
            .Says("GOG015", "metadata.name 'Test'");
    }

    [Theory]
    [InlineData("apps/web/app.yaml", "name: web", "name: ‸webb", "'web'")]
    [InlineData("environments/dev/environment.yaml", "metadata: {name: dev}", "metadata: {name: ‸prod}", "'dev'")]
    public void A_name_that_is_not_its_folders_is_reported(string file, string old, string @new, string folder) =>
        fleet.Edit(file, old, @new).Says("GOG017", folder, "Make them equal");

    [Fact]
    public void Two_apps_may_not_take_each_others_names() =>
        fleet.Edit(BrokenFleet.Config, "{name: config}", "{name: ‸web}").Says("GOG017", "the folder is 'config'");

    [Fact]
    public void Two_waves_of_one_name_are_reported_at_the_second() =>
        fleet
            .Edit(BrokenFleet.Fleet, "    - {name: prod, follows: head}\n", "    - {name: prod, follows: head}\n    - {name: ‸dev}\n")
            .Says("GOG033", "the wave 'dev'", "gitopsgen.yaml(8,14)", "Rename");

    [Fact]
    public void Two_prerequisites_of_one_name_are_reported_at_the_second() =>
        fleet
            .Edit(BrokenFleet.Fleet, "  limits: {deletions: 60%}\n", "  prerequisites: [{name: web}, {name: ‸web}]\n")
            .Says("GOG033", "the prerequisite 'web'");

    public static TheoryData<string> ReservedForApps => [.. EnvironmentFolder.Reserved];

    public static TheoryData<string> ReservedForClusters => [.. OverlayFolder.Reserved];

    [Theory]
    [MemberData(nameof(ReservedForClusters))]
    public void A_cluster_may_not_be_called_as_a_folder_of_an_overlay(string name) =>
        fleet.Edit(BrokenFleet.Dev, "{name: dev-1,", $"{{name: ‸{name},").Says("GOG049", $"'{name}'", "Rename it");

    [Theory]
    [MemberData(nameof(ReservedForApps))]
    public void An_app_may_not_be_called_as_a_folder_of_an_environment(string name)
    {
        fleet.App(name, "kustomize: {base: base}").Edit($"apps/{name}/app.yaml", $"name: {name}", $"name: ‸{name}");
        fleet.Write($"apps/{name}/base/kustomization.yaml", "resources: []\n");
        fleet.Says("GOG035", $"'{name}'", "Rename it");
    }

    [Theory]
    [InlineData("tools: {kustomize: ‸five}")]
    [InlineData("tools: {helm: {path: helm, version: ‸'>= 3 <'}}")]
    [InlineData("tools: {helm: ‸'~3'}")]
    public void A_range_of_versions_is_read_with_the_rest(string line) =>
        fleet.Edit(BrokenFleet.Fleet, "limits: {deletions: 60%}", line).Says("GOG093", "\">=5.5 <6\"");

    [Theory]
    [InlineData("default")]
    [InlineData("small-root")]
    public void A_class_may_not_have_the_name_of_a_project_that_is_there(string name) =>
        fleet.Edit(BrokenFleet.Dev, "class: dev", $"class: ‸{name}").Says("GOG048", $"'{name}'", "Rename it");

    [Fact]
    public async Task Init_names_what_the_catalogue_has_and_overwrites_nothing()
    {
        using var folder = new TemporaryFolder();
        var unknown = await Gitopsgen.RunAsync("init", "--apps", "promtheus-stack", folder.File("new"));
        Assert.Equal(1, unknown.Exit);
        Assert.Contains(
            "error GOG100: the catalogue has no app \"promtheus-stack\". Did you mean 'prometheus-stack'?",
            unknown.Error,
            StringComparison.Ordinal
        );
        folder.Write("apps/mine", "");
        var taken = await Gitopsgen.RunAsync("init", folder.Path);
        Assert.Equal(1, taken.Exit);
        Assert.Contains("error GOG101: 'apps", taken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_says_that_an_environment_does_not_run_an_app()
    {
        fleet.Edit(BrokenFleet.Dev, "{config: {}, web: {}}", "{config: {}}");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "explain", "dev", "web");
        Assert.Equal(2, answer.Exit);
        Assert.Contains(
            "error GOG036: <app> web: environment \"dev\" does not run \"web\". Add it under spec.apps",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Explain_says_that_an_environment_has_no_such_cluster()
    {
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "explain", "dev", "web", "--cluster", "dev-2");
        Assert.Equal(2, answer.Exit);
        Assert.Contains(
            "error GOG037: --cluster dev-2: cluster \"dev-2\" is not in this environment. Did you mean 'dev-1'?",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_Applications_of_one_name_are_reported_at_the_second()
    {
        fleet.App("web-eu", "kustomize: {base: base}");
        fleet.Write("apps/web-eu/base/kustomization.yaml", "resources: []\n");
        fleet.Environment(
            "eu",
            "extends: [shared]",
            "class: eu",
            "follows: head",
            "clusters: [{name: eu-one, server: https://eu-one.example}]",
            "apps: {config: {}, web: {}}"
        );
        fleet.Environment(
            "world",
            "extends: [shared]",
            "class: eu",
            "follows: head",
            "clusters: [{name: one, server: https://one.example}]",
            "apps: {‸web-eu: {}}"
        );
        fleet.Says("GOG039", "Application web-eu-one", "environments/eu/environment.yaml(9,22)", "Rename");
    }

    private static string Pin(string release) => $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {release}}}\n";
}
