using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>
/// Takes a script apart into simple commands, those inside of <c>$(…)</c> and <c>&lt;(…)</c> too. It knows quotes, comments, pipes,
/// redirections, here-documents and assignments, which is what pages have; bash itself says whether a block is right.
/// </summary>
internal sealed partial class ShellReader
{
    private readonly string text;
    private readonly List<ShellCommand> commands = [];
    private readonly Dictionary<string, string> variables;
    private readonly Queue<(string Tag, ShellCommand Command)> documents = new();
    private readonly StringBuilder word = new();
    private ShellCommand command = new();
    private char redirection;
    private bool inWord;
    private bool isOpen;
    private int at;
    private int line;

    private ShellReader(string text, int line, Dictionary<string, string> variables)
    {
        this.text = text;
        this.line = line;
        this.variables = variables;
    }

    /// <param name="variables">Gets the variables that the script sets to a text that is known without running it.</param>
    public static IReadOnlyList<ShellCommand> Read(Snippet script, Dictionary<string, string> variables)
    {
        var reader = new ShellReader(script.Text, script.Line, variables);
        while (reader.at < script.Text.Length)
            reader.Step();
        reader.EndCommand();
        return reader.commands;
    }

    private void Step()
    {
        switch (text[at])
        {
            case '\\':
                Escape();
                break;
            case '\'':
                Quote();
                break;
            case '"':
                DoubleQuote();
                break;
            case '$':
                Expand();
                break;
            case '#' when !inWord:
                at = EndOfLine();
                break;
            case '\n':
                NewLine();
                break;
            case ' ' or '\t':
                EndWord();
                at++;
                break;
            case '<' or '>':
                Redirect();
                break;
            case ';' or '|' or '&' or '(' or ')':
                EndCommand();
                at++;
                break;
            default:
                Add(text[at++]);
                break;
        }
    }

    private void Escape()
    {
        if (Next == '\n')
            line++;
        else
            Add(Next);
        at += 2;
    }

    private void Quote()
    {
        var end = text.IndexOf('\'', at + 1);
        AddText(text[(at + 1)..end]);
        at = end + 1;
    }

    private void DoubleQuote()
    {
        inWord = true;
        for (at++; text[at] != '"'; )
            if (text[at] == '$')
                Expand();
            else if (text[at] == '\\' && "$`\"\\\n".Contains(Next))
                Escape();
            else
                AddText(text[at++].ToString());
        at++;
    }

    // $(…) holds commands of its own. Of everything else only the name is of interest.
    private void Expand()
    {
        isOpen = true;
        if (Next == '(')
            Nested();
        else
            AddMatch(Variable().Match(text, at));
    }

    private void Nested()
    {
        var end = ShellText.Close(text, at + 1);
        commands.AddRange(Read(new Snippet(line, text[(at + 2)..end]), variables));
        AddText(text[at..(end + 1)]);
        at = end + 1;
    }

    private void Redirect()
    {
        if (Next == '(')
        {
            isOpen = true;
            Nested();
            return;
        }

        if (!ShellText.IsNumber(word))
            EndWord();
        ForgetWord();
        if (HereDocument().Match(text, at) is { Success: true } here)
        {
            documents.Enqueue((here.Groups["tag"].Value, command));
            at += here.Length;
            return;
        }

        var operation = Operation().Match(text, at);
        at += operation.Length;
        redirection = operation.Value.EndsWith('&') ? '&' : operation.Value[0];
    }

    private void NewLine()
    {
        EndCommand();
        at++;
        line++;
        while (documents.TryDequeue(out var document))
        {
            var body = new StringBuilder();
            for (string read; (read = ReadLine()) != document.Tag; )
                body.Append(read).Append('\n');
            document.Command.Input = body.ToString();
        }
    }

    private string ReadLine()
    {
        var end = EndOfLine();
        var read = text[Math.Min(at, text.Length)..end];
        at = end + 1;
        line++;
        return end == text.Length && read.Length == 0 ? throw new FormatException("a here-document has no end") : read;
    }

    private char Next => at + 1 < text.Length ? text[at + 1] : '\n';

    private int EndOfLine() => text.IndexOf('\n', Math.Min(at, text.Length)) is >= 0 and var end ? end : text.Length;

    [GeneratedRegex(@"\G\$(?:\{[^}]*\}|\w+|.?)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\G<<-?\s*(['""]?)(?<tag>\w+)\1")]
    private static partial Regex HereDocument();

    [GeneratedRegex(@"\G(?:<<<|>>|[<>]&|[<>]\|?)")]
    private static partial Regex Operation();
}
