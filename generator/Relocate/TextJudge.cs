using System.Text.RegularExpressions;
using GitOpsGen.Relocate.Languages;

namespace GitOpsGen.Relocate;

/// <summary>Judges a mention in a piece of text by the text alone; null where no language claims it.</summary>
internal static partial class TextJudge
{
    public static Judgement? Judge(string text, int at, RelocationContext context) =>
        Named(text, at, context) ?? Query(text, at, context) ?? CommandLine.Judge(text, at, context.Request, context.Inventory);

    public static Judgement? Query(string text, int at, RelocationContext context) =>
        PromQl.LooksLikePromQl(text, at) ? PromQl.Judge(text, at, context.Request, context.Inventory) : null;

    // In a text of several words <namespace>/<name> may be a folder, an image or a chart: there only a flag's value is taken for an object.
    private static Judgement? Named(string text, int at, RelocationContext context) =>
        SmallLanguages.Judge(text, at, context.Request, context.Inventory) is { } named
        && (named.Verdict != Verdict.Move || !ObjectPath.IsBarePair(text, at, context.Request.From.Length) || IsAlone(text, at))
            ? named
            : null;

    private static bool IsAlone(string text, int at) =>
        !FolderFlag().IsMatch(text[..at]) && (text[..at].Trim(' ', '"', '\'', '\n').Length == 0 || text[at - 1] is '=' or ',');

    [GeneratedRegex("(image|path|file|dir|folder|repo|chart|registry)[a-z-]*=$", RegexOptions.IgnoreCase)]
    private static partial Regex FolderFlag();
}
