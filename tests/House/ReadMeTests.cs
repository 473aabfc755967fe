using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Pipeline;
using GitOpsGen.Resolve;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>The first page leads to every other, and what it shows of this repository's fleet is so.</summary>
public sealed class ReadMeTests
{
    private const string Begin = "<!-- matrix -->\n";
    private const string End = "<!-- /matrix -->";

    private static string ReadMe => Path.Join(Repository.Root, "README.md");

    [Fact]
    public async Task It_names_every_page_of_the_documents()
    {
        var text = await File.ReadAllTextAsync(ReadMe);
        Assert.All(
            Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md").Select(page => Path.GetFileName(page)),
            page => Assert.Contains($"](docs/{page})", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_names_every_command_that_changes_the_world()
    {
        var text = await File.ReadAllTextAsync(ReadMe);
        Assert.All(
            new[] { "init", "app add", "app remove", "render", "release cut", "publish", "promote", "migrate" },
            verb => Assert.Contains($"gitopsgen {verb}", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Its_matrix_is_this_fleet()
    {
        var text = await File.ReadAllTextAsync(ReadMe);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var now = text[..begin] + Matrix() + text[end..];
        if (Environment.GetEnvironmentVariable("GITOPSGEN_ACCEPT") == "1")
            await File.WriteAllTextAsync(ReadMe, now);
        else
            Assert.Equal(now, text);
    }

    // A row for each app, as there are more of them: head is what is in apps/ now, anything else the version of a release.
    private static string Matrix()
    {
        var diagnostics = new DiagnosticBag();
        var fleet = new Resolver(new Workspace(Repository.Root).Load(diagnostics), diagnostics).Resolve();
        Assert.False(diagnostics.HasErrors);
        var environments = Ordered(fleet).ToList();
        var table = new StringBuilder();
        Row(table, "app", environments.Select(environment => environment.Name));
        table.Append($"|---|{string.Concat(environments.Select(_ => "---|"))}\n");
        Row(table, "*wave*", environments.Select(environment => environment.Settings.Wave?.Text ?? ""));
        Row(table, "*Kubernetes*", environments.Select(environment => environment.KubernetesVersion.ToString()));
        Row(table, "*clusters*", environments.Select(environment => $"{environment.Settings.Clusters.Length}"));
        var runs = fleet.Deployments.ToDictionary(one => (one.Environment.Name, one.App.Name));
        var pages = TrainingPages.OfApps();
        foreach (var app in fleet.Fleet.Apps.Keys)
            Row(
                table,
                pages.TryGetValue(app, out var page) ? $"[{app}](docs/training/{page})" : app,
                environments.Select(environment => Cell(fleet, runs, environment.Name, app))
            );

        var clusters = fleet.Environments.Sum(environment => environment.Settings.Clusters.Length);
        table.Append($"\n{fleet.Fleet.Apps.Count} apps in {fleet.Environments.Length} environments with {clusters} clusters.\n");
        return table.ToString();
    }

    private static void Row(StringBuilder table, string head, IEnumerable<string> cells) =>
        table.Append($"| {head} | {string.Join(" | ", cells)} |\n");

    private static string Cell(ResolvedFleet fleet, Dictionary<(string, string), Deployment> runs, string environment, string app) =>
        !runs.TryGetValue((environment, app), out var run) ? ""
        : run.Source.Release is null ? "head"
        : fleet.Fleet.Pins[(environment, app)].Release.Text;

    private static IEnumerable<ResolvedEnvironment> Ordered(ResolvedFleet fleet)
    {
        var waves = fleet.Fleet.Settings.Waves.Select(wave => wave.Name).ToList();
        return fleet
            .Environments.OrderBy(environment => environment.Settings.Wave is { } wave ? waves.IndexOf(wave.Text) : waves.Count)
            .ThenBy(environment => environment.Name, StringComparer.Ordinal);
    }
}
