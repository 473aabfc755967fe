using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Findings that are taken as they are, for as long as somebody said.</summary>
public sealed class WaiverTests
{
    [Fact]
    public async Task A_waived_finding_fails_nothing_and_is_not_forgotten()
    {
        using var fleet = ValidateFleet.Create("waivers: [{rule: TEAM-001, reason: A demo., expires: 2027-01-31}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--as-of", "2027-01-31", "-o", "json");
        Assert.Equal(0, answer.Exit);
        var finding = JsonNode.Parse(answer.Output)!["findings"]![0]!;
        Assert.Equal("TEAM-001", finding["rule"]!.GetValue<string>());
        Assert.Equal("A demo.", finding["waiver"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_waiver_of_one_environment_leaves_the_others()
    {
        using var fleet = ValidateFleet.Create("waivers: [{rule: TEAM-001, reason: A demo., environments: [dev], apps: [web]}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("(in prod)\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("; 1 waived\n", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{rule: TEAM-001, reason: A demo., expires: 2027-01-30}", "GOG352: the waiver of TEAM-001 ended on 2027-01-30. Mend")]
    [InlineData(
        "{rule: TEAM-002, reason: x, contains: nobody, expires: 2027-01-30}",
        "GOG352: the waiver of TEAM-002 ended on 2027-01-30. Nothing"
    )]
    [InlineData("{rule: TEAM-001, reason: x, environments: [test]}", "GOG353: the waiver of TEAM-001 meets no finding")]
    [InlineData("{rule: TEAM-003, reason: x}", "GOG350: there is no rule TEAM-003. Did you mean TEAM-001?")]
    [InlineData("{rule: TEAM-001, reason: x, expires: 2027-02-30}", "GOG351: 2027-02-30 is no day of the calendar")]
    [InlineData("{rule: TEAM-001, reason: x, expires: soon}", "GOG005")]
    public async Task A_waiver_that_is_over_or_for_nothing_fails(string waiver, string finding)
    {
        using var fleet = ValidateFleet.Create($"waivers: [{waiver}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--as-of", "2027-01-31");
        Assert.Equal(1, answer.Exit);
        if (finding != "GOG005")
            Assert.Contains(finding, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_rule_could_not_tell_nobody_knows_what_it_would_find()
    {
        using var fleet = ValidateFleet.Create("waivers: [{rule: SCH-006, reason: x, contains: nothing}, {rule: SCH-001, reason: x}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate");
        Assert.DoesNotContain("waiver of SCH-006", answer.Error, StringComparison.Ordinal);
        Assert.Contains("GOG353: the waiver of SCH-001 meets no finding", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_judged_makes_no_waiver_useless()
    {
        using var fleet = ValidateFleet.Create("waivers: [{rule: TEAM-001, reason: A demo.}]");
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "TEAM-002");
        Assert.DoesNotContain("GOG353", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, answer.Exit);
    }
}
