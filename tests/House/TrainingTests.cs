using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>Every app has its page in docs/training, and every page goes the same way.</summary>
public sealed class TrainingTests
{
    private static readonly string[] Sections = ["What it is", "Try it", "Break it", "Mend it"];

    public static TheoryData<string> Pages => [.. Page.Below("training").Select(page => page.Name)];

    // OfApps refuses an app that two pages teach.
    [Fact]
    public void Every_app_is_taught_by_one_page() =>
        Assert.Equal(
            Directory
                .GetDirectories(Path.Join(Repository.Root, "apps"))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal),
            TrainingPages.OfApps().Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_what_it_is_and_has_one_try_break_and_mend_it(string name) =>
        Assert.Equal(Sections, Page.Of(name).Headings.Intersect(Sections, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_what_kind_cannot_do(string name) =>
        Assert.Contains("\n**What kind cannot do.** ", Page.Of(name).Text, StringComparison.Ordinal);
}
