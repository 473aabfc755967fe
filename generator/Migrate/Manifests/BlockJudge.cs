using GitOpsGen.Migrate.Languages;
using GitOpsGen.Migrate.Outlines;
using GitOpsGen.Migrate.Templates;
using static GitOpsGen.Migrate.Manifests.Verdicts;

namespace GitOpsGen.Migrate.Manifests;

/// <summary>Judges a mention in a text inside of a value: a configuration, a script, a dashboard or a manifest below <c>|</c>.</summary>
internal static class BlockJudge
{
    public static Judgement? Judge(Place place)
    {
        var text = place.Text;
        if (Comments.IsHash(text, place.At)) return Keep(Category.Comment, "It is in a comment.");
        var (request, inventory) = (place.Context.Request, place.Context.Inventory);
        if (ScrapeConfiguration.IsOne(text)) return ScrapeConfiguration.Judge(text, place.At, request, inventory) ?? Lines(place);
        if (place.Key is "expr" or "expression" or "query") return PromQl.Judge(text, place.At, request, inventory) ?? Lines(place);
        return (LooksLikeJson(text) ? Dashboards.Judge(text, place.At, request, inventory) : null) ?? Nested(place) ?? Lines(place);
    }

    private static bool LooksLikeJson(string text) => text.AsSpan(text.IndexOf('\n', StringComparison.Ordinal) + 1).TrimStart() is ['{' or '[', ..];

    private static Judgement? Lines(Place place) => TextJudge.Judge(place.Text, place.At, place.Context);

    // A text that is structured itself, such as a manifest or a settings file, is judged by the same rules.
    private static Judgement? Nested(Place place)
    {
        var start = place.Text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (start > place.At) start = 0;
        var text = place.Text[start..];
        var nested = LooksLikeJson(place.Text) ? FlowReader.ReadJson(text) : TemplateOutline.Read(text, TemplateScanner.Actions(text));
        if (nested.LeafAt(place.At - start) is not { } leaf || leaf.IsBlock) return null;
        var read = leaf.Text;
        var at = read.IndexOf(place.From, Math.Min(read.Length, Math.Max(0, place.At - start - leaf.Start - 1)), StringComparison.Ordinal);
        return at < 0 || LooksLikeShell(text) ? null : StructuredJudge.OfScalar(new Place(place.Context, leaf, read, at));
    }

    private static bool LooksLikeShell(string text) => text.AsSpan().TrimStart().StartsWith("#!", StringComparison.Ordinal) || text.Contains("kubectl ", StringComparison.Ordinal);
}
