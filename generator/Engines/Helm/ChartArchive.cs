using System.Formats.Tar;
using System.IO.Compression;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// A packed chart, unpacked as it is read and never beyond what Helm itself would take: some bytes can stand for any number of zeros.
/// </summary>
public static class ChartArchive
{
    /// <summary>Bytes that a chart may have, unpacked.</summary>
    public const long MostBytes = 100 << 20;

    /// <summary>Files and folders that a chart may have.</summary>
    public const int MostEntries = 20_000;

    /// <summary>The entries in their order; the content of each is there until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or unpacks to more than a chart may have.</exception>
    public static IEnumerable<TarEntry> Entries(Stream packed)
    {
        using var unzipped = new GZipStream(packed, CompressionMode.Decompress);
        using var bounded = new BoundedStream(unzipped, MostBytes);
        using var tar = new TarReader(bounded);
        for (var count = 0; Next(tar) is { } entry; count++)
        {
            if (count == MostEntries)
                throw new InvalidDataException($"more than {MostEntries} entries");
            yield return entry;
        }
    }

    // What is broken is one kind of failure to who reads, however the reader finds out.
    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception error)
            when (error is FormatException or ArgumentException or NotSupportedException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException("it is no archive", error);
        }
    }

    private sealed class BoundedStream(Stream inner, long most) : Stream
    {
        private long passed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            passed += read;
            return passed <= most ? read : throw new InvalidDataException($"more than {most} bytes, unpacked");
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
