using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The pages of devices and trust bundles: their commands parse, and each alert has its section.</summary>
public sealed class DevicePageTests
{
    [Theory]
    [InlineData("dra", 3)]
    [InlineData("trust-bundles", 2)]
    public void Each_alert_has_its_section_in_the_runbook(string app, int count)
    {
        var runbook = File.ReadAllText(Path.Join(Repository.Root, "docs", "runbooks", $"{app}.md"));
        var alerts = AppPages.Alerts(Path.Join(Repository.Root, "apps", app));
        Assert.Equal(count, alerts.Count);
        Assert.All(alerts, alert => Assert.Contains($"\n### {alert}\n", runbook, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("runbooks/dra.md")]
    [InlineData("runbooks/trust-bundles.md")]
    [InlineData("training/dra.md")]
    [InlineData("training/trust-bundles.md")]
    public void Every_command_of_the_pages_parses(string page)
    {
        using var folder = new TemporaryFolder();
        folder.Write("page.sh", AppPages.Commands(File.ReadAllText(Path.Join(Repository.Root, "docs", page))));
        var (exit, output, _) = TestTools.Run(TestTools.Shellcheck, [Path.Join(folder.Path, "page.sh")]);
        Assert.True(exit == 0, Encoding.UTF8.GetString(output));
    }
}
