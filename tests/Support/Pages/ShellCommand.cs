namespace GitOpsGen.Tests.Support.Pages;

/// <summary>A word as the program gets it; what only the shell can put in stays as it is written.</summary>
/// <param name="IsOpen">A variable or the output of a command is a part of it.</param>
internal sealed record ShellWord(string Text, bool IsOpen = false)
{
    public override string ToString() => Text;
}

/// <summary>One simple command: a program and its words.</summary>
internal sealed class ShellCommand
{
    // Of the shell's own grammar; the command begins behind them.
    private static readonly string[] Keywords = ["do", "then", "else", "while", "until", "if", "elif", "!", "{", "}", "time", "local"];

    public int Line { get; set; }

    public List<ShellWord> Words { get; } = [];

    /// <summary>A here-document.</summary>
    public string? Input { get; set; }

    /// <summary>The files that it writes to.</summary>
    public List<string> Outputs { get; } = [];

    public string Program => Words.Count > 0 ? Words[0].Text : "";

    /// <summary>What stands before the program.</summary>
    public void DropKeywords()
    {
        while (Words.Count > 0 && Keywords.Contains(Words[0].Text, StringComparer.Ordinal))
            Words.RemoveAt(0);
    }
}
