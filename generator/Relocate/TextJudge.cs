using GitOpsGen.Relocate.Languages;

namespace GitOpsGen.Relocate;

/// <summary>Judges a mention in a piece of text by the text alone; null where no language claims it.</summary>
internal static class TextJudge
{
    public static Judgement? Judge(string text, int at, RelocationContext context) =>
        SmallLanguages.Judge(text, at, context.Request, context.Inventory)
        ?? Query(text, at, context)
        ?? CommandLine.Judge(text, at, context.Request, context.Inventory);

    public static Judgement? Query(string text, int at, RelocationContext context) =>
        PromQl.LooksLikePromQl(text, at) ? PromQl.Judge(text, at, context.Request, context.Inventory) : null;
}
