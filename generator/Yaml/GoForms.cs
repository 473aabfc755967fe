using System.Text;

namespace GitOpsGen.Yaml;

/// <summary>
/// What Go's reader (Kustomize, Helm, Argo CD) takes and the library here refuses, written so that both take it and lines stay lines:
/// blanks before the first line of a literal block, lines in quotes or brackets that stand further to the left than what they belong to,
/// <c>\'</c> in double quotes, a comment without a blank before it, and <c>-</c> as a value between brackets.
/// </summary>
internal sealed class GoForms
{
    private readonly string text;
    private readonly StringBuilder result;
    private readonly Dictionary<int, int> moved = [];
    private int at;
    private int line;
    private int lineStart;

    // The quote that is open, the brackets that are, and where the outermost of them stands.
    private char quote;
    private int brackets;
    private int margin;

    // The column of what holds the value to come, of the last token that may turn out to be a key, and whether a token may begin here.
    private int parent = -1;
    private int token;
    private bool begins;
    private bool isPlain;

    private GoForms(string text)
    {
        this.text = text;
        result = new StringBuilder(text.Length + 64);
        while (at < text.Length)
            Line();
    }

    /// <summary>Null when there is nothing to write otherwise.</summary>
    public static GoForms? Of(string text) => new GoForms(text) is var forms && forms.Text != text ? forms : null;

    public string Text => result.ToString();

    /// <summary>By how many columns a line was moved to the right.</summary>
    public int Moved(int inLine) => moved.GetValueOrDefault(inLine);

    private char Now => at < text.Length ? text[at] : '\n';

    private char Next => at + 1 < text.Length ? text[at + 1] : '\n';

    private int Column => at - lineStart;

    private void Line()
    {
        (line, lineStart) = (line + 1, at);
        var indent = Indent(at);
        if (IsBlank(at))
        {
            Copy(EndOfLine(at));
            return;
        }

        if (quote != '\0' || brackets > 0)
            Move(indent);
        else if (!(isPlain && indent > parent))
            (begins, isPlain) = (true, false);
        while (at < text.Length && Now != '\n')
            Step();
        Copy(Math.Min(at + 1, text.Length));
    }

    // A mark between documents ends everything, in quotes too.
    private void Move(int indent)
    {
        if (indent >= margin || IsMark())
            return;
        moved[line] = margin - indent;
        result.Append(' ', margin - indent);
    }

    private void Step()
    {
        if (quote != '\0')
            Quoted();
        else if (Now is ' ' or '\t' or '\r')
            Copy(at + 1);
        else if (Now == '#' && (at == 0 || text[at - 1] is ' ' or '\t' or '\n'))
            Copy(EndOfLine(at) - (EndOfLine(at) > at && text[EndOfLine(at) - 1] == '\n' ? 1 : 0));
        else if (begins)
            Begin();
        else
            Inside();
    }

    private void Quoted()
    {
        if (quote == '"' && Now == '\\' && Next == '\'')
            at++;
        else if (quote == '"' && Now == '\\' && Next != '\n')
            Copy(at + 1);
        else if (Now == quote && quote == '\'' && Next == '\'')
            Copy(at + 1);
        else if (Now == quote)
            (quote, isPlain) = ('\0', false);
        Copy(at + 1);
        if (quote == '\0' && Now == '#')
            result.Append(' ');
    }

    private void Begin()
    {
        if (brackets == 0 && Column == 0 && IsMark())
        {
            parent = -1;
            Copy(at + 3);
        }
        else if (Now is '"' or '\'')
            Open(isQuote: true);
        else if (Now is '[' or '{')
            Open(isQuote: false);
        else if (brackets == 0 && Now is '-' or '?' or ':' && IsBlankChar(Next))
        {
            parent = Column;
            Copy(at + 1);
        }
        else if (brackets > 0 && Now == '-' && Next is ',' or ']')
        {
            result.Append("'-'");
            (at, begins) = (at + 1, false);
        }
        else if (Now is '&' or '!')
            Property();
        else if (brackets == 0 && Now is '|' or '>' && Header() is { } end)
            Block(end);
        else
            Plain();
    }

    private void Plain()
    {
        if (brackets > 0 && Now is ']' or '}' or ',')
        {
            Inside();
            return;
        }

        (token, begins, isPlain) = (Column, false, true);
        Copy(at + 1);
    }

    private void Open(bool isQuote)
    {
        if (brackets == 0)
            (token, margin) = (Column, Column);
        if (isQuote)
            (quote, begins) = (Now, false);
        else
            brackets++;
        Copy(at + 1);
    }

    private void Property()
    {
        if (brackets == 0)
            token = Column;
        while (!IsBlankChar(Now) && !(brackets > 0 && Now is ',' or ']' or '}'))
            Copy(at + 1);
    }

    private void Inside()
    {
        if (brackets > 0 && Now is ']' or '}')
            (brackets, begins, isPlain) = (brackets - 1, false, false);
        else if (brackets > 0 && Now is '[' or '{')
            (brackets, begins) = (brackets + 1, true);
        else if (
            brackets > 0
            && (Now == ',' || (Now == ':' && (IsBlankChar(Next) || Next is ',' or ']' or '}' || text[at - 1] is '"' or '\'')))
        )
            begins = true;
        else if (brackets == 0 && Now == ':' && IsBlankChar(Next))
            (parent, begins, isPlain) = (token, true, false);
        Copy(at + 1);
    }

    // Behind '|' or '>' stand only how to end and how far to indent, and a comment.
    private int? Header()
    {
        var end = at + 1;
        while (end < text.Length && (text[end] is '-' or '+' || char.IsAsciiDigit(text[end])))
            end++;
        var rest = text.AsSpan(end, EndOfLine(at) - end).Trim();
        return rest.IsEmpty || rest[0] == '#' ? end : null;
    }

    private void Block(int endOfIndicators)
    {
        var said = text.AsSpan(at, endOfIndicators - at).IndexOfAnyInRange('1', '9') is >= 0 and var digit ? text[at + digit] - '0' : 0;
        Copy(endOfIndicators);
        if (Now == '#')
            result.Append(' ');
        Copy(EndOfLine(at));
        var first = at;
        while (first < text.Length && IsBlank(first))
            first = EndOfLine(first);
        var found = first < text.Length && Indent(first) > parent ? Indent(first) : 0;
        var indent = said > 0 ? Math.Max(parent, 0) + said : found;
        while (at < first)
            Blanks(indent);
        while (at < text.Length && found > 0 && (IsBlank(at) || Indent(at) >= indent))
            Copy(EndOfLine(at));
        line += text.AsSpan(lineStart, at - lineStart).Count('\n') - 1;
        lineStart = at;
        begins = false;
        // The caller ends the line that was begun, and here it has ended.
        if (at <= text.Length && at > 0 && text[at - 1] == '\n')
            (at, result.Length) = (at - 1, result.Length - 1);
    }

    // Blanks up to the indentation mean nothing; in a block without a line none of them does.
    private void Blanks(int indent)
    {
        var width = Indent(at);
        if (!text.AsSpan(at, EndOfLine(at) - at).Contains('\t') && (indent == 0 || width <= indent))
            at += width;
        Copy(EndOfLine(at));
    }

    private bool IsMark() =>
        Column == 0
        && (text.AsSpan(at).StartsWith("---") || text.AsSpan(at).StartsWith("..."))
        && (at + 3 >= text.Length || IsBlankChar(text[at + 3]));

    private static bool IsBlankChar(char c) => c is ' ' or '\t' or '\n' or '\r';

    private bool IsBlank(int start) => text.AsSpan(start, EndOfLine(start) - start).IsWhiteSpace();

    private int Indent(int start)
    {
        var end = start;
        while (end < text.Length && text[end] == ' ')
            end++;
        return end - start;
    }

    private int EndOfLine(int start) => text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length;

    private void Copy(int end)
    {
        var stop = Math.Min(end, text.Length);
        result.Append(text, at, stop - at);
        at = stop;
    }
}
