using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Texts that want to be obeyed by a terminal, a runner or a browser, and what none of them may become.</summary>
public static partial class HostileText
{
    public static IReadOnlyList<string> All { get; } =
    [
        "\u001b[2J\u001b[31mred",
        "\u001b]0;title\u0007",
        "\u001b]8;;https://evil.example\u001b\\link",
        "\u009b2J",
        "\u009d0;title\u009c",
        "a\rb",
        "a\nb",
        "a\r\n::error::x",
        "::error file=a::x",
        "x\n::set-output name=a::b",
        "x\n   ::stop-commands::t",
        "x\n\t::add-mask::x",
        "\u00a0::warning::x",
        "##[error]x",
        "##vso[task.setvariable variable=a]b",
        "x##[command]y",
        "#####[group]x",
        "\abell",
        "back\b\b\bspace",
        "del\u007f",
        "\u0001\u0002\u001f",
        "\u202eesrever",
        "\u2066isolate\u2069",
        "\u200emark\u200f",
        "zero\u200bwidth\u200d\u2060\ufeff",
        "line\u2028separator\u2029",
        "next\u0085line",
        "tag\U000e0041\U000e0042",
        "filler\u3164\u115f",
        "soft\u00adhyphen",
    ];

    /// <summary>Those that a folder or file may be called.</summary>
    public static IEnumerable<string> Names =>
        All.Where(text => !text.Contains('/', StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal));

    /// <summary>As a scalar of YAML.</summary>
    public static string Quote(string text) =>
        $"\"{string.Concat(text.EnumerateRunes().Select(c => c.Value is >= ' ' and < 0x7f and not '"' and not '\\' ? $"{c}" : $"\\U{c.Value:x8}"))}\"";

    /// <summary>Nothing that was printed is obeyed by anyone.</summary>
    public static void AssertDead(Answer answer, bool isMarkdown = false)
    {
        AssertDead(answer.Output, isMarkdown);
        AssertDead(answer.Error);
    }

    /// <param name="isMarkdown">It may have the joints that keep names from mentioning people.</param>
    public static void AssertDead(string printed, bool isMarkdown = false)
    {
        var text = isMarkdown ? printed.Replace("\u200b", "", StringComparison.Ordinal) : printed;
        var raw = Raw().Match(text);
        Assert.False(
            raw.Success,
            raw.Success ? $"raw {string.Join(' ', raw.Value.Select(c => $"U+{(int)c:X4}"))} in: {Around(text, raw.Index)}" : ""
        );
        var command = Command().Match(text);
        Assert.False(command.Success, command.Success ? $"a command: {Around(text, command.Index)}" : "");
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 60)];

    [GeneratedRegex(
        @"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u3164-[\n]]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]"
    )]
    private static partial Regex Raw();

    [GeneratedRegex(@"^\s*::|##\w*\[", RegexOptions.Multiline)]
    private static partial Regex Command();
}
