using Scriban.Syntax;

namespace GitOpsGen.Render.Templates;

/// <summary>
/// All that a template may consist of. What is not named here is refused before anything runs, so that nothing new of the engine
/// gets in unseen.
/// </summary>
internal static class TemplateSyntax
{
    private const string OneValue = "`quote` takes one value: `quote parameters.note`";
    private const string See = "docs/formats.md lists what a template may say";

    public static void Check(ScriptNode node)
    {
        if (Refusal(node) is { } reason)
            throw new TemplateException(reason, node.Span.Start.Line + 1, node.Span.Start.Column + 1);
        for (var i = 0; i < node.ChildrenCount; i++)
            if (node.GetChildren(i) is { } child)
                Check(child);
    }

    private static string? Refusal(ScriptNode node) =>
        node switch
        {
            ScriptPage { FrontMatter: null } or ScriptBlockStatement or ScriptList or ScriptRawStatement or ScriptEscapeStatement => null,
            ScriptIfStatement or ScriptElseStatement or ScriptEndStatement or ScriptKeyword or ScriptToken or ScriptNopStatement => null,
            ScriptExpressionStatement or ScriptNestedExpression => null,
            ScriptVariableGlobal { Name: QuoteFunction.Name, Parent: not ScriptFunctionCall } => OneValue,
            ScriptVariableGlobal => null,
            ScriptForStatement loop => Loop(loop),
            ScriptMemberExpression { DotToken.Value: "." } => null,
            ScriptMemberExpression => "`?.` is not available; ask with `if` whether there is something",
            ScriptLiteral literal => literal.Value is null or string or bool or int or long ? null : $"numbers are whole here; {See}",
            ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not } => null,
            ScriptUnaryExpression unary => NoOperator(unary.OperatorToken?.Value),
            ScriptBinaryExpression binary => Operator(binary),
            ScriptFunctionCall call => Call(call),
            ScriptPipeCall => "there is no `|`; write `quote name`",
            ScriptAssignExpression => "nothing is assigned in a template; values come from the parameters of app.yaml",
            ScriptVariableLocal local => $"there are no names with `$`, as `{local}`",
            ScriptIndexerExpression => "there are no `[ ]`; name a member with `.`, and go over a list with `for`",
            ScriptArrayInitializerExpression or ScriptObjectInitializerExpression => "lists and maps come from the parameters of app.yaml",
            ScriptInterpolatedStringExpression => "there is no `$` before a text; put tags between the parts of a text",
            ScriptConditionalExpression => "there is no `? :`; write `if` and `else`",
            _ => $"`{node}` is not available; {See}",
        };

    private static string? Loop(ScriptForStatement loop) =>
        loop switch
        {
            ScriptTableRowStatement => $"`tablerow` is not available; {See}",
            { NamedArguments.Count: > 0 } => "a `for` goes over the whole list, without `limit`, `offset` and `reversed`",
            { Variable: not ScriptVariableGlobal } or { Iterator: not (ScriptVariableGlobal or ScriptMemberExpression) } =>
                "write `for item in list`, with the name of a list",
            _ => null,
        };

    // Comparing two long texts again and again takes time; a text of the template is short, and a number is one.
    private static string? Operator(ScriptBinaryExpression binary) =>
        binary.Operator switch
        {
            ScriptBinaryOperator.And or ScriptBinaryOperator.Or => null,
            ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual => binary
                is { Left: ScriptLiteral }
                    or { Right: ScriptLiteral }
                ? null
                : "one side of a comparison is a text, a number, `true` or `false`",
            _ => NoOperator(binary.OperatorToken?.Value),
        };

    private static string NoOperator(string? sign) =>
        $"`{sign}` is not available; there are `==`, `!=`, `&&`, `||` and `!`, and values come from the parameters of app.yaml";

    private static string? Call(ScriptFunctionCall call) =>
        call.Target switch
        {
            ScriptVariableGlobal { Name: QuoteFunction.Name } => call.Arguments.Count == 1 ? null : OneValue,
            _ => $"`{call.Target}` is no function; there is only `quote`",
        };
}
