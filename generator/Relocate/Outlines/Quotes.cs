namespace GitOpsGen.Relocate.Outlines;

/// <summary>Where quoted text ends.</summary>
public static class Quotes
{
    /// <summary>
    /// After the closing quote of the text that opens at <paramref name="start"/>; the end of the line where it is never closed.
    /// </summary>
    public static int End(string text, int start)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\')
                i++;
            else if (text[i] == quote && quote == '\'' && i + 1 < text.Length && text[i + 1] == quote)
                i++;
            else if (text[i] == quote)
                return i + 1;
        }

        var line = text.IndexOf('\n', start);
        return line < 0 ? text.Length : line;
    }
}
