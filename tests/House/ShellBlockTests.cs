using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>What a page says is bash can be pasted into one.</summary>
public sealed partial class ShellBlockTests
{
    // What a person at a prompt may do and a script should not: read a file that only the shell knows, and go to another folder and
    // back without asking whether that worked. And a $ in single quotes is meant so (jsonpath, Go templates).
    private const string Exceptions = "--exclude=SC1090,SC2103,SC2164,SC2016";

    public static TheoryData<string> Pages => [.. All.Where(page => page.Blocks.Any()).Select(page => page.Name)];

    private static IEnumerable<Page> All =>
        Page.Below().Concat(new[] { "../README.md", "../CONTRIBUTING.md", "../SECURITY.md" }.Select(Page.Of));

    [Fact]
    public void There_are_blocks_to_look_at() => Assert.True(All.Sum(page => page.Blocks.Count()) > 150);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Bash_takes_every_block_of_a_page(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.All(Page.Of(name).Blocks, block => Assert.Equal("", Refusal(folder, block)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Shellcheck_has_nothing_to_say_of_a_page(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("page.sh", Page.Of(name).Script);
        var (exit, output, _) = TestTools.Run(TestTools.Shellcheck, [Exceptions, folder.File("page.sh")]);
        Assert.True(exit == 0, Encoding.UTF8.GetString(output));
    }

    // <name> is a redirection: it fails, or it writes to a file of the next word's name.
    [Theory]
    [MemberData(nameof(Pages))]
    public void No_block_has_a_name_in_angle_brackets(string name) =>
        Assert.All(Page.Of(name).Blocks, block => Assert.DoesNotMatch(Placeholder(), block.Text));

    [Theory]
    [InlineData("kubectl get pod <pod>\n")]
    [InlineData("if true; then echo\n")]
    [InlineData("echo 'not closed\n")]
    public void Bash_would_notice(string block)
    {
        using var folder = new TemporaryFolder();
        Assert.NotEqual("", Refusal(folder, new Snippet(1, block)));
    }

    private static string Refusal(TemporaryFolder folder, Snippet block)
    {
        folder.Write("block.sh", block.Text);
        var (exit, _, error) = TestTools.Run("bash", ["-n", folder.File("block.sh")]);
        return exit == 0 ? "" : $"line {block.Line}: {error}";
    }

    [GeneratedRegex(@"<[a-zA-Z][\w -]*>")]
    private static partial Regex Placeholder();
}
