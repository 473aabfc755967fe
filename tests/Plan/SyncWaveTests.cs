using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Plan;

/// <summary>Sync waves: what an app says, else one after the last of what it requires, but not before 0.</summary>
public sealed class SyncWaveTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("a: b", "b=0 a=1")]
    [InlineData("a: b c, b: c", "c=0 b=1 a=2")]
    [InlineData("a: b c d, b: d, c: b", "d=0 b=1 c=2 a=3")]
    [InlineData("a: , b: ", "a=0 b=0")]
    [InlineData("a: b, b=-5: ", "b=-5 a=0")]
    [InlineData("a: b c, b=-5: , c: ", "b=-5 c=0 a=1")]
    [InlineData("a=9: b, b: c", "c=0 b=1 a=9")]
    [InlineData("a: b, b=10: c, c: ", "c=0 b=10 a=11")]
    [InlineData("a: operator", "a=0")]
    [InlineData("a: operator b, b: operator", "b=0 a=1")]
    [InlineData("a=-3: operator", "a=-3")]
    public void Waves_follow_from_what_apps_require(string apps, string waves)
    {
        Assert.Equal(waves, Waves(apps));
    }

    [Theory]
    [InlineData("a=1: b, b=1: ", 1)]
    [InlineData("a=0: b, b: ", 1)]
    [InlineData("a=1: b, b: c", 1)]
    [InlineData("a=2: b c, b=2: , c=3: ", 2)]
    public void A_wave_that_comes_too_early_is_reported_for_each_requirement(string apps, int times)
    {
        Write(apps);
        Assert.Equal(Enumerable.Repeat("GOG029", times), fleet.Diagnose().Select(found => found.Code));
    }

    [Fact]
    public void What_an_environment_does_not_run_does_not_count()
    {
        Write("a: b, b=7: ");
        fleet.Edit("environments/dev/environment.yaml", "a: {}, ", "").Edit("environments/dev/environment.yaml", "b: {}", "b: {}");
        Assert.Equal("b=7", Of(fleet));
    }

    private string Waves(string apps)
    {
        Write(apps);
        return Of(fleet);
    }

    // "a=1: b c" is an app a with sync wave 1 that requires b and c; apps that are only required exist too.
    private void Write(string apps)
    {
        foreach (var name in new[] { "dev", "prod" })
            Directory.Delete(fleet.Folder.File($"environments/{name}"), recursive: true);
        fleet.Write(
            "gitopsgen.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Fleet\nmetadata: {name: small}\nspec: {repository: {url: "
                + "https://git.example/small.git}, prerequisites: [{name: operator}]}\n"
        );
        var said = apps.Split(", ")
            .Select(app => app.Split(':'))
            .ToDictionary(
                app => app[0].Split('=')[0],
                app => (Wave: app[0].Split('=').ElementAtOrDefault(1), Requires: app[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                StringComparer.Ordinal
            );
        foreach (var name in said.Values.SelectMany(app => app.Requires).Where(name => name != "operator").ToList())
            said.TryAdd(name, (null, []));
        foreach (var (name, (wave, requires)) in said)
        {
            fleet.App(
                name,
                wave is null ? "description: x" : $"syncWave: {wave}",
                $"requires: [{string.Join(", ", requires)}]",
                "kustomize: {base: base}"
            );
            fleet.Write($"apps/{name}/base/kustomization.yaml", "resources: []\n");
        }

        fleet.Environment(
            "dev",
            "extends: [shared]",
            "class: dev",
            "follows: head",
            "clusters: [{name: dev-1, server: https://dev-1.example}]",
            $"apps: {{{string.Join(", ", said.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}: {{}}"))}}}"
        );
    }

    private static string Of(BrokenFleet fleet)
    {
        var (plan, diagnostics) = fleet.Plan();
        Assert.Empty(diagnostics);
        return string.Join(
            ' ',
            plan.Units.OrderBy(unit => unit.SyncWave)
                .ThenBy(unit => unit.App.Name, StringComparer.Ordinal)
                .Select(unit => $"{unit.App.Name}={unit.SyncWave}")
        );
    }
}
