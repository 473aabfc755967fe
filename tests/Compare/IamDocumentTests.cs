using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What is put out for people is no object of a cluster, but a change of it is told like one.</summary>
public sealed class IamDocumentTests : IDisposable
{
    private readonly TemporaryFolder fleet = OutputFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_document_that_is_all_that_changes_is_a_difference_rendered_or_not(bool isRendered)
    {
        await CommittedAsync();
        OutputFleet.SetAccount(fleet, "prod", "222");
        if (isRendered)
            await RenderAsync();
        var answer = await DiffAsync();
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("changed IamDocument web-trust.json", answer.Output, StringComparison.Ordinal);
        Assert.Contains("222", answer.Output, StringComparison.Ordinal);
        Assert.Contains($"in     {OutputFleet.Prod}", answer.Output, StringComparison.Ordinal);
        var change = Assert.Single(await ChangesAsync());
        Assert.Equal(("cloud-rights", "medium"), (change.GetProperty("class").GetString(), change.GetProperty("risk").GetString()));
        Assert.Equal(3, (await DiffAsync("--fail-on", "medium")).Exit);
        foreach (var form in new[] { "markdown", "html" })
            Assert.Contains("web-trust.json", (await DiffAsync("--output", form)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_comes_and_one_that_goes_are_told()
    {
        OutputFleet.Describe(fleet, "");
        await CommittedAsync();
        OutputFleet.Describe(fleet);
        await RenderAsync();
        var added = await ChangesAsync();
        Assert.Equal(2, added.Count);
        Assert.All(added, change => Assert.Equal(("added", "cloud-rights"), (Text(change, "change"), Text(change, "class"))));
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", "--message=With it");
        OutputFleet.Describe(fleet, "");
        var gone = await ChangesAsync();
        Assert.All(
            gone,
            change =>
                Assert.Equal(("removed", "cloud-rights", "medium"), (Text(change, "change"), Text(change, "class"), Text(change, "risk")))
        );
        Assert.NotEmpty(gone);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_said_to_be_so()
    {
        await CommittedAsync();
        fleet.Write(OutputFleet.Prod, "{\"Statement\": [\n");
        var answer = await DiffAsync("--committed");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("unreadable", answer.Output, StringComparison.Ordinal);
    }

    private async Task CommittedAsync()
    {
        Sh.Git(fleet.Path, "init", "--quiet", "--initial-branch=main");
        await RenderAsync();
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", "--message=Begin");
    }

    private async Task RenderAsync()
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline", "--allow-deletions");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    private async Task<List<JsonElement>> ChangesAsync()
    {
        var answer = await DiffAsync("--output", "json");
        Assert.True(answer.Exit == 3, answer.ToString());
        return [.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("changes").EnumerateArray()];
    }

    private static string? Text(JsonElement change, string name) => change.GetProperty(name).GetString();

    private Task<Answer> DiffAsync(params string[] arguments) => Gitopsgen.RunInAsync(fleet, ["diff", .. arguments]);
}
