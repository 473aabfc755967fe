using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>What is put out comes, changes and goes as everything generated does, and takes nothing that is somebody else's.</summary>
public sealed class OutputLifeTests : IDisposable
{
    private const string Environment = "environments/prod/environment.yaml";

    private readonly TemporaryFolder fleet = OutputFleet.Create();

    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        fleet.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public async Task With_its_last_output_the_record_goes_too()
    {
        await RenderAsync();
        fleet.Write(Environment, fleet.Read(Environment).Replace("config: {}, web: {}", "config: {}", StringComparison.Ordinal));
        await RenderAsync("--allow-deletions");
        Assert.False(Directory.Exists(fleet.File("environments/prod/iam")));
        Assert.True(Exists(OutputFleet.Dev));
        await RenderAsync("--check");
    }

    [Fact]
    public async Task An_app_that_leaves_puts_out_what_it_did_until_its_entry_is_gone()
    {
        await RenderAsync();
        fleet.Write(Environment, fleet.Read(Environment).Replace("web: {}", "web: {remove: delete}", StringComparison.Ordinal));
        await RenderAsync("--allow-deletions");
        Assert.True(Exists(OutputFleet.Prod));
    }

    [Fact]
    public async Task Of_two_outputs_one_goes_and_the_record_has_the_other()
    {
        OutputFleet.Describe(fleet, $"{OutputFleet.Entry}, {{file: templates/trust.json, to: iam/other.json}}");
        await RenderAsync();
        Assert.True(Exists("environments/prod/iam/other.json"));
        OutputFleet.Describe(fleet);
        await RenderAsync("--allow-deletions");
        Assert.False(Exists("environments/prod/iam/other.json"));
        Assert.DoesNotContain("other.json", fleet.Read(OutputFleet.ProdRecord), StringComparison.Ordinal);
        Assert.Contains("web-trust.json", fleet.Read(OutputFleet.ProdRecord), StringComparison.Ordinal);
        await RenderAsync("--check");
    }

    [Fact]
    public async Task Another_name_takes_the_old_file_away()
    {
        await RenderAsync();
        var text = fleet.Read(OutputFleet.Prod);
        OutputFleet.Describe(fleet, OutputFleet.Entry.Replace("web-trust", "role-trust", StringComparison.Ordinal));
        await RenderAsync("--allow-deletions");
        Assert.False(Exists(OutputFleet.Prod));
        Assert.Equal(text, fleet.Read("environments/prod/iam/role-trust.json"));
        Assert.Equal(
            fleet.Read("environments/dev/iam/owned.json").Replace("/dev/", "/prod/", StringComparison.Ordinal).Count('\n'),
            fleet.Read(OutputFleet.ProdRecord).Count('\n')
        );
    }

    [Fact]
    public async Task A_file_of_that_name_which_somebody_wrote_stays_until_he_says_otherwise()
    {
        const string Mine = "{\"mine\": true}\n";
        fleet.Write(OutputFleet.Prod, Mine);
        var refused = await TryAsync("render", "--offline");
        Assert.True(
            refused.Exit == 1 && refused.Error.Contains($"{OutputFleet.Prod}(1,1): error GOG081", StringComparison.Ordinal),
            $"{refused}"
        );
        Assert.Equal(Mine, fleet.Read(OutputFleet.Prod));
        Assert.False(Exists(OutputFleet.Dev));
        await RenderAsync("--adopt");
        Assert.Equal(Mine, fleet.Read(OutputFleet.Prod));
        await RenderAsync("--check");
        await RenderAsync("--discard");
        Assert.Contains("demo:web", fleet.Read(OutputFleet.Prod), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_sees_a_description_that_was_not_rendered_and_an_edit()
    {
        await RenderAsync();
        OutputFleet.SetAccount(fleet, "prod", "2");
        var stale = await TryAsync("render", "--check", "--offline");
        Assert.True(stale.Exit == 3, stale.ToString());
        Assert.Contains(OutputFleet.Prod, stale.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(OutputFleet.Dev, stale.Output, StringComparison.Ordinal);
        await RenderAsync();
        fleet.Write(OutputFleet.Prod, fleet.Read(OutputFleet.Prod).Replace("\"2\"", "\"3\"", StringComparison.Ordinal));
        var edited = await TryAsync("render", "--check", "--offline");
        Assert.True(edited.Exit != 0 && $"{edited}".Contains(OutputFleet.Prod, StringComparison.Ordinal), $"{edited}");
        File.Delete(fleet.File(OutputFleet.Prod));
        Assert.Equal(3, (await TryAsync("render", "--check", "--offline")).Exit);
    }

    [Fact]
    public async Task Two_branches_that_change_one_document_come_together()
    {
        Sh.Git(fleet.Path, "init", "--quiet", "--initial-branch=main");
        await CommitAsync("Begin");
        Sh.Git(fleet.Path, "switch", "--quiet", "--create", "theirs");
        OutputFleet.SetAccount(fleet, "prod", "222");
        await CommitAsync("Theirs");
        Sh.Git(fleet.Path, "switch", "--quiet", "--create", "ours", "main");
        fleet.Write(OutputFleet.Template, fleet.Read(OutputFleet.Template).Replace(":web", ":site", StringComparison.Ordinal));
        await CommitAsync("Ours");
        Assert.ThrowsAny<Exception>(() => Sh.Git(fleet.Path, "merge", "--quiet", "theirs"));
        Assert.Contains("<<<<<<<", fleet.Read(OutputFleet.Prod), StringComparison.Ordinal);
        await CommitAsync("Merge");
        Assert.Contains("222", fleet.Read(OutputFleet.Prod), StringComparison.Ordinal);
        Assert.Contains("demo:site", fleet.Read(OutputFleet.Prod), StringComparison.Ordinal);
        await RenderAsync("--check");
    }

    [Theory]
    [InlineData("../config/app.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("templates/../../config/app.yaml")]
    [InlineData("templates/nowhere.json")]
    public async Task A_template_lies_in_the_app(string file)
    {
        OutputFleet.Describe(fleet, $"{{file: \"{file}\", to: iam/a.json}}");
        var refused = await TryAsync("render", "--offline");
        Assert.True(refused.Exit == 1, refused.ToString());
        Assert.Contains("apps/web/app.yaml(9,", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("environments/prod/iam")));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_in_place_of_the_folder()
    {
        elsewhere.Write("theirs", "x");
        Directory.CreateSymbolicLink(fleet.File("environments/prod/iam"), elsewhere.Path);
        await RefusedAsync("symbolic link");
    }

    [Fact]
    public async Task Nor_through_one_in_place_of_the_file()
    {
        elsewhere.Write("theirs", "x");
        Directory.CreateDirectory(fleet.File("environments/prod/iam"));
        File.CreateSymbolicLink(fleet.File(OutputFleet.Prod), elsewhere.File("theirs"));
        await RefusedAsync("symbolic link");
    }

    [Fact]
    public async Task And_no_template_is_read_through_one()
    {
        elsewhere.Write("theirs", "{\"token\": \"planted\"}");
        File.Delete(fleet.File(OutputFleet.Template));
        File.CreateSymbolicLink(fleet.File(OutputFleet.Template), elsewhere.File("theirs"));
        Assert.DoesNotContain("planted", $"{await RefusedAsync("link")}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environments/prod/environment.yaml")]
    [InlineData("environments/prod/iam/../environment.yaml")]
    [InlineData("environments/dev/iam/web-trust.json")]
    [InlineData("../outside")]
    public async Task A_record_that_claims_what_lies_elsewhere_is_refused(string claimed)
    {
        await RenderAsync();
        var record = fleet.Read(OutputFleet.ProdRecord);
        fleet.Write(OutputFleet.ProdRecord, record.Replace($"\"{OutputFleet.Prod}\"", $"\"{claimed}\"", StringComparison.Ordinal));
        var refused = await TryAsync("render", "--offline", "--allow-deletions", "--discard");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("which does not belong to it", StringComparison.Ordinal), $"{refused}");
        Assert.True(Exists("environments/prod/environment.yaml"));
        Assert.True(Exists(OutputFleet.Dev));
    }

    private async Task<Answer> RefusedAsync(string why)
    {
        var before = elsewhere.Snapshot();
        var refused = await TryAsync("render", "--offline", "--discard");
        Assert.True(refused.Exit == 1 && refused.Error.Contains(why, StringComparison.Ordinal), refused.ToString());
        Assert.Equal(before, elsewhere.Snapshot());
        return refused;
    }

    private async Task RenderAsync(params string[] arguments)
    {
        var answer = await TryAsync(["render", "--offline", .. arguments]);
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    private async Task CommitAsync(string message)
    {
        await RenderAsync();
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", $"--message={message}");
    }

    private bool Exists(string path) => File.Exists(fleet.File(path));

    private Task<Answer> TryAsync(params string[] arguments) => Gitopsgen.RunInAsync(fleet, arguments);
}
