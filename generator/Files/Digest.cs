using System.Security.Cryptography;
using System.Text;

namespace GitOpsGen.Files;

/// <summary>SHA-256 in lower-case hex.</summary>
public static class Digest
{
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>That of the same text with LF where it has CR LF; null where it has none.</summary>
    public static string? OfLines(byte[] bytes)
    {
        var lines = new byte[bytes.Length];
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')
                lines[length++] = bytes[i];
        return length == bytes.Length ? null : OfBytes(lines.AsSpan(0, length));
    }

    public static string OfFile(string absolutePath)
    {
        using var stream = new FileStream(
            absolutePath,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1 << 16,
            FileOptions.SequentialScan
        );
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>One digest of several named things, independent of the order they come in.</summary>
    public static string OfAll(IEnumerable<KeyValuePair<string, string>> namedDigests)
    {
        var lines = namedDigests.Select(pair => $"{pair.Key}\0{pair.Value}\n").Order(StringComparer.Ordinal);
        return OfText(string.Concat(lines));
    }
}
