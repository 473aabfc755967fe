using GitOpsGen.Relocate.Outlines;

namespace GitOpsGen.Relocate.Templates;

/// <summary>Finds the actions of a Helm template and masks them, line breaks kept.</summary>
public static class TemplateScanner
{
    public static IReadOnlyList<TemplateAction> Actions(string text)
    {
        var actions = new List<TemplateAction>();
        for (
            var start = text.IndexOf("{{", StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf("{{", actions[^1].End, StringComparison.Ordinal)
        )
            actions.Add(Action(text, start));
        Mark(actions);
        return actions;
    }

    public static string Mask(string text, IReadOnlyList<TemplateAction> actions)
    {
        if (actions.Count == 0)
            return text;
        return string.Create(
            text.Length,
            (text, actions),
            static (masked, from) =>
            {
                from.text.CopyTo(masked);
                foreach (var action in from.actions)
                foreach (ref var c in masked[action.Start..action.End])
                    if (c is not ('\n' or '\r'))
                        c = action.Steers ? OutlineText.Control : OutlineText.Hole;
            }
        );
    }

    private static TemplateAction Action(string text, int start)
    {
        var inner = start + 2;
        if (inner < text.Length && text[inner] == '-')
            inner++;
        var close = Close(text, inner);
        var innerEnd = close > inner && text[close - 1] == '-' ? close - 1 : close;
        return new TemplateAction(start, Math.Min(text.Length, close + 2), text[inner..innerEnd], inner);
    }

    // Braces inside of quoted text and of comments close nothing.
    private static int Close(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
        if (
            text.AsSpan(at).StartsWith("/*", StringComparison.Ordinal)
            && text.IndexOf("*/", at, StringComparison.Ordinal) is >= 0 and var end
        )
            at = end + 2;
        for (; at < text.Length; at++)
        {
            if (text[at] == '}' && at + 1 < text.Length && text[at + 1] == '}')
                return at;
            if (text[at] is '"' or '`' or '\'' && Closing(text, at) is { } after)
                at = after;
        }

        return text.Length;
    }

    private static int? Closing(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[start] != '`' && text[i] == '\n')
                return null;
            if (text[start] != '`' && text[i] == '\\')
                i++;
            else if (text[i] == text[start])
                return i;
        }

        return null;
    }

    // Which arm of which condition every action stands in; an action that opens one is the first in it.
    private static void Mark(List<TemplateAction> actions)
    {
        Branch? current = null;
        var conditions = 0;
        foreach (var action in actions)
        {
            if (action.Opens)
                current = new Branch(current, ++conditions, 0);
            else if (action.Word == "else" && current is not null)
                current = current with { Arm = current.Arm + 1 };
            else if (action.Word == "end")
                current = current?.Parent;
            action.Branch = current;
        }
    }
}
