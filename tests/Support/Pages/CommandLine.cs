using System.Collections.Frozen;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Which options of a program there are. One that is not here is a problem: whether a value follows it would be a guess.</summary>
internal sealed class OptionNames(string withValue, string alone)
{
    private readonly FrozenSet<string> withValue = Split(withValue);
    private readonly FrozenSet<string> alone = Split(alone);

    /// <summary>Null for one that nobody knows.</summary>
    public bool? TakesValue(string option) =>
        withValue.Contains(option) ? true
        : alone.Contains(option) ? false
        : null;

    private static FrozenSet<string> Split(string names) =>
        names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>A command's words: its arguments, and the values of its options. What follows <c>--</c> is another program's.</summary>
internal sealed class CommandLine
{
    private readonly List<(string Name, ShellWord Value)> options = [];
    private readonly List<ShellWord> arguments = [];
    private readonly List<string> unknown = [];

    public IReadOnlyList<ShellWord> Arguments => arguments;

    public IReadOnlyList<string> Unknown => unknown;

    public static CommandLine Read(IEnumerable<ShellWord> words, OptionNames names)
    {
        var read = new CommandLine();
        var rest = new Queue<ShellWord>(words.TakeWhile(word => word.Text != "--"));
        while (rest.TryDequeue(out var word))
            if (word.Text.StartsWith('-') && word.Text.Length > 1)
                read.Option(word, rest, names);
            else
                read.arguments.Add(word);
        return read;
    }

    public ShellWord? Value(params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in options)
            if (names.Contains(name))
                return value;
        return null;
    }

    private void Option(ShellWord word, Queue<ShellWord> rest, OptionNames names)
    {
        var (name, value) = word.Text.Split('=', 2) is [var before, var after] ? (before, after) : (word.Text, null);
        if (names.TakesValue(name) is not { } takes)
            unknown.Add(name);
        else if (value is not null)
            options.Add((name, word with { Text = value }));
        else if (takes && rest.TryDequeue(out var next))
            options.Add((name, next));
    }
}
