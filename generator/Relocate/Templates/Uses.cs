using System.Text.RegularExpressions;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Sources;
using GitOpsGen.Relocate.Structured;

namespace GitOpsGen.Relocate.Templates;

/// <summary>Follows what a template computes to the places where it comes out, and judges those.</summary>
internal static class Uses
{
    // Variables and named templates may lead in a circle.
    private const int Deepest = 6;

    /// <summary>What the places say that use a value of a chart.</summary>
    public static IReadOnlyList<Judgement> OfValue(RelocationContext context, string chart, string path, int depth = 0) =>
        Of(context, context.Charts.Templates(chart), $@"\.Values\.{Regex.Escape(path)}(?![\w.-])", depth);

    /// <summary>What the place says where an action puts its result.</summary>
    public static IReadOnlyList<Judgement> OfAction(RelocationContext context, SourceFile file, TemplateAction action, int depth = 0)
    {
        if (depth > Deepest)
            return [];
        if (Expression.Assignment(action.Inner) is { } assigned)
            return Of(context, [file], $@"{Regex.Escape(assigned.Variable)}(?![\w])(?!\s*:?=)", depth + 1, action);
        if (action.Steers)
            return [];
        if (Result(file, action.Start) is { } define)
            return OfDefine(context, define, depth + 1);
        if (file.Outline.LeafAt(action.Start) is not { } leaf)
            return [];
        return OfLeaf(context, file, leaf, action.Start, action.End, depth);
    }

    /// <summary>
    /// What a scalar says when the characters from <paramref name="start"/> to <paramref name="end"/> are the old namespace.
    /// </summary>
    public static IReadOnlyList<Judgement> OfLeaf(RelocationContext context, SourceFile file, Outline leaf, int start, int end, int depth)
    {
        if (Result(file, start) is { } define)
            return OfDefine(context, define, depth + 1);
        var place = Substitute(context, leaf, start, end);
        return StructuredJudge.OfScalar(place) is { } judged
            ? [judged]
            : [Verdicts.Review(Category.TemplateAction, "Nothing around it tells what it names.")];
    }

    /// <summary>
    /// The named template whose result the text at the offset is; null where it belongs to a value in it, or stands in none.
    /// </summary>
    public static string? Result(SourceFile file, int offset) =>
        ChartFiles.DefineAround(file, offset) is { } define && file.Outline.LeafAt(offset) is null or { Key: null, Parent.Parent: null }
            ? define
            : null;

    private static IReadOnlyList<Judgement> OfDefine(RelocationContext context, string name, int depth) =>
        Of(
            context,
            context.Files.Values.Where(file => file.Kind == FileKind.Template),
            $@"(include|template)\s+""{Regex.Escape(name)}""",
            depth
        );

    private static IReadOnlyList<Judgement> Of(
        RelocationContext context,
        IEnumerable<SourceFile> files,
        string pattern,
        int depth,
        TemplateAction? without = null
    )
    {
        if (depth > Deepest)
            return [];
        var uses = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        return
        [
            .. files.SelectMany(file =>
                file.Actions.Where(action => action != without && uses.IsMatch(action.Inner))
                    .SelectMany(action => OfAction(context, file, action, depth + 1))
            ),
        ];
    }

    // The scalar as it would read with the namespace in place of the expression.
    private static ScalarMention Substitute(RelocationContext context, Outline leaf, int start, int end)
    {
        var text = leaf.Source;
        var (from, to) = (leaf.Start, Math.Max(leaf.End, end));
        var before = text.Read(from, start, isBlock: true);
        var after = text.Read(end, to, isBlock: true);
        if (!leaf.IsBlock)
            (before, after) = (Unquoted(before.TrimStart()), Unquoted(after.TrimEnd()));
        return new ScalarMention(context, leaf, WithStars(before) + context.Request.From + WithStars(after), WithStars(before).Length);
    }

    private static string Unquoted(string text) => text.Trim('"', '\'');

    internal static string WithStars(string text) =>
        Regex.Replace(text, $"[{OutlineText.Hole}{OutlineText.Control}]+", "*", RegexOptions.NonBacktracking);
}
