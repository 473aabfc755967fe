using System.Text.Json;
using GitOpsGen.Catalogue;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class AppListTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task It_shows_every_app_of_the_catalogue_and_what_the_fleet_has()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "app", "add", "prometheus-crds", "--env", "dev")).Exit);
        var answer = await Gitopsgen.RunInAsync(fleet, "app", "list", "--output", "json");
        Assert.True(answer.Exit == 0, answer.ToString());
        using var json = JsonDocument.Parse(answer.Output);
        var apps = json
            .RootElement.GetProperty("apps")
            .EnumerateArray()
            .ToDictionary(app => app.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(AppCatalogue.Own.Apps.Keys, apps.Keys.Order(StringComparer.Ordinal));
        Assert.All(apps.Values, app => Assert.NotEqual("", app.GetProperty("description").GetString()));
        Assert.Equal("dev", Assert.Single(apps["prometheus-crds"].GetProperty("environments").EnumerateArray()).GetString());
        Assert.Equal(apps["prometheus-crds"].GetProperty("version").GetString(), apps["prometheus-crds"].GetProperty("here").GetString());
        Assert.Equal(JsonValueKind.Null, apps["prometheus-stack"].GetProperty("here").ValueKind);
        Assert.True(apps["prometheus-stack"].GetProperty("default").GetBoolean());
        Assert.Contains("external-secrets", apps["prometheus-stack"].GetProperty("prerequisites").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("subscriptionId", apps["ama-metrics"].GetProperty("parameters").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["config", "web"], json.RootElement.GetProperty("own").EnumerateArray().Select(app => app.GetString()));
        var text = await Gitopsgen.RunInAsync(fleet, "app", "list");
        Assert.Matches("(?m)^prometheus-crds +[0-9.]+ +here ", text.Output);
        Assert.Contains("requires prometheus-crds", text.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^web +1\\.0\\.0 +of this fleet's own$", text.Output);
    }

    [Fact]
    public async Task A_root_that_is_no_fleet_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.NotEqual(0, (await Gitopsgen.RunInAsync(folder, "app", "list")).Exit);
    }
}
