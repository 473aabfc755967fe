using System.Globalization;
using System.Text;

namespace GitOpsGen.Printing;

/// <summary>For a library that writes texts of several lines as if they were one.</summary>
public sealed class Paragraphs(PrintedWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void WriteLine(string? value) => inner.Write($"{value?.ReplaceLineEndings("\n")}\n");

    public override void WriteLine() => inner.WriteLine();

    public override void Flush() => inner.Flush();
}
