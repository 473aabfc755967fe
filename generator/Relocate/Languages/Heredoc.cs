using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// The text between <c>&lt;&lt;EOF</c> and <c>EOF</c> of a shell, or between <c>@'</c> and <c>'@</c> of PowerShell: a file that a command
/// is given.
/// </summary>
/// <param name="Start">Of its text, in characters.</param>
/// <param name="Command">The line that it is given to.</param>
internal sealed partial record Heredoc(int Start, int End, string Command)
{
    // Lines that are looked at before the mention.
    private const int MostLines = 400;

    /// <summary>A script of its own, and no file.</summary>
    public bool IsScript => Shell().IsMatch(Command);

    /// <summary>Null where the offset is in none.</summary>
    public static Heredoc? Around(string text, int offset)
    {
        var start = NameScanner.Line(text, offset).Start;
        for (var i = 0; i < MostLines && start > 0; i++)
        {
            var line = NameScanner.Line(text, start - 1);
            var command = text[line.Start..line.End];
            if (Open().Match(command) is { Success: true } open && Close(text, start, open) is var end && end > offset)
                return new Heredoc(start, end, command);
            start = line.Start;
        }

        return null;
    }

    // The first line that is the word alone; 0 where there is none.
    private static int Close(string text, int start, Match open)
    {
        var word = open.Groups["quote"].Success ? open.Groups["quote"].Value + "@" : open.Groups["word"].Value;
        while (start < text.Length)
        {
            var line = NameScanner.Line(text, start);
            if (text.AsSpan(line.Start, line.End - line.Start).Trim() is var found && (found.SequenceEqual(word) || IsPiped(found, word)))
                return start;
            var newline = text.IndexOf('\n', start);
            start = newline < 0 ? text.Length : newline + 1;
        }

        return 0;
    }

    // '@ | kubectl apply -f -
    private static bool IsPiped(ReadOnlySpan<char> line, string word) => word[^1] == '@' && line.StartsWith(word);

    [GeneratedRegex("""(?<![<$])<<[-~]?\s*(["'\\]?)(?<word>[A-Za-z_]\w*)\1|@(?<quote>["'])\s*$""")]
    private static partial Regex Open();

    [GeneratedRegex(@"(^|[\s/|;&(])(bash|sh|zsh|ssh|pwsh|python3?)\b(?!.*\.ya?ml)")]
    private static partial Regex Shell();
}
