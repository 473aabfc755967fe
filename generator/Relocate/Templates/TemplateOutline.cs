using GitOpsGen.Relocate.Outlines;

namespace GitOpsGen.Relocate.Templates;

/// <summary>The outline of a template: its actions masked, its conditions kept in mind.</summary>
public static class TemplateOutline
{
    public static OutlineText Read(string text, IReadOnlyList<TemplateAction> actions) =>
        OutlineTracker.Read(new OutlineText(text, TemplateScanner.Mask(text, actions)), BranchAt(actions), Boundaries(text, actions));

    private static Func<int, Branch?> BranchAt(IReadOnlyList<TemplateAction> actions)
    {
        var next = 0;
        var last = 0;
        Branch? current = null;
        return offset =>
        {
            // The tracker asks in the order of the text.
            if (offset < last)
                (next, current) = (0, null);
            last = offset;
            for (; next < actions.Count && actions[next].Start <= offset; next++)
                current = actions[next].Branch;
            return current;
        };
    }

    // What a `define` holds belongs to no object around it.
    private static IEnumerable<int> Boundaries(string text, IReadOnlyList<TemplateAction> actions)
    {
        Branch? inside = null;
        foreach (var action in actions)
        {
            if (action.Word == "define" && inside is null)
            {
                inside = action.Branch;
                yield return action.Start == 0 ? 0 : text.LastIndexOf('\n', action.Start - 1) + 1;
            }
            else if (action.Word == "end" && inside is not null && action.Branch == inside.Parent)
            {
                inside = null;
                yield return action.End;
            }
        }
    }
}
