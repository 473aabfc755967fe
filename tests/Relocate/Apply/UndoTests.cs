using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

public sealed class UndoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Apply_and_undo_give_every_byte_back()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 200; round++)
        {
            var files = Enumerable.Range(0, random.Next(1, 4)).ToDictionary(number => $"f{round}-{number}.txt", _ => Noise(random));
            foreach (var (path, bytes) in files)
                await File.WriteAllBytesAsync(folder.File(path), bytes, TestContext.Current.CancellationToken);
            for (var applies = random.Next(1, 4); applies > 0; applies--)
                await Plans.ApplyAsync(
                    folder,
                    files.Keys.SelectMany(path => Plans.All(folder, path, [.. Enumerable.Range(0, 40).Where(_ => random.Next(2) == 0)]))
                );
            await Plans.UndoAsync(folder);
            foreach (var (path, bytes) in files)
                Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.File(path), TestContext.Current.CancellationToken));
            Assert.False(File.Exists(folder.State(JournalEntry.StateFile)));
        }
    }

    [Theory]
    [InlineData("kube-system", "k")]
    [InlineData("a", "aa")]
    [InlineData("aa", "a")]
    [InlineData("kube-system", "kube-system-2")]
    public void The_inverse_of_a_swap_is_the_swap_back(string from, string to)
    {
        var (old, now) = (System.Text.Encoding.UTF8.GetBytes(from), System.Text.Encoding.UTF8.GetBytes(to));
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, random.Next(30))
                    .Select(_ =>
                        random.Next(3) switch
                        {
                            0 => from,
                            1 => to,
                            _ => " x\r\n",
                        }
                    )
            );
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            var offsets = Enumerable
                .Range(0, bytes.Length)
                .Where(offset => bytes.AsSpan(offset).StartsWith(old) && random.Next(2) == 0)
                .Aggregate(
                    new List<int>(),
                    (list, offset) =>
                    {
                        if (list.Count == 0 || list[^1] + old.Length <= offset)
                            list.Add(offset);
                        return list;
                    }
                );
            Assert.Null(NameReplacement.FirstWithout(bytes, offsets, old));
            var swapped = NameReplacement.Splice(bytes, offsets, old, now);
            Assert.Equal(bytes, NameReplacement.Splice(swapped, NameReplacement.Shifted(offsets, now.Length - old.Length), now, old));
        }
    }

    [Fact]
    public async Task Edits_made_since_are_kept()
    {
        folder.Write("a.yaml", $"# top\n{Document("one")}{Document("two")}");
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        folder.Write(
            "a.yaml",
            folder.Read("a.yaml").Replace("# top", "# top, and a word on azure-managed-prometheus of our own", StringComparison.Ordinal)
        );
        var undoing = await Plans.UndoAsync(folder);
        Assert.Equal(["a.yaml"], undoing.Kept);
        Assert.Equal(
            $"# top, and a word on azure-managed-prometheus of our own\n{Document("one")}{Document("two")}",
            folder.Read("a.yaml")
        );
    }

    [Fact]
    public async Task What_cannot_be_told_from_other_text_any_more_is_left_and_nothing_is_half_done()
    {
        folder.Write("a.yaml", Document("one"));
        folder.Write("b.yaml", Document("two"));
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml").Concat(Plans.All(folder, "b.yaml")));
        folder.Write("b.yaml", folder.Read("b.yaml").Replace("two-settings", "three", StringComparison.Ordinal));
        var before = folder.Snapshot();
        var problems = new DiagnosticBag();
        var undoing = await Plans.UndoAsync(folder, problems);
        Assert.StartsWith("b.yaml(1,1): error GOG135", Assert.Single(problems.Sorted()).ToString(), StringComparison.Ordinal);
        Assert.Equal(["b.yaml"], undoing.Left);
        Assert.Equal(["b.yaml"], undoing.Rest!.Files.Keys);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named()
    {
        folder.Write("a.yaml", Document("one"));
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        File.Delete(folder.File("a.yaml"));
        var problems = new DiagnosticBag();
        await Plans.UndoAsync(folder, problems);
        Assert.Equal("GOG136", Assert.Single(problems.Sorted()).Code);
    }

    [Fact]
    public async Task A_file_that_was_restored_already_needs_nothing()
    {
        folder.Write("a.yaml", Document("one"));
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        folder.Write("a.yaml", Document("one"));
        Assert.Empty((await Plans.UndoAsync(folder)).Files);
        Assert.False(File.Exists(folder.State(JournalEntry.StateFile)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"version":0}""")]
    [InlineData("""{"version":1,"from":"a","to":"b","objects":[],"files":{"../x":{"original":"","now":"","spans":[]}},"created":{}}""")]
    [InlineData("""{"version":1,"from":"a","to":"b","objects":[],"files":{"/etc/x":{"original":"","now":"","spans":[]}},"created":{}}""")]
    [InlineData(
        """{"version":1,"from":"a","to":"b","objects":[],"files":{"x":{"original":"","now":"","spans":[{"offset":1,"around":"","twin":3,"twins":1}]}},"created":{}}"""
    )]
    public void A_record_that_is_none_of_ours_is_refused(string text)
    {
        var problems = new DiagnosticBag();
        Assert.Null(RelocationRecordJson.Read(JournalEntry.StateFile, text, problems));
        Assert.Equal("GOG133", Assert.Single(problems.Sorted()).Code);
    }

    [Fact]
    public void A_record_whose_spans_are_nonsense_restores_nothing()
    {
        var file = new EditedFile("x", GitOpsGen.Files.Digest.OfText("abc"), [new EditAnchor(-5, "", 0, 1), new EditAnchor(900, "", 0, 1)]);
        Assert.Null(RelocationUndo.Inverse("abc"u8.ToArray(), file, "a"u8.ToArray(), "b"u8.ToArray()));
    }

    private static string Document(string name) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}-settings\n  namespace: kube-system\ndata: {{}}\n---\n";

    private static byte[] Noise(Random random)
    {
        var bytes = new List<byte>();
        for (var parts = random.Next(1, 30); parts > 0; parts--)
        {
            var part = new byte[random.Next(12)];
            random.NextBytes(part);
            bytes.AddRange(
                random.Next(3) switch
                {
                    0 => System.Text.Encoding.UTF8.GetBytes(Plans.From),
                    1 => System.Text.Encoding.UTF8.GetBytes(Plans.To),
                    _ => part,
                }
            );
        }

        return [.. bytes];
    }
}
