namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Holds the commands of a page against the fleet.</summary>
internal static class PageCheck
{
    /// <summary>What is wrong, each with its place.</summary>
    public static IEnumerable<string> Findings(Page page, FleetObjects fleet)
    {
        var mentions = new CommandReader(fleet.Kinds).Read(page);
        return mentions
            .Problems.Select(problem => $"docs/{page.Name}({problem.Line}): {problem.Text}")
            .Concat(
                mentions
                    .Asked.Where(mention => !fleet.Has(mention) && !mentions.Made.Exists(made => IsSame(made, mention)))
                    .Select(mention => $"docs/{page.Name}({mention.Line}): nothing makes {mention}")
            );
    }

    private static bool IsSame(Mention made, Mention asked) =>
        made.Kind == asked.Kind
        && made.Name == asked.Name
        && (made.Namespace is null || FleetObjects.IsIn(made.Namespace, asked.Namespace));
}
