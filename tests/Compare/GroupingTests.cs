using GitOpsGen.Compare.Writers;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>The same change in many places is told once.</summary>
public sealed class GroupingTests
{
    private static string Map(string value, string name = "settings") =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: demo}}\ndata: {{key: {value}}}\n";

    private static string File(string environment, string app = "web") => $"environments/{environment}/{app}/rendered/manifests.yaml";

    [Fact]
    public void Fifty_environments_with_one_change_are_one_group()
    {
        var group = Assert.Single(Differences.Of(Enumerable.Range(1, 50).Select(i => (File($"env-{i:00}"), Map("old"), Map("new")))));
        Assert.Equal(50, group.Where.Length);
        Assert.Equal("web in all 50 environments", Phrases.Where(Differences.Fleet([group]), group));
    }

    [Fact]
    public void Another_value_is_another_group()
    {
        var groups = Differences.Of([
            (File("dev"), Map("old"), Map("new")),
            (File("prod"), Map("old"), Map("newer")),
            (File("test"), Map("old"), Map("new")),
        ]);
        Assert.Equal(
            [
                ["dev", "test"],
                ["prod"],
            ],
            groups.Select(group => group.Where.Select(place => place.Environment)).OrderByDescending(names => names.Count())
        );
    }

    [Fact]
    public void Values_that_only_differ_in_the_name_of_the_environment_are_one_group()
    {
        var group = Assert.Single(
            Differences.Of([
                (File("dev"), Map("old"), Map("https://dev.example/dev-1")),
                (File("canary"), Map("old"), Map("https://canary.example/canary-1")),
            ])
        );
        Assert.Equal("https://<environment>.example/<environment>-1", Assert.Single(group.Fields).New);
    }

    [Fact]
    public void A_name_within_a_word_is_no_name()
    {
        var groups = Differences.Of([(File("dev"), Map("old"), Map("device")), (File("canary"), Map("old"), Map("canaryice"))]);
        Assert.Equal(["canaryice", "device"], groups.Select(group => group.Fields[0].New).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Equal_values_stay_as_they_are_though_one_looks_like_a_place()
    {
        var group = Assert.Single(
            Differences.Of([(File("dev"), Map("old"), Map("/dev/null")), (File("canary"), Map("old"), Map("/dev/null"))])
        );
        Assert.Equal("/dev/null", Assert.Single(group.Fields).New);
    }

    [Fact]
    public void Applications_that_are_called_after_their_clusters_are_one_group()
    {
        static string Application(string cluster, string prune) =>
            $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: web-{cluster}, namespace: argocd}}\nspec: "
            + $"{{syncPolicy: {{automated: {{prune: {prune}}}}}}}\n";
        static string All(string prune, params string[] clusters) =>
            string.Join("---\n", clusters.Select(cluster => Application(cluster, prune)));
        var group = Assert.Single(
            Differences.Of([
                ("argocd/apps/dev/web.yaml", All("false", "aks-1", "aks-2"), All("true", "aks-1", "aks-2")),
                ("argocd/apps/prod/web.yaml", All("false", "eks-1"), All("true", "eks-1")),
            ])
        );
        Assert.Equal("argoproj.io/Application argocd/web-<cluster>", group.Object.ToString());
        Assert.Equal(["web-aks-1", "web-aks-2", "web-eks-1"], group.Where.Select(place => place.Object.Name));
    }

    [Fact]
    public void What_is_cut_off_still_tells_two_changes_apart()
    {
        static string Long(char end) => Map(new string('x', 100_000) + end);
        var groups = Differences.Of([(File("dev"), Map("old"), Long('a')), (File("prod"), Map("old"), Long('b'))]);
        Assert.Equal(2, groups.Length);
        Assert.All(groups, group => Assert.True(group.Fields[0].New!.Length < 10_000));
    }

    [Fact]
    public void The_order_of_the_files_says_nothing()
    {
        var files = Enumerable
            .Range(0, 20)
            .Select(i =>
                (File($"env-{i}"), Map("old") + "---\n" + Map("a", "other"), Map($"v{i % 3}") + "---\n" + Map($"b{i % 2}", "other"))
            )
            .ToList();
        var expected = Written(files);
        files.Reverse();
        Assert.Equal(expected, Written(files));
        Assert.Equal(expected, Written(files.OrderBy(file => file.Item1[^30..], StringComparer.Ordinal)));
    }

    private static string Written(IEnumerable<(string, string, string)> files)
    {
        var diff = Differences.Fleet(Differences.Of(files)) with { Units = [] };
        return DiffText.Write(diff) + DiffMarkdown.Write(diff) + DiffJson.Write(diff).ToJsonString() + DiffHtml.Write(diff);
    }
}
