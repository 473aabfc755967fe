using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Rename;

/// <summary>What is put out for people stays what it is, whatever its environment or app is called.</summary>
public sealed class OutputRenameTests : IDisposable
{
    private readonly TemporaryFolder fleet = OutputFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task With_the_environment_its_documents_get_another_place()
    {
        await BeginAsync();
        var text = fleet.Read(OutputFleet.Prod);
        await RenameFleet.RunAsync(fleet, "rename", "environment", "prod", "live");
        Assert.Equal(text, fleet.Read("environments/live/iam/web-trust.json"));
        Assert.Contains("environments/live/iam/web-trust.json", fleet.Read("environments/live/iam/owned.json"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("environments/prod")));
        await RenameFleet.RunAsync(fleet, "render", "--check");
    }

    [Fact]
    public async Task Another_name_of_the_app_leaves_them_where_they_are()
    {
        await BeginAsync();
        var text = fleet.Read(OutputFleet.Prod);
        await RenameFleet.RunAsync(fleet, "rename", "app", "web", "site");
        Assert.Equal(text, fleet.Read(OutputFleet.Prod));
        await RenameFleet.RunAsync(fleet, "render", "--check");
    }

    [Fact]
    public async Task A_document_that_says_the_name_stops_the_rename()
    {
        fleet.Write(
            OutputFleet.Template,
            fleet.Read(OutputFleet.Template).Replace("{{ app.namespace }}", "{{ environment.name }}", StringComparison.Ordinal)
        );
        await BeginAsync();
        var before = fleet.Snapshot();
        var refused = await Gitopsgen.RunInAsync(fleet, "rename", "environment", "prod", "live");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("iam/web-trust.json", StringComparison.Ordinal), refused.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    private async Task BeginAsync()
    {
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        await RenameFleet.RunAsync(fleet, "render");
        RenameFleet.Commit(fleet, "start");
    }
}
