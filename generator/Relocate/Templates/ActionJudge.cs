using GitOpsGen.Relocate.Sources;
using GitOpsGen.Relocate.Structured;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Templates;

/// <summary>Judges a mention inside of <c>{{ }}</c>.</summary>
internal static class ActionJudge
{
    public static Judgement Judge(RelocationContext context, SourceFile file, TemplateAction action, int offset)
    {
        if (action.IsComment)
            return Keep(Category.Comment, "It is in a comment of the template.");
        if (TemplateCall.Around(action.Inner, offset - action.InnerStart) is not { } call)
            return Review(Category.TemplateAction, "It is part of an expression of the template that only a render tells.");
        return call.Function switch
        {
            "lookup" => Lookup(context, file, call),
            "eq" or "ne" or "has" or "contains" or "hasPrefix" or "hasSuffix" => Condition(context, file, string.Join(' ', call.Arguments)),
            "printf" or "print" => Format(context, file, action, call),
            "dict" => Dictionary(context, file, call),
            "list" or "tuple" => Review(Category.TemplateAction, "It is one of a list of namespaces."),
            _ => Result(context, file, action, call),
        };
    }

    private static Judgement Lookup(RelocationContext context, SourceFile file, TemplateCall call)
    {
        var kind = Expression.Literal(call.Arguments.ElementAtOrDefault(1) ?? "") ?? "object";
        if (call.Index == 3)
            return kind == "Namespace"
                ? Keep(Category.NamespaceObject, "It looks up the namespace itself.")
                : Review(Category.HelmLookup, "It is the name of what is looked up.");
        if (call.Index != 2)
            return Review(Category.HelmLookup, "It is not the namespace of what is looked up.");
        var name = call.Arguments.Count > 3 ? new TemplateFiller(context.Charts, file).Of(call.Arguments[3]) ?? "" : "";
        return name.Length == 0
            ? Review(Category.HelmLookup, $"The {kind} that it looks up is only known when the chart is rendered.")
            : Follow(Of(context, name), Category.HelmLookup, $"{kind} {name}", kind == "Service" ? Addresses.Group(name) : null);
    }

    private static RelocationStatus Of(RelocationContext context, string name) =>
        context.Of(name) is var known && known == RelocationStatus.Unknown && !name.Contains('*', StringComparison.Ordinal)
            ? RelocationStatus.Stays
            : known;

    // A condition follows the value that it asks for.
    private static Judgement Condition(RelocationContext context, SourceFile file, string asking)
    {
        if (Expression.OnlyValuePath(asking) is not { } asked || context.Charts.Of(file.Path) is not { } chart)
            return Review(Category.TemplateAction, "It is compared with something that only a render tells.");
        return Agree(Uses.OfValue(context, chart, asked), Category.TemplateAction, $"It is compared with .Values.{asked}.")
            ?? Review(Category.TemplateAction, $"It is compared with .Values.{asked}, of which nothing tells whose namespace it is.");
    }

    private static Judgement Format(RelocationContext context, SourceFile file, TemplateAction action, TemplateCall call)
    {
        var filler = new TemplateFiller(context.Charts, file);
        var from = context.Request.From;
        var text =
            call.Function == "printf" && call.Index > 0 && Expression.Literal(call.Arguments[0]) is { } format
                ? TemplateFiller.Format(
                    format,
                    [.. call.Arguments.Skip(1).Select((argument, i) => i + 1 == call.Index ? from : filler.Of(argument))]
                )
                : string.Concat(
                    call.Arguments.Select(
                        (argument, i) =>
                            call.Function == "printf" && i > 0 ? ""
                            : i == call.Index ? Expression.Literal(argument)
                            : filler.Of(argument) ?? "*"
                    )
                );
        var at = text.IndexOf(from, StringComparison.Ordinal);
        if (at < 0)
            return Review(Category.TemplateAction, "Only a render tells what it becomes part of.");
        return text.Trim() == from
            ? Result(context, file, action, call)
            : TextJudge.Judge(text, at, context) ?? Review(Category.TemplateAction, "Only a render tells what it becomes part of.");
    }

    // `dict "name" "x" "namespace" "y"`: what an include is given.
    private static Judgement Dictionary(RelocationContext context, SourceFile file, TemplateCall call)
    {
        var name = Enumerable
            .Range(0, call.Arguments.Count / 2)
            .Where(i => Expression.Literal(call.Arguments[i * 2]) == "name")
            .Select(i => new TemplateFiller(context.Charts, file).Of(call.Arguments[(i * 2) + 1]))
            .FirstOrDefault();
        return name is null
            ? Review(Category.TemplateAction, "It is handed to another template.")
            : Follow(context.Of(name), Category.TemplateAction, name);
    }

    private static Judgement Result(RelocationContext context, SourceFile file, TemplateAction action, TemplateCall call)
    {
        if (call.Text != context.Request.From && TextJudge.Judge(call.Text, call.At, context) is { } part)
            return part;
        if (action.Steers && Expression.Assignment(action.Inner) is null)
            return Condition(context, file, action.Inner);
        return Agree(Uses.OfAction(context, file, action), Category.TemplateAction, "The template puts it there.")
            ?? Review(Category.TemplateAction, "Nothing tells what the template uses it for.");
    }
}
