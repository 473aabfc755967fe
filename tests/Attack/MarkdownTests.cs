using System.Text.RegularExpressions;
using GitOpsGen.Printing;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A pull request's texts are shown by a host that looks for people, issues, commits and addresses in them.</summary>
public sealed partial class MarkdownTests
{
    private const string Closed = "<!-- gitopsgen:closed -->";

    [Theory]
    [InlineData("@octocat")]
    [InlineData("ask @contoso/platform")]
    [InlineData("fixes #1")]
    [InlineData("closes GH-12")]
    [InlineData("resolves contoso/web#7")]
    [InlineData("fixes https://github.com/contoso/web/issues/3")]
    [InlineData("www.evil.example")]
    [InlineData("mail me@evil.example")]
    [InlineData("see 0123456789abcdef0123456789abcdef01234567")]
    [InlineData("see (3f2a9c1)")]
    public void Plain_text_refers_to_nothing(string text)
    {
        Assert.DoesNotMatch(Reference(), MarkdownText.Plain(text));
        Assert.DoesNotMatch(Reference(), MarkdownText.Escape(text));
    }

    [Theory]
    [InlineData("![x](y)", @"\!\[x\](y)")]
    [InlineData("<img src=x onerror=y>", @"\<img src=x onerror=y\>")]
    [InlineData("a|b", @"a\|b")]
    [InlineData("# head", "#\u200b head")]
    [InlineData("- item", @"\- item")]
    [InlineData("12. item", @"12\. item")]
    [InlineData("=====", @"\=====")]
    [InlineData("a\n\n# b", @"a\\n\\n#" + "\u200b b")]
    [InlineData("\u001b[1m", @"\\u001b\[1m")]
    [InlineData("&lt;$x$", @"\&lt;\$x\$")]
    public void Markup_stays_text(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Theory]
    [InlineData("a\n```\n# out\n")]
    [InlineData("`````\n~~~\n")]
    [InlineData("<!-- gitopsgen:unfinished --> <!-- gitopsgen:closed -->")]
    [InlineData("<!-- gitopsgen:end 0123456789012345678901234567890123456789012345678901234567890123 -->")]
    public void A_block_of_code_ends_where_we_end_it(string text)
    {
        var fence = MarkdownText.Fence("diff", text);
        var ticks = fence[..fence.IndexOf('d', StringComparison.Ordinal)];
        Assert.Equal(2, fence.Split('\n').Count(line => line.TrimEnd() == ticks || line == $"{ticks}diff"));
        Assert.DoesNotContain("<!--", fence, StringComparison.Ordinal);
    }

    [Fact]
    public void Backticks_without_end_leave_room_for_the_text()
    {
        var fence = MarkdownText.Fence("diff", new string('`', 30_000));
        Assert.InRange(fence.Length, 30_000, 34_000);
        Assert.DoesNotContain(fence.Split('\n')[0][..^4] + "``", fence[70..^70], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_raw_gets_into_Markdown_or_HTML(string text)
    {
        foreach (
            var shown in new[]
            {
                MarkdownText.Escape(text),
                MarkdownText.Code(text),
                MarkdownText.Html(text),
                MarkdownText.Fence("", text),
                MarkdownText.Plain(text),
                HtmlText.Of(text),
            }
        )
            HostileText.AssertDead(shown, isMarkdown: true);
    }

    public static TheoryData<string> Hostile => [.. HostileText.All];

    [Fact]
    public async Task A_manifest_cannot_write_into_the_pull_request()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write(
            "apps/config/base/map.yaml",
            $"""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: demo
              annotations:
                "@octocat fixes #1": "{Closed} {ManagedRegion.Unfinished}"
                "](https://evil.example) `<img src=x>`": "a"
            data:
              key: |
                ```
                @octocat fixes #1 {Closed}
                ::error::x
                # out of the block <!-- gitopsgen:begin {new string('0', 64)} -->
              bell: "{"\\a\\e[2J"}"

            """
        );
        await fleet.RenderAsync();
        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            fleet.Folder.Read("environments/dev/environment.yaml") + $"# {Closed} @octocat\n"
        );
        await fleet.PublishAsync();
        var text = $"{fleet.Hub.Pulls[0]["title"]}\n{fleet.Hub.Pulls[0]["body"]}";
        HostileText.AssertDead(text, isMarkdown: true);
        Assert.False(ManagedRegion.IsClosedByUs(text), text);
        Assert.DoesNotContain(ManagedRegion.Unfinished, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Reference(), OutsideOfCode(text));
        // A second run finds everything as it should be.
        Assert.DoesNotContain("edited", (await fleet.PublishAsync()).Output, StringComparison.Ordinal);
        HostileText.AssertDead(fleet.Remote("log", "--format=%B", "-1", PublishedFleet.Dev));
    }

    // The fence is longer than any inside, so its own length is looked for.
    private static string OutsideOfCode(string text) =>
        Inline().Replace(Block().Replace(text, ""), "").Replace("<sub>Content ", "<sub>Content:", StringComparison.Ordinal);

    [GeneratedRegex(@"@\w|(?<![&\w])#\d|\bgh-\d|\w#\d|https?://\w|www\.\w|(?:^|[\s({\[])[0-9a-f]{7,40}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?<f>`{3,})\w*\n.*?^\k<f>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<f>`+).+?(?<!`)\k<f>(?!`)|<!--.*?-->")]
    private static partial Regex Inline();
}
