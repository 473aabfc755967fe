using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>One loader for every state of a fleet: on disk, in a commit, in memory.</summary>
public sealed class FleetFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = SmallFleet.Create();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_fleet_without_mistakes_is_the_same_wherever_it_is()
    {
        Cut("web");
        folder.Write("environments/dev/patches/p.yaml", "kind: Deployment\n");
        folder.Write("apps/web/base/.#left", "lying about");
        Commit();
        await SameAsync();
        Assert.DoesNotContain("error", Told(new FileTree(folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_in_the_same_words_wherever_they_are()
    {
        Cut("web");
        folder.Write("apps/web/releases/1.0.0-0000000/app.yaml", "x: y\n");
        folder.Write("apps/config/app.yaml", SmallFleet.App("config", "kustomize: {base: bse, patches: [{file: pach.yaml}]}"));
        folder.Write("apps/config/patch.yaml", "{}\n");
        folder.Write("apps/web/base/kustomization.yaml", "resources: [../../config/base, deploymnt.yaml]\n");
        folder.Write("environments/dev/releases/wbe.yml", "{}\n");
        folder.Write("environments/prod/environment.yaml", "- no map\n");
        folder.Write("environments/empty/notes.md", "no description\n");
        File.WriteAllBytes(folder.File("gitopsgen.yaml"), [.. File.ReadAllBytes(folder.File("gitopsgen.yaml")), 0x23, 0xff]);
        File.CreateSymbolicLink(folder.File("apps/web/link"), folder.File("apps/config"));
        File.CreateSymbolicLink(folder.File("apps/linked"), folder.File("apps/config"));
        Commit();
        await SameAsync();
        var told = Told(new FileTree(folder.Path));
        foreach (var code in new[] { "GOG011", "GOG012", "GOG013", "GOG016", "GOG041" })
            Assert.Contains(code, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_read_as_it_was()
    {
        var commit = Commit();
        folder.Write("environments/dev/environment.yaml", "kind: nonsense\n");
        Directory.Delete(folder.File("apps/web"), recursive: true);
        using var blobs = new BlobReader(new GitRepository(folder.Path));
        var bag = new DiagnosticBag();
        var fleet = new FleetLoader(await FilesAsync(commit, blobs), bag).Load();
        Assert.Empty(bag.Sorted());
        Assert.Equal(["config", "web"], fleet.Apps.Keys);
        Assert.Equal(["dev", "prod", "shared"], fleet.Environments.Keys);
    }

    [Fact]
    public void A_fleet_needs_no_disk()
    {
        var files = MemoryFiles.Of((FleetLayout.FleetFile, SmallFleet.Fleet));
        Assert.Equal("small", new Descriptions(files, new DiagnosticBag()).Settings()?.Name);
        Assert.Null(new Descriptions(files, new DiagnosticBag()).Environment("dev"));
    }

    private async Task SameAsync()
    {
        var disk = new FileTree(folder.Path);
        using var blobs = new BlobReader(new GitRepository(folder.Path));
        var expected = Told(disk);
        Assert.Equal(expected, Told(new FileIndex(disk)));
        Assert.Equal(expected, Told(MemoryFiles.CopyOf(disk)));
        Assert.Equal(expected, Told(await FilesAsync("HEAD", blobs)));
    }

    private async Task<CommitFiles> FilesAsync(string commit, BlobReader blobs)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var entries = await GitFiles.OfCommitAsync(new GitRepository(folder.Path), commit, FleetLayout.Roots, cancellation);
        return new CommitFiles(entries, blobs, cancellation);
    }

    // What a fleet holds and what is wrong with it, as text.
    private static string Told(IFleetFiles files)
    {
        var bag = new DiagnosticBag();
        var fleet = new FleetLoader(files, bag).Load();
        return string.Join(
            '\n',
            [
                fleet.Settings.Name,
                .. fleet.Apps.Values.Concat(fleet.Releases.Values).Select(Told),
                .. fleet.Environments.Values.Select(one => $"{one.Name} {one.Wave?.Text} {string.Join(' ', one.Apps.Keys)}"),
                .. fleet.Pins.Select(pin => $"{pin.Key} {pin.Value.Release.Text}"),
                .. bag.Sorted().Select(one => one.ToString()),
            ]
        );
    }

    private static string Told(AppSource source) =>
        $"{source.Directory} {source.App.Version} {string.Join(' ', source.Reach.SelectMany(reach => reach.Value))}";

    private void Cut(string app)
    {
        var bag = new DiagnosticBag();
        var from = $"apps/{app}";
        var name = ReleaseName.Of("1.0.0", new FileTree(folder.Path).TreeDigest(from, bag));
        foreach (var path in new FileTree(folder.Path).Files(from, bag))
            folder.Write($"{from}/releases/{name}/{path[(from.Length + 1)..]}", folder.Read(path));
        folder.Write(
            $"environments/prod/releases/{app}.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {name}}}\n"
        );
    }

    private string Commit()
    {
        Sh.Git(folder.Path, "init", "--quiet", "--initial-branch=main");
        Sh.Git(folder.Path, "add", "--all");
        Sh.Git(folder.Path, "commit", "--quiet", "--message=state");
        return Sh.Git(folder.Path, "rev-parse", "HEAD");
    }
}
