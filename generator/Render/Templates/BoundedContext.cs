using System.Collections;
using System.Globalization;
using GitOpsGen.Diagnostics;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace GitOpsGen.Render.Templates;

/// <summary>
/// One run of one template: plain data, every name known, no function but ours, and an end after a number of steps. Nothing of a
/// run is used again: what the engine keeps in its context has leaked from one template to the next before.
/// </summary>
internal sealed class BoundedContext : TemplateContext
{
    private readonly IReadOnlyDictionary<string, object?> data;
    private readonly BoundedOutput output;
    private int steps;

    public BoundedContext(IReadOnlyDictionary<string, object?> data, BoundedOutput output, CancellationToken cancellation)
        : base(new ScriptObject { [QuoteFunction.Name] = new QuoteFunction() })
    {
        (this.data, this.output, CancellationToken) = (data, output, cancellation);
        (StrictVariables, EnableRelaxedMemberAccess, AutoIndent) = (true, false, false);
        // The engine's own limits count one loop, or cut silently; ours take their place.
        (LoopLimit, LimitToString) = (0, 0);
        (TryGetVariable, TryGetMember) = (UnknownName, UnknownMember);
        var globals = new ScriptObject();
        foreach (var (name, value) in data)
            globals[name] = value;
        PushGlobal(globals);
        PushOutput(output);
    }

    /// <summary>Takes the steps for looking at <paramref name="text"/>.</summary>
    public void CountText(string text) => Step(output.At, text.Length / TemplateLimits.TextOfAStep);

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is ScriptStatement and not ScriptBlockStatement)
            Begin(scriptNode);
        var value = base.Evaluate(scriptNode, aliasReturnedFunction);
        if (scriptNode?.Parent is ScriptForStatement loop && ReferenceEquals(loop.Iterator, scriptNode) && value is not IList)
            throw new ScriptRuntimeException(scriptNode.Span, $"`{scriptNode}` is {Kind(value)}, not a list");
        return value;
    }

    public override void SetLoopVariable(ScriptVariable variable, object? value)
    {
        // The engine compares each item with the one before.
        if (value is string text)
            CountText(text);
        base.SetLoopVariable(variable, value);
    }

    /// <summary>As in YAML's tools, and unlike the engine's own: nothing, an empty text, list or map, and 0 do not hold either.</summary>
    public override bool ToBool(SourceSpan span, object? value) =>
        value switch
        {
            null => false,
            bool holds => holds,
            string text => text.Length > 0,
            int number => number != 0,
            long number => number != 0,
            ICollection collection => collection.Count > 0,
            _ => true,
        };

    public override string? ObjectToString(object? value, bool nested = false) =>
        value switch
        {
            null => "",
            string text => text,
            bool holds => holds ? "true" : "false",
            int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => throw new ScriptRuntimeException(output.At, $"{Kind(value)} is no text; name a member of it, or write it out with `for`"),
        };

    protected override bool OnStepLoop(ScriptLoopStatementBase loop)
    {
        Step(loop.Span, 1);
        return base.OnStepLoop(loop);
    }

    // Only maps have members: nothing of the program is reached through a value.
    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target is IScriptObject or IDictionary<string, object?> ? base.GetMemberAccessorImpl(target) : NullAccessor.Default;

    private void Begin(ScriptNode statement)
    {
        output.At = statement.Span;
        if (statement is not ScriptRawStatement)
            Step(statement.Span, 1);
    }

    private void Step(SourceSpan at, int count)
    {
        CheckAbort();
        steps += count;
        if (steps > TemplateLimits.Steps)
            throw new ScriptRuntimeException(
                at,
                $"it takes more than {TemplateLimits.Steps} steps: a tag that runs is one, and a turn of a loop"
            );
    }

    private bool UnknownName(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value) =>
        throw new ScriptRuntimeException(span, $"there is no `{variable.Name}`.{Messages.Suggest(variable.Name, data.Keys)}");

    private static bool UnknownMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var place = (context.CurrentNode as ScriptMemberExpression)?.Target;
        throw new ScriptRuntimeException(
            span,
            target is IDictionary<string, object?> map
                ? $"`{place}` has no `{member}`.{Messages.Suggest(member, map.Keys)}"
                : $"`{place}` is {Kind(target)} and has no `{member}`"
        );
    }

    private static string Kind(object? value) =>
        value switch
        {
            null => "nothing",
            string => "a text",
            bool => "true or false",
            int or long => "a number",
            IList => "a list",
            IDictionary => "a map",
            _ => "no value",
        };
}
