using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG040 to GOG045: pins and releases.</summary>
public sealed class ReleaseMistakeTests : IDisposable
{
    private const string WebPin = "environments/prod/releases/web.yaml";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_pin_of_a_release_that_does_not_exist_is_reported_with_the_nearest()
    {
        var release = await CutAsync("web");
        fleet.Write(WebPin, Pin($"‸{release[..^1]}x")).Says("GOG040", "\"web\"", $"Did you mean '{release}'?");
    }

    [Fact]
    public async Task The_release_to_roll_back_to_must_exist_too()
    {
        var release = await CutAsync("web");
        fleet.Write(WebPin, Pin($"{release}, previous: ‸0.9.0-abcdef0")).Says("GOG040", "'0.9.0-abcdef0'", $"Known: {release}");
    }

    [Fact]
    public async Task A_release_whose_content_was_changed_is_one_mistake_whatever_was_changed()
    {
        var release = await CutAsync("web");
        fleet.Write(WebPin, Pin(release));
        fleet.Folder.Write($"apps/web/releases/{release}/app.yaml", "[");
        fleet.SaysAt(
            Position.Start($"apps/web/releases/{release}"),
            "GOG041",
            $"'{release}'",
            "it would be '1.0.0-",
            "restore it from git"
        );
    }

    [Fact]
    public async Task A_file_added_to_a_release_changes_its_content()
    {
        var release = await CutAsync("web");
        fleet.Folder.Write($"apps/web/releases/{release}/new.yaml", "");
        fleet.SaysAt(Position.Start($"apps/web/releases/{release}"), "GOG041");
    }

    [Fact]
    public async Task A_release_under_another_name_does_not_match_it()
    {
        var release = await CutAsync("web");
        Directory.Move(fleet.Folder.File($"apps/web/releases/{release}"), fleet.Folder.File("apps/web/releases/latest"));
        fleet.SaysAt(Position.Start("apps/web/releases/latest"), "GOG041", "'latest'");
    }

    [Fact]
    public async Task A_release_under_another_version_does_not_match_it()
    {
        var release = await CutAsync("web");
        var other = release.Replace("1.0.0", "2.0.0", StringComparison.Ordinal);
        Directory.Move(fleet.Folder.File($"apps/web/releases/{release}"), fleet.Folder.File($"apps/web/releases/{other}"));
        fleet.SaysAt(Position.Start($"apps/web/releases/{other}"), "GOG041", $"it would be '{release}'");
    }

    [Fact]
    public async Task An_app_without_a_pin_where_head_is_not_followed_is_reported_with_the_pin_to_write()
    {
        var release = await CutAsync("web");
        ProdRunsReleases("{config: {}, ‸web: {}}");
        fleet
            .Write("environments/prod/releases/config.yaml", Pin(await CutAsync("config", prepared: true)))
            .Says("GOG042", WebPin, $"'release: {release}'");
    }

    [Fact]
    public void A_pin_under_another_ending_is_asked_for_and_named()
    {
        ProdRunsReleases("{config: {}, web: {}}");
        fleet.Edit(BrokenFleet.Prod, "{config: {}, web: {}}", "{}");
        fleet.Write("environments/prod/releases/web.yml", Pin("1.0.0-abcdef0"));
        fleet.SaysAt(Position.Start(WebPin), "GOG016", "Did you mean 'web.yml'?");
    }

    [Theory]
    [InlineData("‸head")]
    [InlineData("RELEASE, previous: ‸head")]
    public async Task A_pin_may_name_head_only_where_head_is_followed(string pin)
    {
        var release = await CutAsync("web");
        ProdRunsReleases("{web: {}}");
        fleet.App("web", "kustomize: {base: base}");
        fleet.Write(WebPin, Pin(pin.Replace("RELEASE", release, StringComparison.Ordinal)));
        if (pin.StartsWith('R'))
        {
            // The frozen web requires config still.
            fleet
                .Edit(BrokenFleet.Prod, "{web: {}}", "{config: {}, web: {}}")
                .Write("environments/prod/releases/config.yaml", Pin(await CutAsync("config", prepared: true)));
        }

        fleet.Says("GOG043", "\"prod\"", "Name a release");
    }

    [Fact]
    public void A_pin_may_name_head_where_the_wave_follows_head() => fleet.Write(WebPin, Pin("head")).SaysNothing();

    [Fact]
    public async Task A_pin_of_an_app_that_the_environment_does_not_run_is_a_warning()
    {
        var release = await CutAsync("web");
        fleet
            .Edit(BrokenFleet.Prod, "{config: {}, web: {}}", "{config: {}}")
            .Write(WebPin, Pin($"‸{release}"))
            .Says("GOG044", "\"prod\" does not run \"web\"", "Remove it");
        Assert.Equal(Severity.Warning, Assert.Single(fleet.Diagnose()).Severity);
    }

    [Fact]
    public async Task A_pin_of_an_abstract_environment_is_a_warning()
    {
        var release = await CutAsync("web");
        fleet
            .Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {}}")
            .Write("environments/shared/releases/web.yaml", Pin($"‸{release}"))
            .Says("GOG044", "\"shared\"");
    }

    [Fact]
    public async Task A_chart_whose_digest_cannot_be_read_is_a_warning_of_release_cut()
    {
        fleet.App(
            "web",
            "requires: [config]",
            "delivery: helm",
            "chart:",
            "  repository: https://charts.example",
            "  name: web",
            "  version: 1.0.0",
            "  produces: {kinds: [Service]}"
        );
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "release", "cut", "web", "--offline");
        Assert.Equal(0, answer.Exit);
        Assert.Contains(
            "apps/web/app.yaml(10,5): warning GOG045: the digest of the chart https://charts.example/web 1.0.0 could not be read",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: ‸\"{}\n", "GOG001")]
    [InlineData("apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {‸relase: RELEASE}\n", "GOG003")]
    [InlineData("apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: ‸{}\n", "GOG005")]
    [InlineData("apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: ‸[]}\n", "GOG004")]
    [InlineData("‸[]\n", "GOG004")]
    public async Task A_pin_that_cannot_be_read_is_one_mistake(string text, string code)
    {
        fleet.App("web", "kustomize: {base: base}");
        var release = await CutAsync("web");
        ProdRunsReleases("{web: {}}");
        fleet.Write(WebPin, text.Replace("RELEASE", release, StringComparison.Ordinal)).Says(code);
    }

    [Fact]
    public void A_pin_in_a_file_of_a_mistyped_name_is_one_mistake()
    {
        ProdRunsReleases("{web: {}}");
        fleet.App("web", "kustomize: {base: base}");
        fleet.Write("environments/prod/releases/wbe.yaml", Pin("1.0.0-abcdef0"));
        fleet.SaysAt(Position.Start("environments/prod/releases/wbe.yaml"), "GOG014", "Did you mean 'web'?");
    }

    [Fact]
    public async Task Pins_are_read_also_where_the_environment_or_the_app_cannot_be()
    {
        await CutAsync("config");
        fleet.Edit(BrokenFleet.Prod, "class: prod", "class: ‸\"prod").Edit(BrokenFleet.Config, "metadata", "‸\"metadata");
        fleet.Write(WebPin, Pin("‸1.0.0-abcdef0")).Write("environments/prod/releases/config.yaml", Pin("‸1.0.0-abcdef0"));
        fleet.SaysEach("GOG001", "GOG001", "GOG040", "GOG040");
    }

    [Fact]
    public void What_a_release_that_nobody_runs_requires_may_be_gone()
    {
        fleet.App("web", "requires: [config]", "kustomize: {base: base}");
        Directory.Delete(fleet.Folder.File("apps/config"), recursive: true);
        fleet
            .App("web", "kustomize: {base: base}")
            .Edit(BrokenFleet.Dev, "{config: {}, web: {}}", "{web: {}}")
            .Edit(BrokenFleet.Prod, "{config: {}, web: {}}", "{web: {}}")
            .SaysNothing();
    }

    private void ProdRunsReleases(string apps) =>
        fleet.Edit(BrokenFleet.Fleet, "{name: prod, follows: head}", "{name: prod}").Edit(BrokenFleet.Prod, "{config: {}, web: {}}", apps);

    // `release cut` wants a fleet without mistakes; later ones are cut in a copy that has none.
    private async Task<string> CutAsync(string app, bool prepared = false)
    {
        if (prepared)
        {
            using var clean = new BrokenFleet();
            var name = await CutAsync(clean.Folder, app);
            Copy(clean.Folder.File($"apps/{app}/releases/{name}"), fleet.Folder.File($"apps/{app}/releases/{name}"));
            return name;
        }

        return await CutAsync(fleet.Folder, app);
    }

    private static async Task<string> CutAsync(TemporaryFolder folder, string app)
    {
        var answer = await Gitopsgen.RunInAsync(folder, "release", "cut", app, "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        return Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(folder.File($"apps/{app}/releases"))));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Join(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Pin(string release) => $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {release}}}\n";
}
