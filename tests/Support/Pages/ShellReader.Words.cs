using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>What becomes of the characters: words, and of those commands.</summary>
internal sealed partial class ShellReader
{
    private void EndWord()
    {
        if (inWord && redirection == '>')
            command.Outputs.Add(word.ToString());
        else if (inWord && redirection == default && !IsAssignment())
            AddWord();
        if (inWord)
            redirection = default;
        ForgetWord();
    }

    private void ForgetWord()
    {
        word.Clear();
        (inWord, isOpen) = (false, false);
    }

    private void AddWord()
    {
        if (command.Words.Count == 0)
            command.Line = line;
        command.Words.Add(new ShellWord(word.ToString(), isOpen));
        command.DropKeywords();
    }

    private bool IsAssignment()
    {
        if (command.Words.Count > 0 || Assignment().Match(word.ToString()) is not { Success: true } set)
            return false;
        if (!isOpen)
            variables[set.Groups[1].Value] = set.Groups[2].Value;
        return true;
    }

    private void EndCommand()
    {
        EndWord();
        if (command.Words.Count > 0)
            commands.Add(command);
        if (command.Words.Count > 0 || command.Outputs.Count > 0)
            command = new ShellCommand();
    }

    private void Add(char character) => AddText(character.ToString());

    private void AddMatch(Match match)
    {
        AddText(match.Value);
        at += match.Length;
    }

    private void AddText(string more)
    {
        inWord = true;
        line += more.AsSpan().Count('\n');
        word.Append(more);
    }

    [GeneratedRegex(@"^([A-Za-z_]\w*)=(.*)$", RegexOptions.Singleline)]
    private static partial Regex Assignment();
}
