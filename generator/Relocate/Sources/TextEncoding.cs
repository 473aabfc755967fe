using System.Text;

namespace GitOpsGen.Relocate.Sources;

/// <summary>
/// How a file's bytes are text, told by the bytes alone: UTF-8, UTF-16 and UTF-32 with their marks, UTF-16 without one, and else a code
/// page in which a byte is a character. A name is written back in it, so the rest of the file keeps its bytes.
/// </summary>
public sealed class TextEncoding
{
    private const int Sniffed = 8192;

    private readonly Encoding encoding;
    private readonly int mark;

    private TextEncoding(Encoding encoding, int mark) => (this.encoding, this.mark) = (encoding, mark);

    public static TextEncoding Utf8 { get; } = new(new UTF8Encoding(false, throwOnInvalidBytes: true), 0);

    /// <summary>Bytes of the byte order mark.</summary>
    public int Mark => mark;

    /// <summary>Null for what is binary.</summary>
    public static TextEncoding? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            return Strict(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true), 3);
        foreach (
            var marked in (Encoding[])
                [
                    new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
                    new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
                    new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
                    new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
                ]
        )
            if (bytes.StartsWith(marked.Preamble))
                return new TextEncoding(marked, marked.Preamble.Length);
        var start = bytes[..Math.Min(bytes.Length, Sniffed)];
        if (!start.Contains((byte)0))
            return Strict(bytes, Utf8.encoding, 0);
        return Wide(start) is { } bigEndian
            ? new TextEncoding(new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true), 0)
            : null;
    }

    /// <exception cref="DecoderFallbackException">The file is not what its mark says.</exception>
    public string Text(ReadOnlySpan<byte> bytes) => encoding.GetString(bytes[mark..]);

    /// <summary>In characters, of bytes behind the mark.</summary>
    public int Length(ReadOnlySpan<byte> bytes) => encoding.GetCharCount(bytes);

    public byte[] Bytes(string text) => encoding.GetBytes(text);

    public int Count(ReadOnlySpan<char> text) => encoding.GetByteCount(text);

    /// <summary>Both names as they stand in a file of these bytes.</summary>
    public static (byte[] From, byte[] To) Names(ReadOnlySpan<byte> bytes, string from, string to) =>
        (Of(bytes) ?? Utf8) is var found ? (found.Bytes(from), found.Bytes(to)) : default;

    // What is no UTF-8 is of a code page; which one does not matter to a name of ASCII letters.
    private static TextEncoding Strict(ReadOnlySpan<byte> bytes, Encoding utf8, int mark) =>
        System.Text.Unicode.Utf8.IsValid(bytes[mark..]) ? new TextEncoding(utf8, mark) : new TextEncoding(Encoding.Latin1, 0);

    // Text of ASCII letters for the most part: each other byte is zero, and none of the rest. True where the zeros come first.
    private static bool? Wide(ReadOnlySpan<byte> start)
    {
        var (even, odd, half) = (0, 0, start.Length / 2);
        for (var i = 0; i + 1 < start.Length; i += 2)
        {
            even += start[i] == 0 ? 1 : 0;
            odd += start[i + 1] == 0 ? 1 : 0;
        }

        return half < 4 ? null
            : even == 0 && odd * 2 > half ? false
            : odd == 0 && even * 2 > half ? true
            : null;
    }
}
