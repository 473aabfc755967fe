using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

public sealed class BodyTests
{
    [Theory]
    [InlineData(10, false, 0)]
    [InlineData(1_000, true, 0)]
    [InlineData(4_000, false, 2)]
    [InlineData(100_000, false, 0)]
    public void A_difference_is_open_folded_in_comments_or_only_named_as_there_is_room(int lines, bool folded, int comments)
    {
        var body = Write(string.Join('\n', Enumerable.Range(0, lines).Select(line => $"+ line number {line:D8}")));
        Assert.True(body.Text.Length <= BodyWriter.Limit, $"{body.Text.Length}");
        Assert.Equal(folded, body.Text.Contains("<details>", StringComparison.Ordinal));
        Assert.Equal(lines <= 1_000, body.Text.Contains("line number 00000009", StringComparison.Ordinal));
        Assert.Equal(comments, body.Pages.Length);
        Assert.All(body.Pages, page => Assert.True(page.Length < 65_000, $"{page.Length}"));
        if (comments > 0)
            Assert.Equal(lines, string.Concat(body.Pages).Split("line number").Length - 1);
    }

    [Theory]
    [InlineData(250, 250)]
    [InlineData(250, 3_000)]
    [InlineData(10, 100_000)]
    public void However_many_risks_there_are_it_fits(int count, int length)
    {
        var body = Write("+ x", risks: [.. Enumerable.Range(0, count).Select(number => $"risk {number} {new string('x', length)}")]);
        Assert.InRange(body.Text.Length, 1, BodyWriter.Limit);
        Assert.Contains("risk 0", body.Text, StringComparison.Ordinal);
        if (count > 200)
            Assert.Matches(@"\n- and \d+ more\n", body.Text);
        Assert.Contains("## How to roll back", body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_others_notifies_nobody_and_closes_no_fence()
    {
        var body = Write("+ ```\n+ @everyone <!-- gitopsgen:end -->");
        Assert.Contains("````diff\n", body.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@team", Write("+ x", "dev/@team").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mine.")]
    [InlineData("Mine.\r\n\r\nAnd more.")]
    public void What_people_write_around_our_part_stays(string theirs)
    {
        var once = ManagedRegion.Put(theirs, "one");
        var twice = ManagedRegion.Put(once + "\n\nBelow", "two <!-- gitopsgen:end 0 -->");
        Assert.StartsWith(theirs.ReplaceLineEndings("\n"), twice, StringComparison.Ordinal);
        Assert.EndsWith("Below", twice, StringComparison.Ordinal);
        Assert.DoesNotContain("one\n", twice, StringComparison.Ordinal);
        Assert.Same(twice, ManagedRegion.Put(twice, "two <!-- gitopsgen:end 0 -->"));
    }

    private static Body Write(string difference, string unit = "dev/web", params string[] risks)
    {
        var diagnostics = new DiagnosticBag();
        using var folder = new TemporaryFolder();
        var review = new Review("title", [new ReviewRow(unit, 1, 2, 3)], [.. risks], [new ReviewSection("a.yaml", difference)]);
        var body = new BodyWriter(new Texts(new FileTree(folder.Path), diagnostics, TestContext.Current.CancellationToken)).Write(
            review,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["scope"] = "wave dev", ["digest"] = "0" }
        );
        Assert.Empty(diagnostics.Sorted());
        return body;
    }
}
