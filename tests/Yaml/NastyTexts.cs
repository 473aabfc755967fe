namespace GitOpsGen.Tests.Yaml;

/// <summary>Texts that are hard to write as YAML, each of which some reader takes for something else.</summary>
internal static class NastyTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "a ", " a", "  a  ", "yes", "Yes", "no", "on", "OFF", "y", "N", "true", "False", "null", "Null", "~", "undefined",
        "1", "-1", "+1", "1.0", ".5", "5.", "1e3", "1E-5", "1e", "0x1F", "0x", "0o17", "017", "08", "0b1", "1_000", "0_x1F", "1e_3", "1,000", "0x1p-2", "-0", "999999999999999999999",
        "12:30:45", "1:30", "190:20:30.15", "2024-01-01", "2024-1-1", "2024-13-45", "2001-12-14t21:59:43.10-05:00", ".inf", "-.INF", ".nan", ".NaN", "inf", "1.2.3", "1.2.3.4",
        "=", "<<", "-", "- a", "--", "---", "--- a", "...", "... a", "?", "? a", ":", ":a", "a:", "a: b", "a:b", "#", "#a", "a #b", "a#b", "&a", "*a", "!a", "!!str a", "|", "|-", ">", "> a", "%a", "@a", "`a`",
        "[", "[a]", "]", "{", "{a: b}", "}", ",", ", a", "'", "''", "'a'", "a'b", "\"", "\"a\"", "a\"b", "\\", "a\\b", "\\n", "C:\\x", "${x}", "$(x)", "{{ .x }}", "{{.cluster}}", ".", "..", "/", "_", "_1", "a_1", "(a)", "a=b",
        "\t", "\ta", "a\t", "a\tb", "\r", "a\r", "a\rb", "a\r\nb", "a\r\nb\r\n",
        "\n", "\n\n", "\na", "a\n", "a\n\n", "a\nb", "a\nb\n", "a\nb\n\n", "a\n\n\nb", "a\n ", " a\nb", "a\n b", "a \nb", "a\n  b\n c", "\n a", "a\n\tb", "\tb\nc", "a\n#b\nc", "#a\nb", "- a\n- b", "a: b\nc: d", "key: |\n  x\n", "null\n", "1\n", "a\n---\nb", "a\n...\nb", "---\na", "a\n\n \nb",
        "\u00a0", "a\u00a0", "é", "Zoë\nb", "ключ", "日本語", "\u3000a", "😀", "😀\nb", "😀: x", "👩‍👩‍👧", "a\u200bb", "a\u202eb", "\u2028", "a\u2028b", "\u2029", "\ufeff", "\ufeffa", "a\ufeff", "e\u0301",
        new('a', 5000), new string('a', 200) + " " + new string('b', 200), string.Join(' ', Enumerable.Repeat("word", 100)), string.Join('\n', Enumerable.Repeat("line", 100)),
    ];

    /// <summary>What YAML allows only as an escape. (Kustomize cannot carry it: its own writer leaves it bare.)</summary>
    public static IReadOnlyList<string> Controls { get; } = ["\0", "\a", "a\bb", "\v", "\f", "\u001b[31m", "\u007f", "\u0080", "\u0085", "a\u0085b", "\u009f", "\ufffe", "\uffff", "a\n\0b", "a\n\u0085b"];

    /// <summary>Texts of pieces that mean something in YAML, the same for each seed.</summary>
    public static IEnumerable<string> Random(int seed, int count)
    {
        string[] pieces = ["a", "b", "0", "1", ".", ":", "-", "_", " ", "#", "'", "\"", "\n", "\t", "\r", "{", "}", "[", "]", "&", "*", "!", "|", ">", "%", "@", "`", ",", "?", "=", "~", "x", "e", "E", "o", "+", "\\", "\u2028", "é", "😀", "\u00a0", "/", "$", "(", ")", ";", "<", "^", ": ", " #", "- ", "true", "null", "\n\n", "\n ", "  "];
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
