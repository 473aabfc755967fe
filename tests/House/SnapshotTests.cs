using System.Reflection;
using GitOpsGen.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace GitOpsGen.Tests.House;

/// <summary>Every snapshot is some test's, and one that differs, or is new, fails its test and says how to go on.</summary>
public sealed class SnapshotTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public;

    [Fact]
    public async Task Every_snapshot_is_that_of_a_test()
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in typeof(SnapshotTests).Assembly.GetTypes())
        foreach (var method in type.GetMethods(Any).Where(Verifies))
            places.UnionWith((await StemsAsync(method)).Select(stem => $"{Folder(type)}/{stem}"));
        var files = Snapshots().ToList();
        Assert.NotEmpty(files);
        var orphans = files.Where(file => !places.Contains(file[..file.IndexOf(".verified.", StringComparison.Ordinal)])).ToList();
        Assert.True(orphans.Count == 0, $"no test has these snapshots:\n{string.Join('\n', orphans)}");
    }

    [Fact]
    public async Task Snapshots_have_neither_carriage_returns_nor_a_byte_order_mark()
    {
        foreach (var file in Snapshots())
        {
            var bytes = await File.ReadAllBytesAsync(Path.Join(Repository.Root, "tests", file));
            Assert.False(bytes.Contains((byte)'\r') || bytes.AsSpan().StartsWith("\ufeff"u8), file);
        }
    }

    [Fact]
    public async Task A_new_text_fails_and_is_there_to_be_read()
    {
        using var folder = new TemporaryFolder();
        var failure = await Assert.ThrowsAsync<XunitException>(() =>
            Snapshot.CompareAsync(folder.File("a"), "txt", "new\n", accepts: false)
        );
        Assert.Contains("there is no snapshot yet", failure.Message, StringComparison.Ordinal);
        Assert.Equal([("a.received.txt", "new\n")], folder.Snapshot().Select(file => (file.Key, file.Value)));
    }

    [Fact]
    public async Task Another_text_fails_with_both_names_and_the_lines_that_differ()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.verified.txt", "one\ntwo\nthree\n");
        var failure = await Assert.ThrowsAsync<XunitException>(() =>
            Snapshot.CompareAsync(folder.File("a"), "txt", "one\n2\nthree\n", accepts: false)
        );
        foreach (
            var expected in new[]
            {
                folder.File("a.verified.txt"),
                folder.File("a.received.txt"),
                "@@ line 2\n- two\n+ 2\n",
                "GITOPSGEN_ACCEPT=1",
            }
        )
            Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", folder.Read("a.received.txt"));
        Assert.Equal("one\ntwo\nthree\n", folder.Read("a.verified.txt"));
    }

    [Theory]
    [InlineData("\ufeffone\n")]
    [InlineData("one\r\n")]
    [InlineData("one")]
    [InlineData("one\n\n")]
    public async Task It_is_bytes_that_are_compared(string verified)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.verified.txt", verified);
        await Assert.ThrowsAsync<XunitException>(() => Snapshot.CompareAsync(folder.File("a"), "txt", "one\n", accepts: false));
    }

    [Fact]
    public async Task The_same_text_passes_and_what_was_received_before_goes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.verified.txt", "ü\n");
        folder.Write("a.received.txt", "older\n");
        await Snapshot.CompareAsync(folder.File("a"), "txt", "ü\n", accepts: false);
        Assert.Equal(["a.verified.txt"], folder.Snapshot().Keys);
    }

    [Fact]
    public async Task What_is_accepted_is_the_snapshot()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.received.txt", "new\n");
        await Snapshot.CompareAsync(folder.File("a"), "txt", "new\n", accepts: true);
        Assert.Equal([("a.verified.txt", "new\n")], folder.Snapshot().Select(file => (file.Key, file.Value)));
    }

    [Fact]
    public async Task A_text_that_git_would_change_and_a_second_kind_are_refused_even_when_accepted()
    {
        using var folder = new TemporaryFolder();
        await Assert.ThrowsAsync<XunitException>(() => Snapshot.CompareAsync(folder.File("a"), "txt", "a\r\n", accepts: true));
        folder.Write("a.verified.json", "{}");
        await Assert.ThrowsAsync<XunitException>(() => Snapshot.CompareAsync(folder.File("a"), "txt", "a\n", accepts: true));
        Assert.Equal(["a.verified.json"], folder.Snapshot().Keys);
    }

    private static IEnumerable<string> Snapshots()
    {
        var tests = Path.Join(Repository.Root, "tests");
        return Directory
            .EnumerateFiles(tests, "*.verified.*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(tests, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal));
    }

    // What the compiler makes has no namespace.
    private static string Folder(Type type) =>
        (type.Namespace ?? "").Replace("GitOpsGen.Tests.", "", StringComparison.Ordinal).Replace('.', '/');

    // The words of the test itself, up to the next one.
    private static bool Verifies(MethodInfo method)
    {
        var file = Path.Join(Repository.Root, "tests", Folder(method.DeclaringType!), $"{method.DeclaringType!.Name}.cs");
        if (!method.IsDefined(typeof(FactAttribute)) || !File.Exists(file))
            return false;
        var text = File.ReadAllText(file);
        var begin = text.IndexOf($" {method.Name}(", StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf("\n    [", begin, StringComparison.Ordinal);
        return begin >= 0 && (end < 0 ? text[begin..] : text[begin..end]).Contains("Snapshot.VerifyAsync(", StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> StemsAsync(MethodInfo method)
    {
        var sources = method.GetCustomAttributes().OfType<IDataAttribute>().ToList();
        if (sources.Count == 0)
            return [SnapshotName.Stem(method, [])];
        await using var tracker = new DisposalTracker();
        var stems = new List<string>();
        foreach (var source in sources)
            stems.AddRange((await RowsAsync(source, method, tracker)).Select(row => SnapshotName.Stem(method, row.GetData())));
        return stems;
    }

    // A member is asked directly: by the attribute alone, outside of a run, its rows do not come.
    private static async Task<IEnumerable<ITheoryDataRow>> RowsAsync(IDataAttribute source, MethodInfo method, DisposalTracker tracker) =>
        source is MemberDataAttribute member
            ? (IEnumerable<ITheoryDataRow>)method.DeclaringType!.GetProperty(member.MemberName)!.GetValue(null)!
            : await source.GetData(method, tracker);
}
