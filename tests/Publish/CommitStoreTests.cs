using GitOpsGen.Git;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>Trees and commits by LibGit2Sharp are git's own, whatever the clone is like, and the clone is as it was.</summary>
public sealed class CommitStoreTests : IDisposable
{
    private static readonly Person Jane = new("Jane", "jane@example.com");

    private readonly Clones clones = new();

    public static TheoryData<string> Kinds => [.. Clones.Kinds];

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => clones.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_tree_and_its_commit_are_those_of_git_and_the_clone_is_not_written_to(string kind)
    {
        var folder = clones.Make(kind);
        var before = Objects(folder);
        var plain = new GitRepository(folder);
        using (var scratch = await ScratchObjects.OpenAsync(plain, None))
        {
            var git = plain with { Scratch = scratch };
            var (head, changes) = (await HeadAsync(git), await ChangesAsync(git));
            using var library = new LibGit2Store(scratch);
            Assert.Equal(await MadeAsync(new GitStore(git), head, changes), await MadeAsync(library, head, changes));
        }

        Assert.Equal(before, Objects(folder));
    }

    [Theory]
    [InlineData("normal", false)]
    [InlineData("partial", false)]
    [InlineData("without trees", true)]
    [InlineData("line end in the folder", true)]
    public async Task Where_the_library_cannot_git_makes_the_same_alone_and_that_is_said_once(string kind, bool isAlone)
    {
        var (told, folder) = (new List<string>(), clones.Make(kind));
        var plain = new GitRepository(folder);
        using var scratch = await ScratchObjects.OpenAsync(plain, None);
        var git = plain with { Scratch = scratch };
        var (head, changes) = (await HeadAsync(git), await ChangesAsync(git));
        using var store = new CommitStore(git, told.Add);

        var made = await MadeAsync(store, head, changes);

        Assert.Equal(isAlone ? 1 : 0, told.Count);
        Assert.All(
            told,
            line => Assert.StartsWith("git alone makes the commits: LibGit2Sharp cannot here (", line, StringComparison.Ordinal)
        );
        var normal = new GitRepository(clones.Make("bare"));
        using var other = await ScratchObjects.OpenAsync(normal, None);
        var complete = normal with { Scratch = other };
        await ChangesAsync(complete);
        Assert.Equal(await MadeAsync(new GitStore(complete), head, changes), made);
    }

    // What a folder or file in another's place does to trees, and what is taken out that is not there.
    [Theory]
    [InlineData("+folder")]
    [InlineData("-folder/a", "-folder/b/c", "+folder")]
    [InlineData("+file/a")]
    [InlineData("-file", "+file/a/b")]
    [InlineData("-folder/b/c")]
    [InlineData("-folder/a", "-folder/b/c")]
    [InlineData("-other/deep/d")]
    [InlineData("-not/there/at/all", "-file/x", "+new")]
    [InlineData("+folder.x", "+folder-x", "+folder0", "+folder/z", "+folder/b.c")]
    [InlineData("-file", "-folder/a", "-folder/b/c", "-other/deep/d", "-other/link", "-run")]
    public async Task Files_and_folders_take_each_others_place_as_in_git(params string[] said)
    {
        var plain = new GitRepository(clones.Make("normal"));
        using var scratch = await ScratchObjects.OpenAsync(plain, None);
        var git = plain with { Scratch = scratch };
        var file = new TreeFile("100644", await BlobAsync(git, "new\n"));
        var changes = Array.ConvertAll(
            said,
            word => word[0] == '+' ? new PathChange(word[1..], null, file) : new PathChange(word[1..], file, null)
        );
        using var library = new LibGit2Store(scratch);
        var head = await HeadAsync(git);
        Assert.Equal(await new GitStore(git).TreeAsync(head, changes, None), await library.TreeAsync(head, changes, None));
    }

    [Theory]
    [InlineData("Jane Doe", "jane@example.com")]
    [InlineData("<Jane> O'Neill, Jr.", "<jane@example.com>")]
    [InlineData("Jäne 東", "jane@bücher.example")]
    [InlineData("Jane", "")]
    [InlineData("", "jane@example.com")]
    [InlineData(" . ", "jane@example.com")]
    [InlineData("Jane \\ \"x\"", " a b ")]
    public async Task Names_are_written_as_git_writes_them(string name, string mail)
    {
        var folder = clones.Make("normal");
        foreach (var who in new[] { "user", "author" })
            Sh.Git(folder, "config", $"{who}.name", who == "user" ? name : name + name);
        Sh.Git(folder, "config", "user.email", mail);
        Sh.Git(folder, "config", "i18n.commitEncoding", "ISO-8859-1");
        var plain = new GitRepository(folder);
        using var scratch = await ScratchObjects.OpenAsync(plain, None);
        var git = plain with { Scratch = scratch };
        var (author, committer) = await git.IdentitiesAsync(Jane, None);
        var head = await HeadAsync(git);
        var tree = await git.RunAsync(None, "rev-parse", "HEAD^{tree}");
        using var store = new CommitStore(git, _ => { });
        foreach (var message in new[] { "One", "Ü\n\n# two\n\n\n", "  three  \r\n", "" })
        {
            var commit = new NewCommit(tree, head, message, author, committer, 1_700_000_000, IsSigned: false);
            var made = await store.CommitAsync(commit, None);
            Assert.Equal(await new GitStore(git).CommitAsync(commit, None), made);
            Assert.DoesNotContain("\nencoding ", await git.RunAsync(None, "cat-file", "commit", made), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(long.MaxValue / 2)]
    [InlineData(300_000_000_000)]
    public async Task A_date_beyond_the_calendar_ends_nothing(long date)
    {
        var told = new List<string>();
        var plain = new GitRepository(clones.Make("normal"));
        using var scratch = await ScratchObjects.OpenAsync(plain, None);
        var git = plain with { Scratch = scratch };
        using var store = new CommitStore(git, told.Add);
        var commit = new NewCommit(
            await git.RunAsync(None, "rev-parse", "HEAD^{tree}"),
            await HeadAsync(git),
            "One",
            Jane,
            Jane,
            date,
            IsSigned: false
        );
        Assert.Contains(
            $" {date} +0000",
            await git.RunAsync(None, "cat-file", "commit", await store.CommitAsync(commit, None)),
            StringComparison.Ordinal
        );
        Assert.Single(told);
    }

    private static async Task<(string, string)> MadeAsync(ICommitStore store, string head, PathChange[] changes)
    {
        var tree = await store.TreeAsync(head, changes, None);
        return (
            tree,
            await store.CommitAsync(new NewCommit(tree, head, "Change\n\nA: b\n", Jane, Jane, 1_700_000_000, IsSigned: false), None)
        );
    }

    private static async Task<PathChange[]> ChangesAsync(GitRepository git)
    {
        var (one, two) = (await BlobAsync(git, "new\n"), await BlobAsync(git, "newer\n"));
        return
        [
            new("file/x/y", null, new TreeFile("100644", one)),
            new("file", new TreeFile("100644", one), null),
            new("folder/b/c", new TreeFile("100644", one), null),
            new("run", null, new TreeFile("100644", two)),
            new("folder/a", null, new TreeFile("100755", two)),
            new("deep/new/file", null, new TreeFile("100644", one)),
        ];
    }

    private static Task<string> HeadAsync(GitRepository git) => git.RunAsync(None, "rev-parse", "HEAD");

    private static Task<string> BlobAsync(GitRepository git, string text) =>
        git.RunAsync(new GitCall("hash-object", "-w", "--stdin") { Input = text }, None);

    private static IEnumerable<string> Objects(string folder)
    {
        var objects = Sh.Git(folder, "rev-parse", "--path-format=absolute", "--git-path", "objects");
        return [.. Directory.EnumerateFiles(objects, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
