using GitOpsGen.Relocate.Languages;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>Judges a mention in a text inside of a value: a configuration, a script, a dashboard or a manifest below <c>|</c>.</summary>
internal static class BlockJudge
{
    public static Judgement? Judge(ScalarMention place)
    {
        var text = place.Text;
        if (Comments.IsHash(text, place.At))
            return Keep(Category.Comment, "It is in a comment.");
        var (request, inventory) = (place.Context.Request, place.Context.Inventory);
        var inside = place.Context.Embedded(place.Leaf);
        if (inside.Scraping is { } scraping)
            return scraping.Judge(place.At, request, inventory) ?? Lines(place);
        if (place.Key is "expr" or "expression" or "query")
            return PromQl.Judge(text, place.At, request, inventory) ?? Lines(place);
        return (inside.IsJson ? Dashboards.Judge(inside.Json, place.At - inside.Start, request, inventory) : null)
            ?? Nested(place, inside)
            ?? Arguments.Judge(place)
            ?? Lines(place);
    }

    private static Judgement? Lines(ScalarMention place) => TextJudge.Judge(place.Text, place.At, place.Context);

    // A text that is structured itself, such as a manifest or a settings file, is judged by the same rules.
    private static Judgement? Nested(ScalarMention place, EmbeddedText inside)
    {
        var offset = place.At - inside.Start;
        if (inside.IsShell || inside.Outline.LeafAt(offset) is not { IsBlock: false } leaf)
            return null;
        var read = leaf.Text;
        var at = read.IndexOf(place.From, Math.Min(read.Length, Math.Max(0, offset - leaf.Start - 1)), StringComparison.Ordinal);
        if (
            leaf.Key == "value"
            && leaf.Parent?.TextOf("path") == "/metadata/namespace"
            && place.Siblings("target").Select(target => target["name"]).FirstOrDefault() is { } patched
        )
            return Follow(
                place.Context.OfDeclared(patched),
                Category.ObjectReference,
                $"the object {patched.Text}, which the patch is for,"
            );
        return at < 0 ? null : StructuredJudge.OfScalar(new ScalarMention(place.Context, leaf, read, at));
    }
}
