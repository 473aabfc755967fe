using GitOpsGen.Printing;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A pipeline's log is read by its runner. Nothing quoted becomes a command there.</summary>
public sealed class WorkflowCommandTests
{
    public static TheoryData<string> Texts => [.. HostileText.All];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_dead_however_it_is_cut_into_pieces(string text)
    {
        foreach (var size in new[] { 1, 2, 3, 1000 })
        {
            using var output = new StringWriter { NewLine = "\n" };
            using var printed = new PrintedWriter(output);
            foreach (var piece in text.Chunk(size))
                printed.Write(new string(piece));
            printed.WriteLine();
            HostileText.AssertDead(output.ToString());
            Assert.Equal($"{PlainText.Lines(text)}\n", output.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_line_stays_one_line(string text)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var printed = new PrintedWriter(output);
        printed.WriteLine(text);
        Assert.Equal(1, output.ToString().Count(c => c == '\n'));
        HostileText.AssertDead(output.ToString());
        Assert.Equal(PlainText.Line(text), PlainText.Line(PlainText.Line(text)));
    }

    [Theory]
    [InlineData("::error::x", @":\u003aerror::x")]
    [InlineData("  ::error::x", @"  :\u003aerror::x")]
    [InlineData("a::b", "a::b")]
    [InlineData("##[error]", @"##\u005berror]")]
    [InlineData("a ##vso[b]", @"a ##vso\u005bb]")]
    [InlineData("## [a] #[b] ##a [c]", "## [a] #[b] ##a [c]")]
    [InlineData("\u001b[0m\r\n\t", @"\u001b[0m\r\n\t")]
    [InlineData("😀 é 日本語 ключ", "😀 é 日本語 ключ")]
    public void What_is_written_out_can_be_read(string text, string expected) => Assert.Equal(expected, PlainText.Line(text));

    [Fact]
    public void Half_a_character_is_written_out() =>
        Assert.Equal(
            [@"\ud800x", @"x\udc00", @"\ud800", @"\ud800\ud800x"],
            new[] { "\ud800x", "x\udc00", "\ud800", "\ud800\ud800x" }.Select(PlainText.Line)
        );

    [Fact]
    public async Task A_remote_that_refuses_a_push_gives_no_orders()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var hook = Path.Join(fleet.Hub.Bare, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(
            hook,
            "#!/bin/sh\nprintf '::error::a\\n::set-output name=x::y\\n##[error]b\\r::warning::c\\033[2J\\007\\n' >&2\nexit 1\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit != 0, answer.ToString());
        HostileText.AssertDead(answer);
    }

    [Fact]
    public async Task A_file_called_as_a_command_is_named_and_not_run()
    {
        using var fleet = SmallFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        fleet.Write("environments/dev/web/rendered/::error::x", "");
        fleet.Write("environments/dev/web/rendered/a\n::error::y", "");
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--check", "--offline");
        Assert.Contains(@"rendered/a\n::error::y", answer.Output, StringComparison.Ordinal);
        HostileText.AssertDead(answer);
    }
}
