using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>
/// The small fleet, to be broken. The mark ‸ in what a test writes stands just before the place that a diagnostic must name; it is
/// not written. One mistake must give one diagnostic, so the assertions count.
/// </summary>
internal sealed class BrokenFleet : IDisposable
{
    public const string Dev = "environments/dev/environment.yaml";
    public const string Prod = "environments/prod/environment.yaml";
    public const string Shared = "environments/shared/environment.yaml";
    public const string Web = "apps/web/app.yaml";
    public const string Config = "apps/config/app.yaml";
    public const string Fleet = "gitopsgen.yaml";

    private const char Mark = '‸';

    public TemporaryFolder Folder { get; } = SmallFleet.Create();

    public List<Position> Marks { get; } = [];

    public BrokenFleet Write(string path, string text)
    {
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, StringComparison.Ordinal))
        {
            Marks.Add(
                new Position(
                    path,
                    text.AsSpan(0, at).Count('\n') + 1,
                    at - (text.LastIndexOf('\n', Math.Max(0, at - 1)) is var line && at > 0 ? line : -1)
                )
            );
            text = text.Remove(at, 1);
        }

        Folder.Write(path, text);
        return this;
    }

    public BrokenFleet Edit(string path, string old, string @new)
    {
        var text = Folder.Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Write(path, text.Replace(old, @new, StringComparison.Ordinal));
    }

    public BrokenFleet App(string name, params string[] spec) => Write($"apps/{name}/app.yaml", SmallFleet.App(name, spec));

    public BrokenFleet Environment(string name, params string[] spec) =>
        Write($"environments/{name}/environment.yaml", SmallFleet.Environment(name, spec));

    /// <summary>What Load, Resolve and Plan say of it.</summary>
    public IReadOnlyList<Diagnostic> Diagnose() => Plan().Diagnostics;

    public (RenderPlan Plan, IReadOnlyList<Diagnostic> Diagnostics) Plan()
    {
        var bag = new DiagnosticBag();
        var plan = new Workspace(Folder.Path).Plan(bag);
        if (!HasEmptyFolder)
            CompareWithMemory(bag.Sorted());
        return (plan, bag.Sorted());
    }

    // An empty folder is on disk alone.
    private bool HasEmptyFolder =>
        Directory
            .EnumerateDirectories(Folder.Path, "*", SearchOption.AllDirectories)
            .Any(one => !Directory.EnumerateFileSystemEntries(one).Any());

    // Where the files are makes no difference, but that only a disk knows what is behind a link: what follows elsewhere is told as well.
    private void CompareWithMemory(IReadOnlyList<Diagnostic> onDisk)
    {
        var (disk, memory) = (onDisk.Select(one => one.ToString()).ToList(), FromMemory().Select(one => one.ToString()).ToList());
        if (new[] { FleetLayout.Apps, FleetLayout.Environments }.Any(new FileTree(Folder.Path).IsLink))
            Assert.Empty(disk.Except(memory));
        else
            Assert.Equal(disk, memory);
    }

    private IReadOnlyList<Diagnostic> FromMemory()
    {
        var bag = new DiagnosticBag();
        var fleet = new FleetLoader(MemoryFiles.CopyOf(new FileTree(Folder.Path)), bag).Load();
        new Planner(new Resolver(fleet, bag).Resolve(), bag).Plan();
        return bag.Sorted();
    }

    /// <summary>There is one diagnostic, at the one mark, with this code and these words.</summary>
    public void Says(string code, params string[] words) => SaysAt(Assert.Single(Marks), code, words);

    public void SaysAt(Position at, string code, params string[] words)
    {
        var found = Diagnose();
        var only = Assert.Single(found);
        Assert.Equal((code, at), (only.Code, only.At));
        foreach (var word in words)
            Assert.Contains(word, only.Message, StringComparison.Ordinal);
    }

    /// <summary>There is one diagnostic at each mark, in the order of <paramref name="codes"/>, and no other.</summary>
    public void SaysEach(params string[] codes) =>
        Assert.Equal(
            Marks.Zip(codes, (at, code) => $"{at} {code}").Order(StringComparer.Ordinal),
            Diagnose().Select(found => $"{found.At} {found.Code}").Order(StringComparer.Ordinal)
        );

    public void SaysNothing() => Assert.Empty(Diagnose());

    public void Dispose() => Folder.Dispose();
}
