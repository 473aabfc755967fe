using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Rename;

/// <summary>A committed fleet in which two apps and three environments name each other wherever they can.</summary>
internal static partial class RenameFleet
{
    public static async Task<TemporaryFolder> CreateAsync()
    {
        var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", $"{SmallFleet.Fleet}  apps: {{config: {{}}, web: {{}}}} # of all\n");
        fleet.Write(
            "environments/prod/environment.yaml",
            fleet
                .Read("environments/prod/environment.yaml")
                .Replace("prod-2.example}", "prod-2.example, apps: {web: {parameters: {size: 2}}}}", StringComparison.Ordinal)
        );
        fleet.Write(
            "apps/web/app.yaml",
            "# Who runs it: the web team.\n"
                + $"{fleet.Read("apps/web/app.yaml")}  parameters: {{size: {{type: integer, default: 1, description: none}}}}\r\n"
        );
        fleet.Write("apps/config/notes.md", "Not rendered.\n");
        fleet.Write("CODEOWNERS", "apps/web/ @web\nenvironments/prod/ @ops\n");
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        foreach (var app in new[] { "config", "web" })
        {
            var cut = await RunAsync(fleet, "release", "cut", app);
            fleet.Write(
                $"environments/prod/releases/{app}.yaml",
                $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Trim()}}} # held\n"
            );
        }

        await RunAsync(fleet, "render");
        Commit(fleet, "start");
        return fleet;
    }

    public static void Commit(TemporaryFolder fleet, string message)
    {
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", message);
    }

    public static async Task<Answer> RunAsync(TemporaryFolder fleet, params string[] arguments)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, arguments);
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer;
    }

    /// <summary>Every manifest of the fleet, whatever folder it is in.</summary>
    public static IReadOnlyList<string> Manifests(TemporaryFolder fleet) =>
        [
            .. fleet
                .Snapshot()
                .Where(file => file.Key.EndsWith("/rendered/manifests.yaml", StringComparison.Ordinal))
                .Select(file => file.Value)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Argo CD's documents without paths and the labels that say names.</summary>
    public static IReadOnlyList<string> Applications(TemporaryFolder fleet) =>
        [
            .. fleet
                .Snapshot()
                .Where(file => file.Key.StartsWith("argocd/apps/", StringComparison.Ordinal))
                .Select(file => Varying().Replace(file.Value, "$1"))
                .Order(StringComparer.Ordinal),
        ];

    public static async Task AssertCleanAsync(TemporaryFolder fleet)
    {
        await RunAsync(fleet, "render", "--check");
        var before = fleet.Snapshot();
        await RunAsync(fleet, "render");
        Assert.Equal(before, fleet.Snapshot());
    }

    [GeneratedRegex("""(gitopsgen\.io/(?:app|environment): |path: |manifest-generate-paths: ).*""")]
    private static partial Regex Varying();
}
