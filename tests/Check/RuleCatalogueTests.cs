using System.Text.RegularExpressions;
using GitOpsGen.Check;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Check.Rules;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Check;

/// <summary>Every rule has its page, its findings in the catalogue of messages, and a test that plants what breaks it.</summary>
public sealed partial class RuleCatalogueTests
{
    private static readonly IReadOnlyList<Rule> Rules = [.. RuleCatalogue.Sets.SelectMany(set => set.Catalogue)];

    private static readonly string Pages = Path.Join(Repository.Root, "docs", "rules");

    [Fact]
    public async Task Every_rule_has_the_page_that_its_texts_make()
    {
        if (Snapshot.Accepts)
            foreach (var (name, text) in RulePages.All)
                await File.WriteAllTextAsync(Path.Join(Pages, name), text);
        Assert.Equal(RulePages.All.Keys, Directory.EnumerateFiles(Pages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (name, text) in RulePages.All)
            Assert.Equal(text, await File.ReadAllTextAsync(Path.Join(Pages, name)));
    }

    [Fact]
    public void Ids_are_of_one_form_and_belong_to_one_rule()
    {
        Assert.All(Rules, rule => Assert.Matches(Id(), rule.Id));
        // A rule that is asked of two subjects is in two sets, and says the same in both.
        Assert.All(
            Rules.GroupBy(rule => rule.Id, StringComparer.Ordinal),
            same => Assert.Single(same.Select(rule => (rule.Summary, rule.Why, rule.Mend, string.Join(' ', rule.Severities))).Distinct())
        );
        Assert.All(RuleCatalogue.Sets, set => Assert.Equal(set.Catalogue.DistinctBy(rule => rule.Id), set.Catalogue));
    }

    [Fact]
    public void Every_text_is_whole() =>
        Assert.All(
            Rules,
            rule => Assert.All([rule.Summary, rule.Why, rule.Mend], text => Assert.EndsWith(".", text, StringComparison.Ordinal))
        );

    [Fact]
    public void Every_rule_has_findings_of_all_its_severities_and_every_finding_a_rule()
    {
        var made = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "generator", "Diagnostics"), "*Messages.cs")
            .SelectMany(file => Made().Matches(File.ReadAllText(file)))
            .Select(match => $"{match.Groups["code"].Value} {match.Groups["severity"].Value}");
        Assert.Equal(
            Rules
                .SelectMany(rule => rule.Severities.Select(severity => $"{rule.Id} {severity}"))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            made.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_rule_is_planted_by_a_test()
    {
        var tests = string.Concat(
            Directory
                .EnumerateFiles(Path.Join(Repository.Root, "tests", "Check"), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        Assert.All(Rules, rule => Assert.Contains($"\"{rule.Id}", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_the_walk_has_the_seconds_that_the_estimates_count_with()
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
    }

    [GeneratedRegex(@"^[A-Z]{3,4}-[0-9]{3}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b(?<severity>Error|Warning|Note)\(\s*""(?<code>[A-Z]+-[0-9]{3})""")]
    private static partial Regex Made();
}
