using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Reads a file piece by piece, each of whole documents, so that hundreds of megabytes need not be in memory at once: in YAML a line that
/// begins with <c>---</c> ends a document, whatever stands before it (YAML 1.2.2, 9.1.2).
/// </summary>
public sealed class ChunkReader(ManifestFile file, Stream stream, DiagnosticBag diagnostics)
{
    private const int Enough = 1 << 20;

    // No single document of a cluster comes near.
    private const int Most = 64 << 20;

    private const int Least = 1 << 12;

    private byte[] buffer = new byte[Expected(stream)];
    private int filled;
    private int line = 1;

    public IEnumerable<ManifestChunk> Chunks()
    {
        while (Fill())
        {
            // A directive (`%YAML`) belongs to the document after it; where there are any, the file is taken as one.
            while (filled >= Enough && !HasDirective() && Boundary() is > 0 and var end)
                yield return Take(end);
            if (filled < Most)
                continue;
            diagnostics.Add(Messages.FileTooLarge(new Position(file.Path, line, 1), filled, Most));
            yield break;
        }

        // Nobody fills the buffer again.
        if (filled > 0)
            yield return new ManifestChunk(file, buffer.AsMemory(0, filled), line);
    }

    // With room for one byte more, by whose absence the end is known.
    private static long Expected(Stream stream) => stream.CanSeek ? Math.Clamp(stream.Length + 1, Least, Enough * 2) : Enough * 2;

    private bool Fill()
    {
        if (filled == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        // A pipe gives little at once, and the whole buffer is looked through after each time.
        var read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
        filled += read;
        return read > 0;
    }

    // The last line that begins a document.
    private int Boundary()
    {
        var rest = buffer.AsSpan(0, filled);
        while (rest.LastIndexOf("\n---"u8) is >= 0 and var at)
        {
            if (at + 4 < filled && buffer[at + 4] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
                return at + 1;
            rest = rest[..at];
        }

        return 0;
    }

    private bool HasDirective() => buffer.AsSpan(0, filled).IndexOf("\n%"u8) >= 0 || buffer[0] == '%';

    private ManifestChunk Take(int end)
    {
        var chunk = new ManifestChunk(file, buffer.AsSpan(0, end).ToArray(), line);
        line += buffer.AsSpan(0, end).Count((byte)'\n');
        buffer.AsSpan(end, filled - end).CopyTo(buffer);
        filled -= end;
        return chunk;
    }
}
