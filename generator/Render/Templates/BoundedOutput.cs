using System.Text;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GitOpsGen.Render.Templates;

/// <summary>Takes what a template becomes, up to the limit, and remembers the template's line that began each line of it.</summary>
internal sealed class BoundedOutput(string template) : IScriptOutput
{
    private readonly StringBuilder text = new();
    private readonly List<int> origins = [];
    private bool beginsLine = true;

    /// <summary>The statement that is writing.</summary>
    public SourceSpan At { get; set; }

    public TemplateResult Result => new(text.ToString(), origins);

    public void Write(string text, int offset, int count)
    {
        if (count == 0)
            return;
        if (this.text.Length + count > TemplateLimits.Output)
            throw new ScriptRuntimeException(At, $"it becomes more than {TemplateLimits.Output} characters");
        // The template's own text runs on over its lines; a value stands in one place, however many lines it has.
        NoteLines(text.AsSpan(offset, count), ReferenceEquals(text, template) ? 1 : 0);
        this.text.Append(text, offset, count);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    // The engine asks its output for the result, which is not wanted a second time.
    public override string ToString() => "";

    private void NoteLines(ReadOnlySpan<char> written, int advance)
    {
        var line = At.Start.Line + 1;
        while (!written.IsEmpty)
        {
            if (beginsLine)
                origins.Add(line);
            var end = written.IndexOf('\n');
            beginsLine = end >= 0;
            if (end < 0)
                return;
            written = written[(end + 1)..];
            line += advance;
        }
    }
}
