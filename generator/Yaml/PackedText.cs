using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace GitOpsGen.Yaml;

/// <summary>A text among packed values.</summary>
/// <param name="squeezed">How many bytes it has, where it is kept compressed; else 0.</param>
/// <param name="isWide">It is kept as UTF-16.</param>
internal sealed class PackedText(ReadOnlyMemory<byte> bytes, int squeezed, bool isWide)
{
    /// <summary>Empty where it has no such form.</summary>
    public ReadOnlyMemory<byte> Utf8 => isWide || squeezed > 0 ? default : bytes;

    public override string ToString() =>
        squeezed > 0 ? Whole()
        : isWide ? new string(MemoryMarshal.Cast<byte, char>(bytes.Span))
        : Encoding.UTF8.GetString(bytes.Span);

    private string Whole()
    {
        var whole = ArrayPool<byte>.Shared.Rent(squeezed);
        try
        {
            return BrotliDecoder.TryDecompress(bytes.Span, whole, out var length) && length == squeezed
                ? Encoding.UTF8.GetString(whole, 0, length)
                : throw new InvalidOperationException("a packed text does not come back");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }
}
