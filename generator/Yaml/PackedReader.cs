using System.Buffers.Binary;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>Reads packed values one after the other; of a list or map only that it is there, until somebody asks what is in it.</summary>
/// <param name="at">The byte that it begins with.</param>
/// <param name="line">Of the value before, or of the parent.</param>
internal struct PackedReader(PackedNodes nodes, int at, int line)
{
    // Shorter ones are made into text at once: whoever looks at a value mostly wants it.
    private const int Long = 48;

    private int at = at;
    private int line = line;

    public YamlNode Node()
    {
        var form = nodes.Bytes[at++];
        var place = Place((form & PackedForm.OtherFile) != 0);
        switch (form & PackedForm.Kinds)
        {
            case PackedForm.List:
                return new YamlList(place, new PackedItems(Children()));
            case PackedForm.Map:
                return new YamlMap(place, new PackedEntries(Children()));
            case PackedForm.MergedMap:
                return Merged(place);
            case PackedForm.Unreadable:
                return new YamlUnreadable(place);
            default:
                return Scalar(place, form);
        }
    }

    public YamlScalar Key()
    {
        var form = nodes.Bytes[at++];
        var place = Place((form & PackedForm.OtherFile) != 0);
        return new YamlScalar(place, nodes.Texts[Number()], (form & PackedForm.Kinds) == PackedForm.Quoted);
    }

    public bool IsKey(string key)
    {
        SkipPlace(nodes.Bytes[at++]);
        return nodes.Texts[Number()] == key;
    }

    /// <summary>The key's line counts for the key after it, whatever its value.</summary>
    public YamlNode Value()
    {
        var own = line;
        var value = Node();
        line = own;
        return value;
    }

    public void SkipValue()
    {
        var own = line;
        var form = nodes.Bytes[at++];
        SkipPlace(form);
        var kind = form & PackedForm.Kinds;
        if ((form & PackedForm.Squeezed) != 0)
            Number();
        if (kind is PackedForm.Plain or PackedForm.Quoted)
            at = Number() + at;
        else if (kind != PackedForm.Unreadable)
            at = Length() + at;
        line = own;
    }

    private YamlMap Merged(Position place)
    {
        var entries = Children();
        var reader = entries.Reader;
        var merged = reader.Place(isOther: true);
        return new YamlMap(place, new PackedEntries(entries with { At = reader.at })) { MergedAt = merged };
    }

    private YamlScalar Scalar(Position place, byte form)
    {
        var isString = (form & PackedForm.Kinds) == PackedForm.Quoted;
        var (isSqueezed, isWide) = ((form & PackedForm.Squeezed) != 0, (form & PackedForm.Wide) != 0);
        var whole = isSqueezed ? Number() : 0;
        var length = Number();
        var text = new PackedText(nodes.Bytes.AsMemory(at, length), whole, isWide);
        at += length;
        return length < Long && !isSqueezed ? new YamlScalar(place, text.ToString(), isString) : new YamlScalar(place, text, isString);
    }

    // Behind them it goes on.
    private PackedChildren Children()
    {
        var length = Length();
        var after = at + length;
        var count = Number();
        var children = new PackedChildren(nodes, at, line, count);
        at = after;
        return children;
    }

    private Position Place(bool isOther)
    {
        var lines = Number();
        line += (lines >> 1) ^ -(lines & 1);
        var column = Number();
        return new Position(isOther ? nodes.Texts[Number()] : nodes.File, line, column);
    }

    private void SkipPlace(byte form) => Place((form & PackedForm.OtherFile) != 0);

    private int Length()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(nodes.Bytes.AsSpan(at));
        at += sizeof(int);
        return length;
    }

    private int Number()
    {
        var value = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = nodes.Bytes[at++];
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return (int)value;
        }
    }
}
