using System.Text;
using GitOpsGen.Compare.Objects;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What is equal costs nothing: files are not read, documents not parsed.</summary>
public sealed class LittleWorkTests
{
    private static string Map(string value, string name = "settings") =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: demo}}\ndata: {{key: {value}}}\n";

    [Fact]
    public async Task An_equal_file_is_not_read()
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", Map("old"));
        fleet.Write("dev/same", Map("same"));
        fleet.Commit();
        fleet.Write("dev/web", Map("new"));
        // Without its object git could not read the file, so the answer shows that nobody asked for it.
        var id = fleet.Git("rev-parse", $"HEAD:{GitFleet.Path("dev/same")}").Trim();
        var loose = fleet.Folder.File($".git/objects/{id[..2]}/{id[2..]}");
        File.SetAttributes(loose, FileAttributes.Normal);
        File.Delete(loose);
        Assert.Equal(1, (await fleet.JsonAsync()).GetProperty("summary").GetProperty("changes").GetInt32());
        var tree = fleet.Git("hash-object", "-w", "-t", "tree", "/dev/null").Trim();
        var empty = fleet.Git("-c", "user.name=t", "-c", "user.email=t@git.example", "commit-tree", "-m", "empty", tree).Trim();
        var answer = await fleet.DiffAsync("--committed", "--base-exact", empty, "--head", "HEAD");
        Assert.True(answer.Exit == 1 && answer.Error.Contains(id, StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public void An_equal_document_is_not_parsed()
    {
        const string Broken = "not: [yaml\n";
        Assert.Equal(
            "data.key",
            Assert
                .Single(
                    Assert
                        .Single(Differences.Of($"{Broken}---\n{Map("old")}---\n{Broken}", $"{Broken}---\n{Map("new")}---\n{Broken}"))
                        .Fields
                )
                .Path
        );
    }

    [Theory]
    [InlineData("a\n---\nb\n---\nc\n", "a\n---\nX\n---\nc\n", "b\n", "X\n")]
    [InlineData("a\n---\nb\n", "b\n---\na\n", "", "")]
    [InlineData("a\n---\nb\n", "a\n", "b\n", "")]
    [InlineData("a\n", "a\n---\nb\n", "", "b\n")]
    [InlineData("", "a\n", "", "a\n")]
    [InlineData("a\n---\na\n", "a\n", "a\n", "")]
    [InlineData("---\na\n---\n---\nb\n", "a\n---\nb\n", "", "")]
    [InlineData("ab: |\n  ---\n  x\n", "ab: |\n  ---\n  y\n", "ab: |\n  ---\n  x\n", "ab: |\n  ---\n  y\n")]
    [InlineData("a\n---x\n", "a\n---y\n", "a\n---x\n", "a\n---y\n")]
    [InlineData("aa\n---\nsame\n", "ba\n---\nsame\n", "aa\n", "ba\n")]
    [InlineData("a\n---\nb\n---\na\n---\nb\n", "a\n---\nb\n", "a\n|b\n", "")]
    [InlineData("a\r\n--- \r\nb\r\n", "a\r\n--- \r\nc\r\n", " \r\nb\r\n", " \r\nc\r\n")]
    public void Documents_are_told_apart_byte_by_byte(string old, string @new, string expectedOld, string expectedNew)
    {
        var (left, right) = DocumentBytes.Differing(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(@new));
        Assert.Equal((expectedOld, expectedNew), (Joined(left), Joined(right)));
    }

    [Fact]
    public void Whatever_is_cut_away_what_is_left_says_the_same_as_all_of_it()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var (old, @new) = (Any(random), Any(random));
            var (left, right) = DocumentBytes.Differing(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(@new));
            Assert.Equal(Without(old, @new), left.Select(Text).Order(StringComparer.Ordinal));
            Assert.Equal(Without(@new, old), right.Select(Text).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_large_fleet_is_compared()
    {
        const int Environments = 20;
        const int Objects = 50;
        static string Unit(int environment, string changed) =>
            string.Join("---\n", Enumerable.Range(0, Objects).Select(i => Map(i == environment ? changed : "same", $"map-{i}")));
        using var fleet = new GitFleet();
        for (var environment = 0; environment < Environments; environment++)
        for (var app = 0; app < 10; app++)
            fleet.Write($"env-{environment}/app-{app}", Unit(environment, "old"));
        fleet.Commit();
        for (var environment = 0; environment < Environments; environment++)
        for (var app = 0; app < 10; app++)
            fleet.Write($"env-{environment}/app-{app}", Unit(environment, "new"));
        var json = await fleet.JsonAsync();
        Assert.Equal(
            (Environments, 200),
            (
                json.GetProperty("summary").GetProperty("changes").GetInt32(),
                json.GetProperty("summary").GetProperty("changedUnits").GetInt32()
            )
        );
        Assert.All(json.GetProperty("changes").EnumerateArray(), change => Assert.Equal(10, change.GetProperty("where").GetArrayLength()));
    }

    private static string Any(Random random) =>
        string.Join(
            "---\n",
            Enumerable
                .Range(0, random.Next(6))
                .Select(_ =>
                    random.Next(4) switch
                    {
                        0 => "a: 1\n",
                        1 => "a: 12\n",
                        2 => "b: x---\n",
                        _ => $"c: {random.Next(3)}\n",
                    }
                )
        );

    private static IEnumerable<string> Without(string text, string other)
    {
        var rest = Documents(text);
        foreach (var document in Documents(other))
            rest.Remove(document);
        return rest.Order(StringComparer.Ordinal);
    }

    private static List<string> Documents(string text) =>
        [.. $"\n{text}".Split("\n---\n").Select(part => $"{part.Trim('\n')}\n").Where(part => part.Length > 1)];

    private static string Joined(IEnumerable<ReadOnlyMemory<byte>> documents) => string.Join('|', documents.Select(Text));

    private static string Text(ReadOnlyMemory<byte> document) => Encoding.UTF8.GetString(document.Span);
}
