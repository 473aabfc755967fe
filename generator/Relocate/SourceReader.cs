using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate;

/// <summary>Reads the files that say something: those that hold the old namespace, and those that may declare or steer an object.</summary>
public sealed class SourceReader(FileTree files, string from, DiagnosticBag diagnostics)
{
    /// <summary>Bytes beyond which a file is no source any more, and is left out with a warning.</summary>
    public const long Limit = 64 << 20;

    private const int Sniffed = 8192;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] needle = Encoding.UTF8.GetBytes(from);

    /// <summary>Null for what is binary, too large, not UTF-8, or of no use here.</summary>
    public SourceFile? Read(string path)
    {
        var file = new FileInfo(files.Absolute(path));
        if (file.Length > Limit)
        {
            diagnostics.Add(Messages.SourceTooLarge(Position.Start(path), file.Length, Limit));
            return null;
        }

        var bytes = File.ReadAllBytes(file.FullName);
        if (bytes.AsSpan(0, Math.Min(bytes.Length, Sniffed)).Contains((byte)0))
            return null;
        return IsWanted(path, bytes) ? Decode(path, bytes) : null;
    }

    private bool IsWanted(string path, ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(needle) >= 0
        || (
            FileKinds.IsStructured(FileKinds.ByName(path))
            && bytes.Length < FileTree.TextLimit
            && (FileKinds.ByName(path) != FileKind.Json || bytes.IndexOf("\"kind\""u8) >= 0)
        );

    private static SourceFile? Decode(string path, ReadOnlySpan<byte> bytes)
    {
        var hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return new SourceFile(path, Strict.GetString(hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes), hasMark);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
