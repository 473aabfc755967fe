using System.Text.RegularExpressions;
using GitOpsGen.Check.Moves;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Check.Moves;

/// <summary>Every rule of the catalogue is explained in docs/rules.md with its severities, and planted by a test.</summary>
public sealed partial class RuleCatalogueTests
{
    private static readonly string Catalogue = File.ReadAllText(Path.Join(Repository.Root, "generator", "Diagnostics", "Messages.cs"))
        .Split("    // ---- rules")[1];

    [Fact]
    public void Every_rule_is_explained_with_its_severity() =>
        Assert.Equal(
            Made()
                .Matches(Catalogue)
                .GroupBy(made => made.Groups["code"].Value, StringComparer.Ordinal)
                .Select(group =>
                    $"{group.Key} {string.Join(" or ", group.Select(made => made.Groups["severity"].Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal))}"
                )
                .Order(StringComparer.Ordinal),
            Rows().Select(row => $"{row.Groups["code"].Value} {row.Groups["severity"].Value}").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_explanation_is_whole() =>
        Assert.All(
            Rows(),
            row => Assert.All(["what", "why", "mend"], part => Assert.EndsWith(".", row.Groups[part].Value, StringComparison.Ordinal))
        );

    [Fact]
    public void Every_rule_is_planted_by_a_test()
    {
        var tests = string.Concat(
            Directory.EnumerateFiles(Path.Join(Repository.Root, "tests", "Check", "Moves"), "*.cs").Select(File.ReadAllText)
        );
        Assert.All(
            Made().Matches(Catalogue).Select(made => made.Groups["code"].Value),
            code => Assert.Contains($"\"{code}", tests, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_page_has_the_seconds_that_the_estimates_count_with()
    {
        var page = File.ReadAllText(Path.Join(Repository.Root, "docs", "rules.md"));
        (string What, TimeSpan Time)[] times =
        [
            ("between two waves", Estimate.BetweenWaves),
            ("a wave's health is seen", Estimate.HealthSeen),
            ("a Job starts", Estimate.JobStart),
            ("pods of the agent start", Estimate.PodStart),
            ("a verify Job runs", Estimate.VerifyRun),
            ("Argo CD sees the commit", Estimate.CommitSeen),
        ];
        Assert.All(times, one => Assert.Contains($"| {one.What} | {one.Time.TotalSeconds} |", page, StringComparison.Ordinal));
        Assert.Contains($"at most {Estimate.GapLimit.TotalMinutes} minutes", page, StringComparison.Ordinal);
        Assert.Contains($"at most {Estimate.RollbackLimit.TotalMinutes} minutes", page, StringComparison.Ordinal);
    }

    private static IEnumerable<Match> Rows() => Row().Matches(File.ReadAllText(Path.Join(Repository.Root, "docs", "rules.md")));

    [GeneratedRegex(@"\b(?<severity>Error|Warning|Note)\(\s*""(?<code>[A-Z]+-[0-9]{3})""")]
    private static partial Regex Made();

    [GeneratedRegex(
        @"^\| (?<code>[A-Z]+-[0-9]{3}) \| (?<severity>[a-z ]+) \| (?<what>.+) \| (?<why>.+) \| (?<mend>.+) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();
}
