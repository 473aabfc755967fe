using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>A link from one page to another leads to a file that is there, and to a heading that it has.</summary>
public sealed partial class PageLinkTests
{
    [Fact]
    public void Every_link_leads_somewhere()
    {
        var pages = Page.Below().Append(Page.Of("../README.md")).Append(Page.Of("../CONTRIBUTING.md")).ToList();
        Assert.True(pages.Sum(page => Links(page).Count()) > 500);
        Assert.Equal("", string.Join('\n', pages.SelectMany(Broken)));
    }

    [Theory]
    [InlineData("[a](no-such-page.md)")]
    [InlineData("[a](runbooks/dra.md#no-such-heading)")]
    [InlineData("[a](#nor-here)")]
    public void The_check_would_notice(string text) =>
        Assert.Single(Broken(new Page("page.md", $"# Here\n\n{text}, [b](runbooks/dra.md), [c](#here)\n")));

    private static IEnumerable<string> Broken(Page page) =>
        Links(page).Where(link => !IsThere(page, link)).Select(link => $"docs/{page.Name}: {link}");

    private static IEnumerable<string> Links(Page page) =>
        Link().Matches(page.Prose).Select(match => match.Groups[1].Value).Where(link => !link.Contains(':'));

    private static bool IsThere(Page page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page.Name : Path.Join(Path.GetDirectoryName(page.Name), path);
        if (path.Length > 0 && !Path.Exists(Path.Join(Repository.Root, "docs", target)))
            return false;
        return anchor is null || (path.Length == 0 ? page : Page.Of(target)).Anchors.Contains(anchor, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
