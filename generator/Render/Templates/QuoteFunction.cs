using System.Text.Json;
using System.Text.Json.Serialization;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GitOpsGen.Render.Templates;

/// <summary>The one function that templates have: <c>quote</c> makes a double-quoted YAML string of any text, number or boolean.</summary>
internal sealed partial class QuoteFunction : IScriptCustomFunction
{
    public const string Name = "quote";

    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(string);

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "text");

    public object Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        var text = context.ObjectToString(arguments[0]) ?? "";
        // Quoting what is quoted doubles its backslashes, so it has its price.
        ((BoundedContext)context).CountText(text);
        return JsonSerializer.Serialize(text, Quoting.Default.String);
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => ValueTask.FromResult<object?>(Invoke(context, callerContext, arguments, blockStatement));

    [JsonSerializable(typeof(string))]
    private sealed partial class Quoting : JsonSerializerContext;
}
