namespace GitOpsGen.Relocate.Languages;

/// <summary>One command of a line, with what it is piped into and what is put into it.</summary>
internal sealed class ShellCommand(ShellCommand? outer, ShellCommand? source)
{
    public List<ShellWord> Words { get; } = [];

    /// <summary>The command whose argument this one's output is.</summary>
    public ShellCommand? Outer => outer;

    /// <summary>The command whose output this one reads.</summary>
    public ShellCommand? Source => source;

    public ShellCommand? Reader { get; private set; }

    public List<ShellCommand> Inner { get; } = [];

    /// <summary>The command that the mention is in.</summary>
    public static ShellCommand? At(string text, int start, int end, int offset)
    {
        ShellCommand? found = null;
        var current = new ShellCommand(null, null);
        foreach (var word in ShellWords.Read(text, start, end))
        {
            if (!word.IsOperator)
                current.Words.Add(word);
            if (word.Covers(offset) && !word.IsOperator)
                found = current;
            if (word.IsOperator)
                current = Next(current, word.Text);
        }

        return found;
    }

    private static ShellCommand Next(ShellCommand current, string operation)
    {
        switch (operation)
        {
            case "|":
                return current.Reader = new ShellCommand(current.Outer, current);
            case "$(" or "(":
                return current.Put();
            case ")" when current.Outer is not null:
                return current.Outer;
            case "`":
                return current.Outer is { } owner && current.Words.Count > 0 && current.Source is null ? owner : current.Put();
            default:
                return new ShellCommand(current.Outer, null);
        }
    }

    private ShellCommand Put()
    {
        var inner = new ShellCommand(this, null);
        Inner.Add(inner);
        return inner;
    }
}
