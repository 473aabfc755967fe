using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>The words of one command behind its program: options with their values, and the rest in order.</summary>
internal sealed partial class CommandArguments
{
    public List<(string Name, string Value, ShellWord Word)> Options { get; } = [];

    public List<ShellWord> Positional { get; } = [];

    /// <summary>Where the command begins that is run in a container, behind <c>--</c>; null where there is none.</summary>
    public int? Inner { get; private set; }

    public string Tool { get; private init; } = "";

    public string Verb => Positional.Count > 0 ? Positional[0].Text : "";

    public static CommandArguments? Read(ShellCommand command)
    {
        var at = CommandTools.Find(command.Words);
        if (at < 0)
            return null;
        var arguments = new CommandArguments { Tool = CommandTools.Family(command.Words[at].Text) };
        for (at++; at < command.Words.Count && command.Words[at].Text != "--"; at++)
            at = arguments.Take(command.Words, at);
        if (at < command.Words.Count)
            arguments.Inner = command.Words[at].End;
        return arguments;
    }

    private static bool IsRedirection(string word) =>
        word.Length > 0
        && (word[0] == '>' || word is "<" or "<<" || word.StartsWith("2>", StringComparison.Ordinal))
        && !word.Contains('-', StringComparison.Ordinal);

    private int Take(List<ShellWord> words, int at)
    {
        var word = words[at];
        if (word.Text.Length < 2 || word.Text[0] != '-')
        {
            if (!IsRedirection(word.Text))
                Positional.Add(word);
            return IsRedirection(word.Text) && word.Text[^1] is '>' or '<' ? at + 1 : at;
        }

        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        var name = equals > 0 ? word.Text[..equals] : word.Text;
        if (equals > 0)
            Options.Add((name, word.Text[(equals + 1)..], word));
        else if (CommandTools.TakesValue(Tool, Verb, name) && at + 1 < words.Count)
            Options.Add((name, words[++at].Text, words[at]));
        else if (word.Text[1] != '-' && word.Text.Length > 2 && word.Text[1] is 'n' or 'l' or 'f' or 'c')
            Options.Add((word.Text[..2], word.Text[2..], word));
        else if (Cluster().Match(word.Text) is { Success: true } flags)
            at = Last(words, at, flags.Groups[1].Value);
        else
            Options.Add((name, "", word));
        return at;
    }

    // -itn x and -itnx: of flags of one letter the last may have a value.
    private int Last(List<ShellWord> words, int at, string attached)
    {
        if (attached.Length == 0 && at + 1 < words.Count)
            at++;
        Options.Add(("-n", attached.Length > 0 ? attached : words[at].Text, words[at]));
        return at;
    }

    [GeneratedRegex("^-[itAwq]{1,3}n([a-z0-9-]*)$")]
    private static partial Regex Cluster();
}
