using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What goes on under the same name is not told as gone.</summary>
public sealed class SameApplicationTests : IDisposable
{
    private const string Dev = "environments/dev/environment.yaml";
    private const string One = "    - {name: dev-1, server: https://dev-1.example}";

    private readonly TemporaryFolder folder = SmallFleet.Create();

    [Fact]
    public async Task A_second_cluster_removes_nothing()
    {
        await CommittedAsync();
        folder.Write(
            Dev,
            folder.Read(Dev).Replace(One, $"{One}\n    - {{name: dev-2, server: https://dev-2.example}}", StringComparison.Ordinal)
        );
        Assert.Equal(["added ApplicationSet config-dev", "added ApplicationSet web-dev"], await LinesAsync());
    }

    [Fact]
    public async Task A_cluster_with_settings_of_its_own_removes_nothing()
    {
        await CommittedAsync();
        const string Prod = "environments/prod/environment.yaml";
        folder.Write(
            "apps/web/app.yaml",
            folder.Read("apps/web/app.yaml") + "  parameters: {size: {type: integer, default: 1, description: none}}\n"
        );
        folder.Write(
            Prod,
            folder.Read(Prod).Replace("prod-2.example}", "prod-2.example, apps: {web: {parameters: {size: 2}}}}", StringComparison.Ordinal)
        );
        Assert.Equal(["changed ApplicationSet web-prod"], await LinesAsync());
    }

    [Fact]
    public async Task An_environment_that_is_renamed_runs_what_it_ran()
    {
        await CommittedAsync();
        folder.Write("environments/next/environment.yaml", folder.Read(Dev).Replace("name: dev}", "name: next}", StringComparison.Ordinal));
        Directory.Delete(folder.File("environments/dev"), recursive: true);
        var lines = await LinesAsync();
        Assert.DoesNotContain(
            lines,
            line => line.StartsWith("removed", StringComparison.Ordinal) || line.Contains("Deployment", StringComparison.Ordinal)
        );
        Assert.Contains("changed Application web-dev-1", lines);
    }

    [Fact]
    public async Task A_cluster_that_goes_is_told_with_what_becomes_of_it()
    {
        await CommittedAsync();
        const string Prod = "environments/prod/environment.yaml";
        folder.Write(
            Prod,
            folder.Read(Prod).Replace("    - {name: prod-2, server: https://prod-2.example}\n", "", StringComparison.Ordinal)
        );
        var answer = await Gitopsgen.RunInAsync(folder, "diff");
        Assert.Contains("removed argoproj.io/ApplicationSet", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("removed argoproj.io/Application ", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finalizers: [resources-finalizer.argocd.argoproj.io]", "HIGH", "all that it deployed is deleted with it")]
    [InlineData("labels: {a: b}", "MEDIUM", "what it deployed stays in the cluster")]
    public async Task An_application_that_goes_takes_along_what_its_finalizer_says(string metadata, string level, string reason)
    {
        using var fleet = new GitFleet();
        const string File = "argocd/apps/dev/web.yaml";
        fleet.Folder.Write(
            File,
            $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: web, namespace: argocd, {metadata}}}\nspec: {{project: a}}\n"
        );
        fleet.Commit();
        System.IO.File.Delete(fleet.Folder.File(File));
        var answer = await fleet.DiffAsync();
        Assert.Contains($"{level, -6}  removed argoproj.io/Application argocd/web", answer.Output, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_in_another_file_is_the_same()
    {
        using var fleet = new GitFleet();
        const string Application = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\n";
        fleet.Folder.Write("argocd/apps/dev/web.yaml", Application);
        fleet.Commit();
        File.Delete(fleet.Folder.File("argocd/apps/dev/web.yaml"));
        fleet.Folder.Write("argocd/apps/prod/web.yaml", Application);
        Assert.Equal(0, (await fleet.DiffAsync()).Exit);
    }

    public void Dispose() => folder.Dispose();

    private async Task<IReadOnlyList<string>> LinesAsync()
    {
        var answer = await Gitopsgen.RunInAsync(folder, "diff", "--output", "json");
        Assert.True(answer.Exit == 3, answer.ToString());
        return
        [
            .. JsonDocument
                .Parse(answer.Output)
                .RootElement.GetProperty("changes")
                .EnumerateArray()
                .Select(change =>
                    $"{change.GetProperty("change").GetString()} {change.GetProperty("object").GetProperty("kind").GetString()} "
                    + change.GetProperty("object").GetProperty("name").GetString()
                )
                .Where(line => !line.Contains("AppProject", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task CommittedAsync()
    {
        Sh.Git(folder.Path, "init", "--quiet", "--initial-branch=main");
        var answer = await Gitopsgen.RunInAsync(folder, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Sh.Git(folder.Path, "add", "--all");
        Sh.Git(folder.Path, "commit", "--quiet", "--message=State");
    }
}
