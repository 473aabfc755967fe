using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The pages of the ambient mesh: their commands parse, and each alert has its section.</summary>
public sealed partial class IstioAmbientPageTests
{
    private const string Runbook = "docs/runbooks/istio-ambient.md";

    [Theory]
    [InlineData("docs/istio-ambient.md")]
    [InlineData(Runbook)]
    [InlineData("docs/training/istio-ambient.md")]
    public void Commands_parse(string page)
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        foreach (var block in Blocks().Matches(Text(page)).Select(match => match.Groups[1].Value))
        {
            files.Add(folder.File($"{files.Count}.sh"));
            folder.Write($"{files.Count - 1}.sh", block);
        }

        Assert.NotEmpty(files);
        var (found, output, problem) = TestTools.Run(TestTools.Shellcheck, ["--shell=bash", .. files]);
        Assert.True(found == 0, $"{System.Text.Encoding.UTF8.GetString(output)}{problem}");
    }

    [Fact]
    public void Each_alert_leads_to_a_section_of_the_runbook()
    {
        var sections = Sections().Matches(Text(Runbook)).Select(match => match.Groups[1].Value.ToLowerInvariant()).ToList();
        var asked = Anchors().Matches(Text("apps/istio-ambient/base/alerts.yaml")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(Alerts().Count(Text("apps/istio-ambient/base/alerts.yaml")), asked.Count);
        Assert.Empty(asked.Except(sections));
    }

    private static string Text(string path) => File.ReadAllText(Path.Join(Repository.Root, path));

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^### (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Sections();

    [GeneratedRegex("runbooks/istio-ambient\\.md#(\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Anchors();

    [GeneratedRegex("^ *- alert: ", RegexOptions.Multiline)]
    private static partial Regex Alerts();
}
