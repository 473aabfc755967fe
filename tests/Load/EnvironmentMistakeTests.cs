using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>What environments say of each other, of their clusters, features and apps.</summary>
public sealed class EnvironmentMistakeTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void A_circle_of_extends_is_reported_once()
    {
        fleet.Environment("one", "abstract: true", "extends: [‸two]");
        fleet.Environment("two", "abstract: true", "extends: [three]");
        fleet.Environment("three", "abstract: true", "extends: [shared, one]").Says("GOG018", "one → two → three → one", "Break it");
    }

    [Fact]
    public void An_environment_that_extends_itself_is_a_circle() =>
        fleet.Edit(BrokenFleet.Dev, "extends: [shared]", "extends: [shared, ‸dev]").Says("GOG018", "dev → dev");

    [Fact]
    public void A_circle_through_an_environment_with_clusters_is_one_mistake() =>
        fleet
            .Edit(BrokenFleet.Shared, "abstract: true", "abstract: true\n  extends: [dev]")
            .Edit(BrokenFleet.Dev, "extends: [shared]", "extends: [‸shared]")
            .Says("GOG018", "dev → shared → dev");

    [Fact]
    public void Extending_what_does_not_exist_is_reported_with_the_nearest_and_nothing_that_follows_from_it() =>
        fleet.Edit(BrokenFleet.Dev, "extends: [shared]", "extends: [‸shard]").Says("GOG019", "\"shard\"", "Did you mean 'shared'?");

    [Fact]
    public void Extending_an_environment_with_clusters_is_reported() =>
        fleet.Edit(BrokenFleet.Prod, "extends: [shared]", "extends: [shared, ‸dev]").Says("GOG020", "\"dev\"", "abstract: true");

    [Fact]
    public void A_forgotten_abstract_is_one_mistake()
    {
        fleet
            .Edit(BrokenFleet.Shared, "  abstract: true\n", "")
            .Edit(BrokenFleet.Shared, "{name: shared}", "{name: ‸shared}")
            .Says("GOG031", "\"shared\" has no cluster", "abstract: true");
    }

    [Fact]
    public void A_cluster_that_two_environments_name_is_reported_at_the_second() =>
        fleet
            .Edit(BrokenFleet.Prod, "{name: prod-2, server: https://prod-2.example}", "{name: ‸dev-1, server: https://prod-2.example}")
            .Says("GOG024", "name 'dev-1'", "environments/dev/environment.yaml(9,14)", "one environment");

    [Theory]
    [InlineData("https://dev-1.example")]
    [InlineData("https://dev-1.example/")]
    [InlineData("https://DEV-1.example:443")]
    public void A_server_that_two_environments_name_is_one_cluster_however_it_is_written(string server) =>
        fleet
            .Edit(BrokenFleet.Prod, "server: https://prod-2.example", $"server: ‸{server}")
            .Says("GOG024", "server", "environments/dev/environment.yaml(9,29)");

    [Fact]
    public void One_environment_that_lists_a_cluster_twice_is_reported() =>
        fleet.Edit(BrokenFleet.Prod, "name: prod-2", "name: ‸prod-1").Says("GOG024", "'prod-1'");

    [Theory]
    [InlineData("components: [{path: c, when: ‸clod}]")]
    [InlineData("components: [{path: c, when: [cloud, ‸clod]}]")]
    [InlineData("base: base, patches: [{file: p.yaml, when: ‸clod}]")]
    [InlineData("base: base, templates: [{file: p.yaml, as: patch, when: ‸clod}]")]
    public void A_feature_that_is_nearly_one_an_environment_has_is_a_warning(string kustomize)
    {
        fleet.Write("apps/web/c/kustomization.yaml", "kind: Component\nresources: []\n").Write("apps/web/p.yaml", "");
        AppThatAsksForCloud();
        fleet.App("web", $"kustomize: {{{kustomize}}}").Says("GOG025", "'clod'", "Did you mean 'cloud'?");
        Assert.Equal(Severity.Warning, Assert.Single(fleet.Diagnose()).Severity);
    }

    // Of three letters one other makes another word, and whoever runs on one cloud says nothing of the other.
    [Theory]
    [InlineData("aks")]
    [InlineData("eks")]
    public void What_an_app_needs_of_the_version_on_one_cloud_is_no_slip_of_another(string cloud) =>
        fleet
            .App(
                "web",
                "kustomize: {base: base}",
                "kubernetes: [{versions: '>=1.30', when: aks, why: x.}, {versions: '>=1.30', when: [eks, cloud], why: x.}]"
            )
            .Edit(BrokenFleet.Shared, "[cloud]", $"[cloud, {cloud}]")
            .SaysNothing();

    [Fact]
    public void The_features_of_an_environments_own_patches_are_looked_at_too()
    {
        fleet.Write("environments/dev/patches/p.yaml", "");
        AppThatAsksForCloud();
        fleet.Edit(BrokenFleet.Dev, "web: {}", "web: {patches: [{file: patches/p.yaml, when: ‸clod}]}").Says("GOG025", "'clod'");
    }

    [Theory]
    [InlineData("clould")]
    [InlineData("clod")]
    public void A_feature_that_is_nearly_one_an_app_asks_for_is_an_error(string slip)
    {
        AppThatAsksForCloud();
        fleet.Edit(BrokenFleet.Shared, "[cloud]", $"[‸{slip}]").Says("GOG263", $"'{slip}'", "Did you mean 'cloud'?");
        Assert.Equal(Severity.Error, Assert.Single(fleet.Diagnose()).Severity);
    }

    [Fact]
    public void A_feature_that_no_app_asks_for_and_that_is_near_none_is_a_warning()
    {
        AppThatAsksForCloud();
        fleet.Edit(BrokenFleet.Shared, "[cloud]", "[cloud, ‸gpu]").Says("GOG263", "'gpu'", "Known: cloud.");
        Assert.Equal(Severity.Warning, Assert.Single(fleet.Diagnose()).Severity);
    }

    [Theory]
    [InlineData("values: [{file: v.yaml, when: gpu}]", "chart: {path: chart, version: 1.0.0}")]
    [InlineData("kustomize: {base: base, components: [{path: c, when: [cloud, gpu]}]}")]
    [InlineData("kustomize: {base: base, patches: [{file: p.yaml, when: gpu}]}")]
    [InlineData("kustomize: {base: base, templates: [{file: p.yaml, as: patch, when: gpu}]}")]
    public void Whatever_of_an_app_asks_for_a_feature_makes_it_known(params string[] spec)
    {
        AppThatAsksForCloud();
        fleet
            .Write("apps/web/c/kustomization.yaml", "kind: Component\nresources: []\n")
            .Write("apps/web/p.yaml", "")
            .Write("apps/web/v.yaml", "{}\n");
        fleet.Write("apps/web/chart/Chart.yaml", "{apiVersion: v2, name: chart, version: 1.0.0}\n");
        fleet.Edit(BrokenFleet.Shared, "[cloud]", "[cloud, gpu]").App("web", spec).SaysNothing();
    }

    [Fact]
    public async Task A_feature_that_only_a_release_asks_for_is_known()
    {
        AppThatAsksForCloud();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet.Folder, "release", "cut", "config")).Exit);
        fleet.App("config", "kustomize: {base: base}").SaysNothing();
    }

    // Beside web, whose description a test writes.
    private void AppThatAsksForCloud() =>
        fleet
            .Write("apps/config/cloud/kustomization.yaml", "kind: Component\nresources: []\n")
            .App("config", "kustomize: {base: base, components: [{path: cloud, when: cloud}]}");

    [Fact]
    public void A_feature_that_nobody_has_is_a_choice()
    {
        AppThatAsksForCloud();
        fleet.Write("apps/web/c/kustomization.yaml", "kind: Component\nresources: []\n");
        fleet.App("web", "kustomize: {base: base, components: [{path: c, when: windows}]}").SaysNothing();
    }

    [Fact]
    public void An_empty_feature_would_never_apply() =>
        fleet
            .App("web", "kustomize: {base: base, components: [{path: c, when: ‸\"\"}]}")
            .Write("apps/web/c/kustomization.yaml", "kind: Component\nresources: []\n")
            .Says("GOG015");

    [Fact]
    public void A_requirement_that_is_neither_app_nor_prerequisite_is_reported() =>
        fleet.App("web", "requires: [‸confg]", "kustomize: {base: base}").Says("GOG026", "\"confg\"", "Did you mean 'config'?");

    [Fact]
    public void A_prerequisite_may_be_required() =>
        fleet
            .App("web", "requires: [operator]", "kustomize: {base: base}")
            .Edit(BrokenFleet.Fleet, "  limits: {deletions: 60%}\n", "  prerequisites: [{name: operator}]\n")
            .SaysNothing();

    [Fact]
    public void What_is_an_app_and_a_prerequisite_need_not_run_where_it_is_required() =>
        fleet
            .App("operator", "kustomize: {base: base}")
            .Write("apps/operator/base/kustomization.yaml", "resources: []\n")
            .App("web", "requires: [operator]", "kustomize: {base: base}")
            .Edit(BrokenFleet.Fleet, "  limits: {deletions: 60%}\n", "  prerequisites: [{name: operator}]\n")
            .SaysNothing();

    [Theory]
    [InlineData("")]
    [InlineData("syncWave: 1")]
    public void Apps_that_require_each_other_are_one_mistake(string wave)
    {
        fleet.App("config", "requires: [‸web]", "kustomize: {base: base}", wave);
        fleet.App("web", "requires: [config]", "kustomize: {base: base}", wave).Says("GOG027", "config → web → config", "Break it");
    }

    [Fact]
    public void A_required_app_that_the_environment_does_not_run_is_reported_at_the_one_that_requires_it() =>
        fleet
            .Edit(BrokenFleet.Dev, "{config: {}, web: {}}", "{‸web: {}}")
            .Says("GOG028", "\"web\" requires \"config\"", "environment \"dev\"", "spec.apps");

    [Fact]
    public void A_mistyped_app_is_one_mistake_although_another_requires_it() =>
        fleet.Edit(BrokenFleet.Dev, "{config: {}, web: {}}", "{‸confg: {}, web: {}}").Says("GOG014", "Did you mean 'config'?");

    [Fact]
    public void A_sync_wave_before_that_of_a_required_app_is_reported_at_the_requirement() =>
        fleet
            .Edit(BrokenFleet.Config, "kustomize", "syncWave: 3\n  kustomize")
            .App("web", "syncWave: 3", "requires: [‸config]", "kustomize: {base: base}")
            .Says("GOG029", "sync wave 3", "later wave than 3");

    [Fact]
    public void An_environment_without_clusters_is_reported() =>
        fleet
            .Environment("eu", "extends: [shared]", "class: eu", "follows: head")
            .Edit("environments/eu/environment.yaml", "{name: eu}", "{name: ‸eu}")
            .Says("GOG031", "spec.clusters");

    [Fact]
    public void A_wave_whose_environment_lost_its_clusters_is_no_second_mistake()
    {
        fleet
            .Edit(BrokenFleet.Dev, "  clusters:\n    - {name: dev-1, server: https://dev-1.example}\n", "")
            .Edit(BrokenFleet.Dev, "{name: dev}", "{name: ‸dev}")
            .Says("GOG031");
    }

    [Theory]
    [InlineData("wave: ‸dev")]
    [InlineData("clusters: [{name: ‸x, server: https://x.example}]")]
    public void An_abstract_environment_has_neither_clusters_nor_wave(string line) =>
        fleet
            .Edit(BrokenFleet.Shared, "  abstract: true\n", $"  abstract: true\n  {line}\n")
            .Says("GOG032", "\"shared\"", "one that extends it");

    [Theory]
    [InlineData("environments/shared/environment.yaml", "  kubernetesVersion: \"1.33\"\n", "kubernetesVersion", 2)]
    [InlineData("environments/dev/environment.yaml", "  class: dev\n", "class", 1)]
    public void What_neither_the_environment_nor_an_ancestor_says_is_reported_for_the_environment(
        string file,
        string line,
        string key,
        int times
    )
    {
        fleet.Edit(file, line, "");
        var found = fleet.Diagnose();
        Assert.Equal(times, found.Count);
        Assert.Equal(("GOG034", new Position(BrokenFleet.Dev, 3, 18)), (found[0].Code, found[0].At));
        Assert.Contains($"'{key}'", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_cluster_says_of_an_app_that_its_environment_does_not_run_is_a_warning()
    {
        fleet
            .Edit(BrokenFleet.Prod, "apps: {config: {}, web: {}}", "apps: {config: {}}")
            .Edit(
                BrokenFleet.Prod,
                "{name: prod-2, server: https://prod-2.example}",
                "{name: prod-2, server: https://prod-2.example, apps: {‸web: {}}}"
            )
            .Says("GOG047", "\"prod-2\"", "\"web\"");
        Assert.Equal(Severity.Warning, Assert.Single(fleet.Diagnose()).Severity);
    }

    [Fact]
    public void Apps_may_not_be_a_list() =>
        fleet
            .Edit(BrokenFleet.Dev, "apps: {config: {}, web: {}}", "apps: ‸[config, web]")
            .Says("GOG004", "spec.apps must be a map, not a list");

    [Fact]
    public void What_is_said_of_an_app_may_not_be_a_list() =>
        fleet.Edit(BrokenFleet.Dev, "config: {}", "config: ‸[]").Says("GOG004", "spec.apps.config must be a map, not a list");
}
