using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace GitOpsGen.Render.Templates;

/// <summary>
/// Scriban over plain data, cut down to what cannot do harm: text, names, <c>if</c>, <c>for</c> over a list and <c>quote</c>. A
/// template is not trusted: whatever it says, it ends within <see cref="TemplateLimits"/>, or when the run is cancelled.
/// </summary>
public sealed class TemplateEngine(CancellationToken cancellation = default)
{
    internal static readonly LexerOptions Language = new() { Lang = ScriptLang.Default, Mode = ScriptMode.Default };

    private readonly ConcurrentDictionary<string, Template> parsed = new(StringComparer.Ordinal);

    /// <exception cref="TemplateException">The template is wrong, names what is not there, or takes too much.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public TemplateResult Render(string template, IReadOnlyDictionary<string, object?> data)
    {
        cancellation.ThrowIfCancellationRequested();
        var ready = parsed.GetOrAdd(template, Parse);
        var output = new BoundedOutput(template);
        try
        {
            ready.Render(new BoundedContext(data, output, cancellation));
            return output.Result;
        }
        catch (ScriptAbortException)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (ScriptRuntimeException error)
        {
            throw Failure(error.OriginalMessage, error.Span);
        }
    }

    private static Template Parse(string text)
    {
        TagCheck.Run(text);
        var template = Template.Parse(text, lexerOptions: Language);
        if (template.Messages.Count > 0)
            throw Failure(template.Messages[0].Message, template.Messages[0].Span);
        TemplateSyntax.Check(template.Page!);
        return template;
    }

    private static TemplateException Failure(string reason, SourceSpan at) =>
        new(reason.ReplaceLineEndings(" ").TrimEnd('.'), Math.Max(0, at.Start.Line) + 1, Math.Max(0, at.Start.Column) + 1);
}
