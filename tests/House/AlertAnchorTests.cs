using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>Whoever is woken by an alert of this fleet is led to a section of a page that is there.</summary>
public sealed partial class AlertAnchorTests
{
    private const string Address = "https://github.com/contoso/platform-gitops/blob/main/docs/";

    [Fact]
    public void Every_alert_leads_to_a_section_that_is_there()
    {
        var alerts = Files().SelectMany(file => Alerts(File.ReadAllText(file))).ToList();
        Assert.True(alerts.Count > 60, $"only {alerts.Count} alerts");
        Assert.Empty(alerts.Where(alert => !IsThere(alert.Runbook)));
    }

    [Theory]
    [InlineData("https://github.com/contoso/platform-gitops/blob/main/docs/runbooks/dra.md#no-such-section")]
    [InlineData("https://github.com/contoso/platform-gitops/blob/main/docs/runbooks/dra.md")]
    [InlineData("https://github.com/contoso/platform-gitops/blob/main/docs/runbooks/no-such-page.md#alerts")]
    [InlineData("https://example.com/runbook#alerts")]
    [InlineData("")]
    public void The_check_would_notice(string address) => Assert.False(IsThere(address));

    [Fact]
    public void An_alert_has_no_runbook_of_the_next_one() =>
        Assert.Equal(
            [("A", ""), ("B", "b")],
            Alerts("- alert: A\n  expr: up\n- record: c\n  x: {runbook_url: no}\n- alert: B\n  annotations:\n    runbook_url: \"b\"\n")
        );

    private static bool IsThere(string address) =>
        address.StartsWith(Address, StringComparison.Ordinal)
        && address[Address.Length..].Split('#') is [var page, var anchor]
        && File.Exists(Path.Join(Repository.Root, "docs", page))
        && Page.Of(page).Anchors.Contains(anchor, StringComparer.Ordinal);

    // Bases, components and templates of the heads; a release is as its time was.
    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Join(Repository.Root, "apps"), "*.yaml", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/releases/", StringComparison.Ordinal) && !file.Contains("/alert-tests/", StringComparison.Ordinal)
            );

    // A template is no YAML yet.
    private static IEnumerable<(string Name, string Runbook)> Alerts(string text) =>
        Alert().Matches(text).Select(match => (match.Groups[1].Value, Runbook().Match(match.Value).Groups[1].Value));

    [GeneratedRegex(@"^ *- alert: (\w+)\n(?:(?! *- (?:alert|record): ).*\n?)*", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"runbook_url: ""?([^\s""}]+)")]
    private static partial Regex Runbook();
}
