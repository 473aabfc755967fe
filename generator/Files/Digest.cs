using System.Security.Cryptography;
using System.Text;

namespace GitOpsGen.Files;

/// <summary>SHA-256 in lower-case hex.</summary>
public static class Digest
{
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

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
