using GitOpsGen.Relocate.Languages;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Sources;
using GitOpsGen.Relocate.Structured;
using GitOpsGen.Relocate.Templates;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate;

/// <summary>Judges all mentions of one file; what it has to read for that, it reads once.</summary>
internal sealed class FileJudge(RelocationContext context, SourceFile file)
{
    // Characters.
    private const int MostOfLine = 16_384;
    private const int MostOfBlock = 1 << 20;

    private readonly Lazy<Documents> document = new(() => Documents.Parse(file.Text, file.Path));
    private readonly Lazy<SourceCode> code = new(() => SourceCode.Parse(file.Text, file.Path));
    private readonly Lazy<JsonStrings> json = new(() => JsonStrings.Read(file.Text));
    private readonly Lazy<ScrapeConfiguration?> scraping = new(() =>
        ScrapeConfiguration.IsOne(file.Text) ? ScrapeConfiguration.Parse(file.Text) : null
    );

    public Judgement Judge(int offset)
    {
        if (LongerNames.IsOne(file.Text, offset, context.Request.From.Length))
            return Keep(Category.LongerName, "It is part of a longer name, which is not the namespace.");
        if (IsTooLong(offset))
            return Review(Category.Other, "It is in a text of such a length that nobody wrote it, and that is not judged.");
        return file.Kind switch
        {
            FileKind.Document => OfDocument(offset),
            FileKind.Script or FileKind.Code => OfCode(offset),
            FileKind.Text => OfText(offset),
            _ => OfStructure(offset),
        };
    }

    // What surrounds a mention is read anew for each of them, so what is data of a machine is left alone. Structured texts have many short
    // values.
    private bool IsTooLong(int offset)
    {
        if (FileKinds.IsStructured(file.Kind))
            return file.Outline.LeafAt(offset) is { } leaf && leaf.End - leaf.Start > (leaf.IsBlock ? MostOfBlock : MostOfLine);
        var (before, after) = (Math.Max(0, offset - MostOfLine), Math.Min(file.Text.Length, offset + MostOfLine));
        return after - before > MostOfLine && !file.Text.AsSpan(before, after - before).Contains('\n');
    }

    private Judgement OfDocument(int offset)
    {
        if (document.Value.FenceAt(offset) is { } fence && Embedded(fence, offset - fence.Start) is { } inside)
            return inside;
        if (document.Value.FenceAt(offset) is { } around && Given(file.Text[around.Start..around.End], offset - around.Start) is { } given)
            return given;
        return document.Value.Judge(offset, context.Request, context.Inventory)
            ?? TextJudge.Judge(file.Text, offset, context)
            ?? Review(Category.Prose, "It is running text of a document.");
    }

    // A manifest in a document is read as if it were a file, but declares nothing.
    private Judgement? Embedded(Fence fence, int at)
    {
        var text = file.Text[fence.Start..fence.End];
        var isJson = fence.Language.StartsWith("json", StringComparison.Ordinal);
        if (
            !isJson
            && fence.Language is not ("yaml" or "yml" or "helm" or "gotemplate")
            && !(fence.Language.Length == 0 && FileKinds.IsManifest(text))
        )
            return null;
        return new FileJudge(context, new SourceFile(isJson ? "fence.json" : "fence.yaml", text, hasByteOrderMark: false)).Judge(at);
    }

    // What a command of a shell is given: a manifest is read as one, and of other words nothing tells what they name.
    private Judgement? Given(string text, int offset)
    {
        if (Heredoc.Around(text, offset) is not { IsScript: false } heredoc)
            return null;
        var body = text[heredoc.Start..heredoc.End];
        var isJson = body.AsSpan().TrimStart() is ['{' or '[', ..];
        return isJson || FileKinds.IsManifest(body)
            ? new FileJudge(context, new SourceFile(isJson ? "given.json" : "given.yaml", body, hasByteOrderMark: false)).Judge(
                offset - heredoc.Start
            )
            : TextJudge.Judge(body, offset - heredoc.Start, context)
                ?? Review(Category.Other, "It is in a text that a command is given, which names no object.");
    }

    private Judgement OfCode(int offset)
    {
        var category = file.IsPipeline ? Category.Pipeline : Category.Code;
        if (file.Kind == FileKind.Script && Given(file.Text, offset) is { } given)
            return given;
        return code.Value.Judge(offset, context.Request, context.Inventory)
            ?? TextJudge.Judge(file.Text, offset, context)
            ?? Review(category, "Nothing near it names an object.");
    }

    private Judgement OfText(int offset)
    {
        if (Comments.IsHash(file.Text, offset))
            return Keep(Category.Comment, "It is in a comment.");
        return scraping.Value?.Judge(offset, context.Request, context.Inventory)
            ?? TextJudge.Judge(file.Text, offset, context)
            ?? Review(Category.Other, "Nothing tells what it names.");
    }

    private Judgement OfStructure(int offset)
    {
        if (Comment(offset) is { } comment)
            return comment;
        if (file.ActionAt(offset) is { } action)
            return ActionJudge.Judge(context, file, action, offset);
        if (
            file.Kind is FileKind.Json or FileKind.Dashboard
            && Dashboards.Judge(json.Value, offset, context.Request, context.Inventory) is { } query
        )
            return query;
        if (file.Outline.LeafAt(offset) is not { } leaf)
            return Loose(offset);
        return OfLeaf(leaf, offset)
            ?? (IsScraping(leaf) ? scraping.Value?.Judge(offset, context.Request, context.Inventory) : null)
            ?? Task(offset)
            ?? Unknown();
    }

    // The inputs of a pipeline's task: `namespace: …` beside `arguments: deployment x`.
    private Judgement? Task(int offset)
    {
        if (!file.IsPipeline || YamlNeighbours.Key(file.Text, offset)?.Contains("namespace", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var evidence = new NameEvidence(context.Request, context.Inventory);
        YamlNeighbours.AddEvidence(file.Text, offset, evidence);
        return evidence.Known ? evidence.Judge(Category.Pipeline, "") : null;
    }

    private Judgement? OfLeaf(Outline leaf, int offset)
    {
        if (leaf.IsBlock)
            return BlockJudge.Judge(new ScalarMention(context, leaf, file.Text[leaf.Start..leaf.End], offset - leaf.Start));
        if (Uses.Result(file, offset) is not null)
            return Agree(
                Uses.OfLeaf(context, file, leaf, offset, offset + context.Request.From.Length, 0),
                Category.TemplateAction,
                "A named template gives it."
            );
        // Of a value that a condition writes in several ways, the way that it is part of.
        var (ahead, behind) = (
            file.Outline.Read(leaf.Start, offset, isBlock: true).Split(OutlineText.Control),
            file.Outline.Read(offset, leaf.End, isBlock: true).Split(OutlineText.Control)
        );
        var before = ahead[^1].TrimStart(' ', '"', '\'');
        var after = behind[0].TrimEnd(' ', '\r', '"', '\'');
        // What stands before and behind all of the condition is there with each of them.
        if (ahead.Length > 1 && file.Outline.Masked[Math.Max(0, leaf.Start - 1)] != OutlineText.Control)
            before = ahead[0].TrimStart(' ', '"', '\'') + before;
        if (behind.Length > 1 && file.Outline.Masked[Math.Min(file.Text.Length - 1, leaf.End)] != OutlineText.Control)
            after += behind[^1].TrimEnd(' ', '\r', '"', '\'');
        before = Uses.WithStars(before);
        return StructuredJudge.OfScalar(new ScalarMention(context, leaf, before + Uses.WithStars(after), before.Length));
    }

    // A ConfigMap's other keys are no scrape jobs, although one of them holds some.
    private static bool IsScraping(Outline leaf) =>
        OutlinedObject.Around(leaf) is not { } found
        || found.Kind == "ScrapeConfig"
        || leaf.Upwards().Any(node => node.Key?.Contains("scrape", StringComparison.OrdinalIgnoreCase) == true);

    private Judgement? Comment(int offset)
    {
        var isComment = file.Kind is FileKind.Json or FileKind.Dashboard
            ? file.Outline.LeafAt(offset) is null
                && file.Outline.KeyAt(offset) is null
                && (Comments.IsSlashes(file.Text, offset) || Comments.IsBetweenStars(file.Text, offset))
            : file.Outline.LeafAt(offset) is null && Comments.IsHash(file.Outline.Masked, offset);
        return isComment ? Keep(Category.Comment, "It is in a comment.") : null;
    }

    // Between the values: a key, or what the tracker could not follow.
    private Judgement Loose(int offset) =>
        file.Outline.KeyAt(offset) is not null
            ? Review(Category.Other, "It is a key.")
            : TextJudge.Judge(file.Text, offset, context) ?? Unknown();

    private Judgement Unknown() => Review(file.IsPipeline ? Category.Pipeline : Category.Other, "Nothing around it tells what it names.");
}
