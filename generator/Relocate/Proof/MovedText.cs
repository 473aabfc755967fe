using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Finds the tokens of a file by their bytes. Asked in their order it looks at each byte once.</summary>
/// <param name="length">Of a token, in characters.</param>
internal sealed class MovedText(string path, TextEncoding encoding, byte[] bytes, int length)
{
    private readonly string text = encoding.Text(bytes);

    private (int Byte, int Char, int Line) last = (encoding.Mark, 0, 1);

    /// <param name="offset">In bytes.</param>
    /// <returns>Null where the file ends before it does.</returns>
    public MovedToken? Token(int offset)
    {
        if (offset < last.Byte)
            last = (encoding.Mark, 0, 1);
        var at = last.Char + encoding.Length(bytes.AsSpan(last.Byte, Math.Max(0, offset - last.Byte)));
        if (at + length > text.Length)
            return null;
        last = (Math.Max(offset, last.Byte), at, last.Line + text.AsSpan(last.Char, at - last.Char).Count('\n'));
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        return new MovedToken(path, text, at, length, last.Line, at - start + 1);
    }
}
