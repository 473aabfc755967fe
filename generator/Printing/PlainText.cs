namespace GitOpsGen.Printing;

/// <summary>
/// Text for a terminal, a log or JSON in which whatever was quoted stays text: what would move a cursor, hide, reorder or begin a command
/// of a pipeline's log is written out as <c>\u001b</c> is. Escaping twice changes nothing more.
/// </summary>
public static class PlainText
{
    /// <summary>One line, whatever is in it: the ends of lines are written out, too.</summary>
    public static string Line(string text) => new Escaper().Line(text);

    /// <summary>Several lines.</summary>
    public static string Lines(string text) => new Escaper().Lines(text);

    /// <summary>Nothing in it needs to be written out.</summary>
    public static bool IsPlain(string text) => Line(text) == text;
}
