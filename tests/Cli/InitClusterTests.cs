using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class InitClusterTests : IDisposable
{
    private const string Dev = "environments/dev/environment.yaml";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_cluster_is_spliced_into_its_environment_and_the_next_render_knows_it()
    {
        fleet.Write(
            Dev,
            fleet
                .Read(Dev)
                .Replace(
                    "  - {name: dev-1, server: https://dev-1.example}\n",
                    "  # the first\n  - {name: dev-1,   server: \"https://dev-1.example\"} # kept\n",
                    StringComparison.Ordinal
                )
        );
        var before = fleet.Snapshot();
        var answer = await InitAsync("dev/dev-2=https://dev-2.example");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(
            before[Dev].Replace("# kept\n", "# kept\n  - {name: dev-2, server: https://dev-2.example}\n", StringComparison.Ordinal),
            fleet.Read(Dev)
        );
        Assert.Equal(before.Where(file => file.Key != Dev), fleet.Snapshot().Where(file => file.Key != Dev));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Contains("dev-2", fleet.Read("argocd/apps/dev/web.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_there_is_nothing_to_do()
    {
        var before = fleet.Snapshot();
        var answer = await InitAsync("dev/dev-1=https://dev-1.example");
        Assert.True(answer.Exit == 0 && answer.Output.Contains("is there already", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task Line_ends_and_the_byte_order_mark_stay()
    {
        var bytes = new UTF8Encoding(true)
            .GetPreamble()
            .Concat(Encoding.UTF8.GetBytes(fleet.Read(Dev).Replace("\n", "\r\n", StringComparison.Ordinal)))
            .ToArray();
        await File.WriteAllBytesAsync(fleet.File(Dev), bytes);
        Assert.Equal(0, (await InitAsync("dev/dev-2=https://dev-2.example")).Exit);
        var after = await File.ReadAllBytesAsync(fleet.File(Dev));
        var added = Encoding.UTF8.GetBytes("    - {name: dev-2, server: https://dev-2.example}\r\n");
        Assert.Equal(bytes.Length + added.Length, after.Length);
        Assert.Equal(bytes, WithoutFirst(after, added));
    }

    [Fact]
    public async Task A_new_environment_runs_nothing_until_somebody_says_what()
    {
        var answer = await InitAsync("test/test-1=https://test-1.example", "test/test-2=https://test-2.example");
        Assert.True(answer.Exit == 0, answer.ToString());
        var text = fleet.Read("environments/test/environment.yaml");
        Assert.Contains(
            "- {name: test-1, server: https://test-1.example}\n    - {name: test-2, server: https://test-2.example}\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("There are: config, web.\n  apps: {}\n", text, StringComparison.Ordinal);
        Assert.Contains("kubernetesVersion: \"1.33\"", text, StringComparison.Ordinal);
        // This fleet has no schemas to point at.
        Assert.DoesNotContain("$schema", text, StringComparison.Ordinal);
        var rendered = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        fleet.Write(
            "environments/test/environment.yaml",
            text.Replace("apps: {}", "apps: {config: {}, web: {}}", StringComparison.Ordinal)
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.True(File.Exists(fleet.File("argocd/apps/test/web.yaml")));
    }

    [Theory]
    [InlineData("prod/dev-1=https://other.example", "environments/dev/environment.yaml(9,14): error GOG103")]
    [InlineData("prod/other=https://dev-1.example", "environments/dev/environment.yaml(9,14): error GOG103")]
    [InlineData("dev/dev-1=https://other.example", "environments/dev/environment.yaml(9,14): error GOG103")]
    [InlineData("new/prod-2=https://other.example", "environments/prod/environment.yaml(10,14): error GOG103")]
    [InlineData("shared/other=https://other.example", "error GOG032")]
    public async Task A_cluster_that_cannot_be_there_is_refused_and_nothing_changes(string cluster, string expected)
    {
        var before = fleet.Snapshot();
        var answer = await InitAsync("dev/dev-9=https://dev-9.example", cluster);
        Assert.True(answer.Exit == 1 && answer.Error.Contains(expected, StringComparison.Ordinal), answer.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task A_list_that_cannot_be_spliced_is_left_to_its_owner()
    {
        fleet.Write(Dev, fleet.Read(Dev).Replace("clusters:\n", "clusters: &mine\n", StringComparison.Ordinal));
        var before = fleet.Snapshot();
        var answer = await InitAsync("dev/dev-2=https://dev-2.example");
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("GOG104", StringComparison.Ordinal)
                && answer.Error.Contains("- {name: dev-2, server: https://dev-2.example}", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task An_environment_that_cannot_be_read_says_why()
    {
        fleet.Write(Dev, "spec: [\n");
        var answer = await InitAsync("dev/dev-2=https://dev-2.example");
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("environments/dev/environment.yaml(", StringComparison.Ordinal)
                && answer.Error.Contains("GOG001", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task A_dry_run_says_it_and_changes_nothing()
    {
        var before = fleet.Snapshot();
        var answer = await Gitopsgen.RunAsync(
            "init",
            "--dry-run",
            "-o",
            "json",
            "--cluster",
            "dev/dev-2=https://dev-2.example",
            fleet.Path
        );
        Assert.True(answer.Exit == 0 && answer.Output.Contains("\"status\": \"added\"", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(before, fleet.Snapshot());
        Assert.False(Directory.Exists(fleet.State()));
    }

    [Fact]
    public async Task Percentages_that_no_longer_hold_are_for_the_next_render_to_say()
    {
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet
                .Fleet.Replace("{name: prod, follows: head}", "{name: prod, follows: head, percent: 100}", StringComparison.Ordinal)
                .Replace("{name: dev, follows: head}", "{name: dev, follows: head, percent: 33}", StringComparison.Ordinal)
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal(0, (await InitAsync("dev/dev-2=https://dev-2.example", "dev/dev-3=https://dev-3.example")).Exit);
        var rendered = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(rendered.Exit == 1 && rendered.Error.Contains("GOG023", StringComparison.Ordinal), rendered.ToString());
    }

    [Theory]
    [InlineData("dev-2=https://x.example")]
    [InlineData("dev/dev-2=http://x.example")]
    [InlineData("dev/dev-2")]
    [InlineData("dev/Dev_2=https://x.example")]
    [InlineData("dev/rollback=https://x.example")]
    [InlineData("de.v/dev-2=https://x.example")]
    public async Task A_cluster_of_another_form_is_wrong_usage(string cluster) => Assert.Equal(2, (await InitAsync(cluster)).Exit);

    private Task<Answer> InitAsync(params string[] clusters) =>
        Gitopsgen.RunAsync(["init", .. clusters.SelectMany(cluster => new[] { "--cluster", cluster }), fleet.Path]);

    private static byte[] WithoutFirst(byte[] bytes, byte[] part)
    {
        var at = bytes.AsSpan().IndexOf(part);
        return [.. bytes[..at], .. bytes[(at + part.Length)..]];
    }
}
