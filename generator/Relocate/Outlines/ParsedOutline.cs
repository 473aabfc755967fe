using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsGen.Relocate.Outlines;

/// <summary>Reads plain YAML by the marks of its parser. Aliases point to what they stand for and are never copied.</summary>
public static class ParsedOutline
{
    private const int Deepest = 500;

    /// <summary>Null where the text is not YAML, or where the marks do not fit what they mark.</summary>
    public static OutlineText? Read(string text)
    {
        if (IsDeep(text))
            return null;
        var source = new OutlineText(text);
        try
        {
            var parser = new Parser(new StringReader(text));
            var reader = new Building(source);
            while (parser.MoveNext())
                if (!reader.Take(parser.Current!))
                    return null;
        }
        // On some broken input the scanner gives up with one of the others.
        catch (Exception error)
            when (error is YamlException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            return null;
        }

        source.Seal();
        return source;
    }

    // The parser's time grows with the square of the depth. Brackets in quoted text count too, which only makes the tracker read what the
    // parser could.
    private static bool IsDeep(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            if (c is '[' or '{')
                depth++;
            else if (c is ']' or '}')
                depth = Math.Max(0, depth - 1);
            if (depth > Deepest)
                return true;
        }

        return false;
    }

    private sealed class Building(OutlineText source)
    {
        private readonly Dictionary<string, Outline> anchors = new(StringComparer.Ordinal);
        private Outline? container;
        private (string Key, int Start, int End)? key;

        public bool Take(ParsingEvent one)
        {
            switch (one)
            {
                case DocumentStart:
                    anchors.Clear();
                    return true;
                case AnchorAlias alias:
                    return Alias(alias);
                case Scalar scalar:
                    return Leaf(scalar);
                // A collection as a key is what a template's braces look like to the parser.
                case MappingStart or SequenceStart when container?.Kind == OutlineKind.Map && key is null:
                    return false;
                case MappingStart map:
                    container = ScalarMention(map, OutlineKind.Map);
                    return true;
                case SequenceStart list:
                    container = ScalarMention(list, OutlineKind.List);
                    return true;
                case MappingEnd or SequenceEnd:
                    container!.End = (int)one.End.Index;
                    container = container.Parent;
                    return true;
                default:
                    return true;
            }
        }

        private bool Leaf(Scalar scalar)
        {
            var end = Math.Min((int)scalar.End.Index, source.Raw.Length);
            // The mark of a value with an anchor or a tag is at that.
            var start =
                scalar.Anchor.IsEmpty && scalar.Tag.IsEmpty
                    ? (int)scalar.Start.Index
                    : Math.Min(end, Lines.SkipProperties(source.Raw, (int)scalar.Start.Index, end));
            if (
                scalar.Style == ScalarStyle.Plain
                && !scalar.Value.Contains('\n', StringComparison.Ordinal)
                && end - start == scalar.Value.Length
                && !source.Raw.AsSpan(start, end - start).SequenceEqual(scalar.Value)
            )
                return false;
            if (container?.Kind == OutlineKind.Map && key is null)
            {
                key = (scalar.Value, start, end);
                return true;
            }

            var leaf = ScalarMention(scalar, OutlineKind.Scalar);
            leaf.IsBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
            (leaf.Start, leaf.End) = (start, Math.Max(start, end));
            source.AddLeaf(leaf);
            return true;
        }

        private bool Alias(AnchorAlias alias)
        {
            if (!anchors.TryGetValue(alias.Value.Value, out var target))
                return false;
            if (container?.Kind == OutlineKind.Map && key is null)
            {
                key = (target.Text, (int)alias.Start.Index, (int)alias.End.Index);
                return true;
            }

            var node = ScalarMention(alias, target.Kind);
            node.Target = target;
            (target.Aliases ??= []).Add(node);
            return true;
        }

        private Outline ScalarMention(ParsingEvent one, OutlineKind kind)
        {
            var node = new Outline(source, container)
            {
                Kind = kind,
                Start = (int)one.Start.Index,
                End = (int)one.End.Index,
            };
            if (key is { } named)
                (node.Key, node.KeyStart, node.KeyEnd) = (named.Key, named.Start, named.End);
            key = null;
            if (container is null)
                source.Documents.Add(node);
            else
                container.Add(node);
            if (one is NodeEvent { Anchor.IsEmpty: false } anchored)
                anchors[anchored.Anchor.Value] = node;
            return node;
        }
    }
}
