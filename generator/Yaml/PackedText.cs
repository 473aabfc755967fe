using System.Runtime.InteropServices;
using System.Text;

namespace GitOpsGen.Yaml;

/// <summary>A text among packed values.</summary>
/// <param name="isWide">It is kept as UTF-16.</param>
internal sealed class PackedText(byte[] bytes, int at, int length, bool isWide)
{
    /// <summary>Empty where it has no such form.</summary>
    public ReadOnlyMemory<byte> Utf8 => isWide ? default : bytes.AsMemory(at, length);

    public override string ToString() =>
        isWide ? new string(MemoryMarshal.Cast<byte, char>(bytes.AsSpan(at, length))) : Encoding.UTF8.GetString(bytes, at, length);
}
