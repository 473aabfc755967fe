using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Waves, percentages and who may follow head.</summary>
public sealed class WaveMistakeTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void A_wave_that_does_not_exist_is_reported_with_the_nearest() =>
        fleet.Edit(BrokenFleet.Prod, "wave: prod", "wave: ‸prdo").Says("GOG021", "\"prdo\"", "Did you mean 'prod'?", "Known: dev, prod");

    [Fact]
    public void A_wave_without_clusters_is_reported() =>
        fleet
            .Edit(BrokenFleet.Fleet, "    - {name: prod, follows: head}\n", "    - {name: prod, follows: head}\n    - {name: ‸empty}\n")
            .Says("GOG022", "\"empty\"", "'wave: empty'");

    [Fact]
    public void A_wave_without_clusters_is_reported_beside_one_that_is_mistyped() =>
        fleet
            .Edit(BrokenFleet.Fleet, "    - {name: prod, follows: head}\n", "    - {name: prod, follows: head}\n    - {name: ‸empty}\n")
            .Edit(BrokenFleet.Prod, "wave: prod", "wave: ‸prdo")
            .SaysEach("GOG022", "GOG021");

    [Theory]
    [InlineData("2,3,5,10", null, "")]
    [InlineData("1,3,5,11", "p10", "Move 1 here from wave \"p100\"")]
    [InlineData("3,2,5,10", "p10", "Move 1 to wave \"p25\"")]
    [InlineData("2,3,6,9", "p50", "Move 1 to wave \"p100\"")]
    [InlineData("2,4,4,10", "p25", "Move 1 to wave \"p50\"")]
    [InlineData("2,3,5,11", "p10", "Move 1 here from wave \"p100\"")]
    public void Percentages_that_the_clusters_do_not_meet_are_reported_where_the_difference_begins_with_the_move_that_mends_it(
        string counts,
        string? wave,
        string mend
    )
    {
        Percent(counts.Split(',').Select(int.Parse), "10", "25", "50", "100");
        if (wave is null)
        {
            fleet.SaysNothing();
            return;
        }

        var line = new[] { "p10", "p25", "p50", "p100" }.IndexOf(wave) + 6;
        fleet.SaysAt(new Position(BrokenFleet.Fleet, line, 12), "GOG023", $"wave \"{wave}\"", mend, "correct the percentage");
    }

    [Fact]
    public void Two_differences_that_one_move_does_not_mend_are_two()
    {
        Percent([3, 2, 7, 8], "10", "25", "50", "100");
        Assert.Equal(["GOG023", "GOG023"], fleet.Diagnose().Select(found => found.Code));
    }

    [Fact]
    public void A_cluster_in_two_environments_does_not_spoil_the_percentages()
    {
        Percent([2, 3, 5, 10], "10", "25", "50", "100");
        fleet
            .Edit("environments/e0/environment.yaml", "  clusters:\n", "  clusters:\n    - {name: e3-1, server: https://e3-1.example}\n")
            .Edit("environments/e3/environment.yaml", "{name: e3-1,", "{name: ‸e3-1,")
            .Says("GOG024");
    }

    [Fact]
    public void An_environment_that_cannot_be_read_does_not_spoil_the_percentages()
    {
        Percent([2, 3, 5, 10], "10", "25", "50", "100");
        fleet.Edit("environments/e1/environment.yaml", "class: prod", "class: ‸\"prod").Says("GOG001");
    }

    [Fact]
    public void Percentages_that_no_environment_in_doubt_could_mend_are_reported_all_the_same()
    {
        Percent([9, 1, 1, 1], "10", "25", "50", "100");
        fleet
            .Edit("environments/e1/environment.yaml", "class: prod", "class: ‸\"prod")
            .Marks.Insert(0, new Position(BrokenFleet.Fleet, 6, 12));
        fleet.SaysEach("GOG023", "GOG001");
    }

    [Theory]
    [InlineData("10", "‸10", "100", "GOG030", "not more than the 10%")]
    [InlineData("10", "‸5", "100", "GOG030", "cumulative and rise")]
    [InlineData("10", "‸150", "100", "GOG007", "from 1 to 100")]
    [InlineData("10", "‸\"25\"", "100", "GOG004", "an integer")]
    [InlineData("10", "‸half", "100", "GOG004", "an integer")]
    public void A_percentage_that_cannot_be_is_one_mistake(string first, string second, string third, string code, string what)
    {
        Percent([2, 3, 15], first, second, third);
        fleet.Says(code, what);
    }

    [Theory]
    [InlineData("waves: ‸dev")]
    [InlineData("waves: [‸dev, {name: prod, follows: head}]")]
    [InlineData("waves: [‸{follows: head}, {name: prod, follows: head}]")]
    [InlineData("waves: [{name: dev, follows: ‸heads}, {name: prod, follows: head}]")]
    public void A_mistake_in_a_wave_is_not_told_again_of_its_environments(string line)
    {
        fleet.Edit(BrokenFleet.Fleet, "  waves:\n    - {name: dev, follows: head}\n    - {name: prod, follows: head}\n", $"  {line}\n");
        Assert.StartsWith("GOG00", Assert.Single(fleet.Diagnose()).Code, StringComparison.Ordinal);
        Assert.Equal(fleet.Marks, fleet.Diagnose().Select(found => found.At!.Value));
    }

    [Fact]
    public void An_environment_in_a_wave_of_releases_may_not_follow_head() =>
        fleet
            .Edit(BrokenFleet.Fleet, "{name: prod, follows: head}", "{name: prod}")
            .Edit(BrokenFleet.Prod, "wave: prod", "wave: prod\n  follows: ‸head")
            .Says("GOG046", "wave \"prod\"", "Remove 'follows'");

    [Fact]
    public void An_environment_in_no_wave_may_follow_head() =>
        fleet
            .Environment(
                "local",
                "extends: [shared]",
                "class: local",
                "root: local",
                "follows: head",
                "clusters: [{name: kind, server: https://kubernetes.default.svc}]",
                "apps: {config: {}}"
            )
            .SaysNothing();

    // The environments e0, e1, … each in a wave of its own with so many clusters; dev and prod are gone.
    private void Percent(IEnumerable<int> counts, params string[] percent)
    {
        Directory.Delete(fleet.Folder.File("environments/dev"), recursive: true);
        Directory.Delete(fleet.Folder.File("environments/prod"), recursive: true);
        fleet.Write(
            BrokenFleet.Fleet,
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Fleet\nmetadata: {{name: small}}\nspec: {{repository: {{url: https://git.example/small.git}},\n  waves: [\n{string.Concat(percent.Select((value, i) => $"    {{name: p{Name(value, i)}, follows: head, percent: {value}}},\n"))}  ]}}\n"
        );
        foreach (var (i, count) in counts.Index())
            fleet.Environment(
                $"e{i}",
                [
                    "extends: [shared]",
                    "class: prod",
                    $"wave: p{Name(percent[i], i)}",
                    "clusters:",
                    .. Enumerable.Range(0, count).Select(n => $"  - {{name: e{i}-{n}, server: https://e{i}-{n}.example}}"),
                ]
            );

        static string Name(string value, int i) => value.All(char.IsAsciiDigit) ? value : $"x{i}";
    }
}
