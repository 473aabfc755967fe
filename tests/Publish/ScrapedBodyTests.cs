using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>How much more is scraped stands in the pull request.</summary>
public sealed class ScrapedBodyTests
{
    [Fact]
    public async Task The_body_says_how_much_more_is_scraped_and_an_own_template_cannot_leave_it_out()
    {
        var folder = SmallFleet.Create();
        folder.Write("apps/web/base/deployment.yaml", Shop.Manifests);
        await using var fleet = await PublishedFleet.CreateAsync(folder);
        fleet.Folder.Write(
            "apps/web/base/deployment.yaml",
            Shop.With("interval: 15s, scrapeTimeout: 10s", "interval: 5s, scrapeTimeout: 5s")
        );
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        var bodies = fleet.Hub.Pulls.Select(pull => (string)pull["body"]!).ToList();
        Assert.Contains(bodies, body => body.Contains("## What is scraped\n\n- web: +8 k samples/min in dev (", StringComparison.Ordinal));

        fleet.Folder.Write("templates/pull-request.md", "Nothing but {{ title }}.\n");
        await fleet.PublishAsync();
        Assert.Contains(
            fleet.Hub.Pulls.Select(pull => (string)pull["body"]!),
            body => body.Contains("> web: +8 k samples/min in dev (", StringComparison.Ordinal)
        );
    }
}
