using GitOpsGen.Compare.Writers;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>An app on its way to another namespace: the step that it takes, and its objects folded into one.</summary>
public sealed class StepTests
{
    private static string Map(string space, string name) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: {space}}}\ndata: {{key: value}}\n";

    [Theory]
    [InlineData("text", "Step: dev/web goes from adopted to prepared")]
    [InlineData("markdown", "> Step: dev/web goes from adopted to prepared")]
    [InlineData("html", "<p class=\"note\">Step: dev/web goes from adopted to prepared</p>")]
    [InlineData("json", "\"dev/web goes from adopted to prepared\"")]
    public async Task A_step_is_told_in_every_form(string form, string expected)
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", Map("old", "one"));
        fleet.Commit();
        fleet.Folder.Write("environments/dev/web/owned.json", "{\"version\": 1, \"phase\": \"prepared\", \"files\": {}}\n");
        fleet.Write("dev/web", Map("new", "one"));
        Assert.Contains(expected, (await fleet.DiffAsync("--output", form)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_moves_together_is_folded_into_one()
    {
        var page = DiffHtml.Write(
            Differences.Fleet(
                Differences.Of(
                    $"{Map("old", "one")}---\n{Map("old", "two")}---\n{Map("old", "stays")}",
                    $"{Map("new", "one")}---\n{Map("new", "two")}---\n{Map("old", "stays")}"
                )
            )
        );
        Assert.Contains("moved from <code>old</code> to <code>new</code>: 2 objects</summary>", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<details id=\"change-").Length - 1);
    }

    [Fact]
    public void All_clusters_of_an_environment_are_one_name()
    {
        var diff = Differences.Fleet(
            Differences.Of([
                .. new[] { "a", "b", "c" }.Select(cluster =>
                    (
                        $"environments/p25/web/{cluster}/rendered/manifests.yaml",
                        Map("demo", "one"),
                        Map("demo", "one").Replace("value", "new", StringComparison.Ordinal)
                    )
                ),
                ("environments/dev/web/rendered/manifests.yaml", Map("demo", "two"), ""),
            ])
        );
        Assert.Contains("web in p25 (all 3)", DiffText.Write(diff), StringComparison.Ordinal);
    }
}
