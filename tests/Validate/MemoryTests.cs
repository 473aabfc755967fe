using GitOpsGen.Files;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>What has not changed is not judged again, and what is remembered is believed only where it is this user's own.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task An_environment_that_has_not_changed_is_not_judged_again()
    {
        using var fleet = ValidateFleet.Create();
        var first = await Gitopsgen.RunInAsync(fleet, "validate");
        Mark(fleet);
        var second = await Gitopsgen.RunInAsync(fleet, "validate");
        // Both environments were remembered.
        Assert.Contains("marked 2. One pod is none. (in dev, prod)", second.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output.Replace("marked", "than", StringComparison.Ordinal));
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("web: {}", "web: {patches: [{file: p.yaml}]}", StringComparison.Ordinal)
        );
        fleet.Write(
            "environments/dev/p.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: demo}\nspec: {paused: true}\n"
        );
        var third = (await Gitopsgen.RunInAsync(fleet, "validate")).Output;
        Assert.Contains("is less than 2. One pod is none. (in dev)", third, StringComparison.Ordinal);
        Assert.Contains("is less marked 2. One pod is none. (in prod)", third, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("date")]
    [InlineData("choice")]
    public async Task What_it_is_judged_by_counts(string changed)
    {
        using var fleet = ValidateFleet.Create();
        await Gitopsgen.RunInAsync(fleet, "validate");
        Mark(fleet);
        if (changed == "rules")
            fleet.Write("policies/rules.yaml", $"{ValidateFleet.Rules}# changed\n");
        string[] more = changed switch
        {
            "date" => ["--as-of", "2030-01-01"],
            "choice" => ["--rule", "TEAM-001"],
            _ => [],
        };
        Assert.DoesNotContain("marked", (await Gitopsgen.RunInAsync(fleet, ["validate", .. more])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_at_one_environment_forgets_nothing_of_the_others()
    {
        using var fleet = ValidateFleet.Create();
        await Gitopsgen.RunInAsync(fleet, "validate");
        Mark(fleet);
        await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "TEAM-002", "--env", "dev");
        Assert.Contains(
            "marked 2. One pod is none. (in dev, prod)",
            (await Gitopsgen.RunInAsync(fleet, "validate")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_damaged_is_not_believed()
    {
        using var fleet = ValidateFleet.Create();
        var first = await Gitopsgen.RunInAsync(fleet, "validate");
        File.WriteAllText(Memory(fleet), "{\"a\": ");
        Assert.Equal(first.Output, (await Gitopsgen.RunInAsync(fleet, "validate")).Output);
    }

    [Fact]
    public async Task A_folder_is_read_again_where_a_file_changed_or_there_was_something_to_say()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        var first = await Gitopsgen.RunAsync("validate", folder.Path);
        Assert.Contains("objects            1", first.Output, StringComparison.Ordinal);
        var memory = Memory(folder);
        File.WriteAllText(memory, File.ReadAllText(memory).Replace("\"Objects\":1", "\"Objects\":7", StringComparison.Ordinal));
        Assert.Contains("objects            7", (await Gitopsgen.RunAsync("validate", folder.Path)).Output, StringComparison.Ordinal);
        folder.Write("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");
        Assert.Contains("objects            2", (await Gitopsgen.RunAsync("validate", folder.Path)).Output, StringComparison.Ordinal);
        folder.Write("chart/Chart.yaml", "name: x\n");
        Assert.Contains("GOG357", (await Gitopsgen.RunAsync("validate", folder.Path)).Error, StringComparison.Ordinal);
        Assert.Contains("GOG357", (await Gitopsgen.RunAsync("validate", folder.Path)).Error, StringComparison.Ordinal);
    }

    private static string Memory(TemporaryFolder fleet) => Path.Join(UserCache.Root, "judged", $"{Digest.OfText(fleet.Path)}.json");

    private static void Mark(TemporaryFolder fleet) =>
        File.WriteAllText(
            Memory(fleet),
            File.ReadAllText(Memory(fleet)).Replace("is less than", "is less marked", StringComparison.Ordinal)
        );
}
