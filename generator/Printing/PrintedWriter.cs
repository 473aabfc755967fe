using System.Globalization;
using System.Text;

namespace GitOpsGen.Printing;

/// <summary>
/// Where everything that the tool prints goes through: a line that is written as one stays one, and nothing that was quoted is obeyed by
/// who reads it.
/// </summary>
/// <param name="inner">The screen, a file or a pipe.</param>
public sealed class PrintedWriter(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly Lock gate = new();
    private readonly Escaper escaper = new();

    /// <summary>The same writer where it is one already.</summary>
    public static PrintedWriter On(TextWriter writer) => writer as PrintedWriter ?? new PrintedWriter(writer);

    /// <summary>What is behind: only for what draws on a terminal and quotes nothing.</summary>
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override IFormatProvider FormatProvider => inner.FormatProvider;

    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    /// <summary>A text of several lines, or a part of one.</summary>
    public override void Write(string? value)
    {
        lock (gate)
            inner.Write(escaper.Lines(value ?? "").Replace("\n", inner.NewLine, StringComparison.Ordinal));
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <summary>One line, or the rest of one.</summary>
    public override void WriteLine(string? value)
    {
        lock (gate)
        {
            inner.WriteLine(escaper.Line(value ?? "") + escaper.End());
        }
    }

    public override void WriteLine() => WriteLine("");

    /// <summary>A document whose own writer has escaped what it quotes, by the rules of its kind.</summary>
    public void WriteDocument(string document)
    {
        lock (gate)
            inner.Write(document.Replace("\n", inner.NewLine, StringComparison.Ordinal));
    }

    public override void Flush()
    {
        lock (gate)
            inner.Flush();
    }
}
