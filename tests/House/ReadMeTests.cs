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

    // head: what is in apps/ now; else the version of the release.
    private static string Matrix()
    {
        var diagnostics = new DiagnosticBag();
        var fleet = new Resolver(new Workspace(Repository.Root).Load(diagnostics), diagnostics).Resolve();
        Assert.False(diagnostics.HasErrors);
        var apps = fleet.Fleet.Apps.Keys.ToList();
        var runs = fleet.Deployments.ToDictionary(one => (one.Environment.Name, one.App.Name), one => one.Source.Release is null);
        var table = new StringBuilder($"| environment | wave | Kubernetes | clusters | {string.Join(" | ", apps)} |\n");
        table.Append($"|---|---|---|---|{string.Concat(apps.Select(_ => "---|"))}\n");
        foreach (var environment in Ordered(fleet))
        {
            var cells = apps.Select(app =>
                runs.TryGetValue((environment.Name, app), out var isHead)
                    ? isHead
                        ? "head"
                        : fleet.Fleet.Pins[(environment.Name, app)].Release.Text
                    : ""
            );
            table.Append($"| {environment.Name} | {environment.Settings.Wave?.Text ?? ""} | {environment.KubernetesVersion} | ");
            table.Append($"{environment.Settings.Clusters.Length} | {string.Join(" | ", cells)} |\n");
        }

        var clusters = fleet.Environments.Sum(environment => environment.Settings.Clusters.Length);
        return table.Append($"\n{apps.Count} apps in {fleet.Environments.Length} environments with {clusters} clusters.\n").ToString();
    }

    private static IEnumerable<ResolvedEnvironment> Ordered(ResolvedFleet fleet)
    {
        var waves = fleet.Fleet.Settings.Waves.Select(wave => wave.Name).ToList();
        return fleet
            .Environments.OrderBy(environment => environment.Settings.Wave is { } wave ? waves.IndexOf(wave.Text) : waves.Count)
            .ThenBy(environment => environment.Name, StringComparer.Ordinal);
    }
}
