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

    /// <summary>Null for what is binary, or of no use here; and with a warning for what is too large or cannot be read.</summary>
    public SourceFile? Read(string path)
    {
        var file = new FileInfo(files.Absolute(path));
        if (file.Length > Limit)
        {
            diagnostics.Add(Messages.SourceTooLarge(Position.Start(path), file.Length, Limit));
            return null;
        }

        var bytes = File.ReadAllBytes(file.FullName);
        if (TextEncoding.Of(bytes) is not { } encoding || !IsWanted(path, bytes, encoding))
            return null;
        try
        {
            return new SourceFile(path, encoding.Text(bytes), encoding.Mark > 0) { Encoding = encoding };
        }
        catch (DecoderFallbackException)
        {
            if (bytes.AsSpan().IndexOf(encoding.Bytes(from)) >= 0)
                diagnostics.Add(Messages.SourceNotRead(Position.Start(path)));
            return null;
        }
    }

    private bool IsWanted(string path, ReadOnlySpan<byte> bytes, TextEncoding encoding) =>
        bytes.IndexOf(encoding.Bytes(from)) >= 0
        || (
            FileKinds.IsStructured(FileKinds.ByName(path))
            && bytes.Length < FileTree.TextLimit
            && (FileKinds.ByName(path) != FileKind.Json || bytes.IndexOf(encoding.Bytes("\"kind\"")) >= 0)
        );
}
