using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>Writes values as <see cref="PackedForm"/> says.</summary>
internal sealed class NodePacker(string file, int limit) : IDisposable
{
    // A number of 32 bits, seven in each byte.
    private const int LongestNumber = 5;

    private const int WorthSqueezing = 1024;

    // The fastest but one of eleven, and the last 256 kB of the text.
    private const int Quality = 1;
    private const int Window = 18;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int filled;
    private long held;
    private int line;

    private bool IsFull => filled + held > limit;

    public void Add(YamlNode node)
    {
        if (IsFull)
            return;
        switch (node)
        {
            case YamlScalar scalar:
                Begin(scalar.At, scalar.IsString ? PackedForm.Quoted : PackedForm.Plain, out var form);
                Text(scalar, form);
                break;
            case YamlList list:
                Begin(list.At, PackedForm.List, out _);
                Items(list);
                break;
            case YamlMap map:
                Begin(map.At, map.MergedAt is null ? PackedForm.Map : PackedForm.MergedMap, out _);
                Entries(map);
                break;
            default:
                Begin(node.At, PackedForm.Unreadable, out _);
                break;
        }
    }

    /// <summary>Null where they took more than the limit.</summary>
    public PackedNodes? Finish(int count) => IsFull ? null : new PackedNodes(file, buffer.AsSpan(0, filled).ToArray(), [.. texts], count);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Begin(Position at, byte kind, out int form)
    {
        form = filled;
        var isOther = at.File != file;
        Byte((byte)(kind | (isOther ? PackedForm.OtherFile : 0)));
        Place(at, isOther);
    }

    private void Place(Position at, bool isOther)
    {
        var lines = at.Line - line;
        Number((uint)((lines << 1) ^ (lines >> 31)));
        Number((uint)at.Column);
        if (isOther)
            Number((uint)Known(at.File));
        line = at.Line;
    }

    private void Text(YamlScalar scalar, int form)
    {
        if (scalar.Utf8 is { IsEmpty: false } known)
        {
            if (!Squeeze(known.Span, form))
                Bytes(known.Span);
            return;
        }

        var text = scalar.Text;
        var (start, length) = (filled, Encoding.UTF8.GetByteCount(text));
        Number((uint)length);
        if (Utf8.FromUtf16(text, Room(length)[..length], out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            filled += written;
        else
            Halves(text, form, start);
    }

    private void Halves(string text, int form, int start)
    {
        buffer[form] |= PackedForm.Wide;
        filled = start;
        Bytes(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    // Dashboards are half of what a monitoring stack has, and take a tenth of their room like this, for little time.
    private bool Squeeze(ReadOnlySpan<byte> text, int form)
    {
        if (text.Length < WorthSqueezing)
            return false;
        var squeezed = ArrayPool<byte>.Shared.Rent(text.Length);
        var isSmaller = BrotliEncoder.TryCompress(text, squeezed, out var length, Quality, Window) && length < text.Length / 2;
        if (isSmaller)
        {
            buffer[form] |= PackedForm.Squeezed;
            Number((uint)text.Length);
            Bytes(squeezed.AsSpan(0, length));
        }

        ArrayPool<byte>.Shared.Return(squeezed);
        return isSmaller;
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number((uint)bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        filled += bytes.Length;
    }

    private void Items(YamlList list)
    {
        var (length, own) = (Length(), line);
        Number((uint)list.Items.Count);
        foreach (var item in list.Items)
            Add(item);
        End(length, own);
    }

    private void Entries(YamlMap map)
    {
        var (length, own) = (Length(), line);
        Number((uint)map.Entries.Count);
        if (map.MergedAt is { } merged)
        {
            Place(merged, isOther: true);
            line = own;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (IsFull)
                break;
            Begin(key.At, key.IsString ? PackedForm.Quoted : PackedForm.Plain, out _);
            Number((uint)Known(key.Text));
            var at = line;
            Add(value);
            line = at;
        }

        End(length, own);
    }

    private int Known(string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            places[text] = place = texts.Count;
            texts.Add(text);
            held += text.Length * 2;
        }

        return place;
    }

    // Told once all is written.
    private int Length()
    {
        Room(sizeof(int));
        filled += sizeof(int);
        return filled - sizeof(int);
    }

    private void End(int length, int own)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), filled - length - sizeof(int));
        line = own;
    }

    private void Byte(byte value)
    {
        Room(1)[0] = value;
        filled++;
    }

    private void Number(uint value)
    {
        var room = Room(LongestNumber);
        var used = 0;
        for (; value >= 0x80; value >>= 7)
            room[used++] = (byte)(value | 0x80);
        room[used++] = (byte)value;
        filled += used;
    }

    private Span<byte> Room(int length)
    {
        if (buffer.Length - filled < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, filled + length));
            buffer.AsSpan(0, filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(filled);
    }
}
