using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsGen.Yaml;

/// <summary>Where a value of a YAML text begins and really ends, in characters: what is spliced must not touch its neighbours.</summary>
/// <param name="Start">Of the value itself.</param>
/// <param name="End">After its last visible character; comments behind it are not part of it.</param>
public abstract record YamlSpan(int Start, int End)
{
    public sealed record Scalar(int Start, int End, string Text, bool IsPlain) : YamlSpan(Start, End)
    {
        /// <summary>Its lines stand below its key.</summary>
        public bool IsBlock { get; init; }
    }

    public sealed record List(int Start, int End, bool IsFlow, IReadOnlyList<YamlSpan> Items) : YamlSpan(Start, End);

    public sealed record Map(int Start, int End, bool IsFlow, IReadOnlyList<(YamlSpan Key, YamlSpan Value)> Entries) : YamlSpan(Start, End)
    {
        public (YamlSpan Key, YamlSpan Value)? this[string key]
        {
            get
            {
                foreach (var entry in Entries)
                    if (entry.Key is Scalar name && name.Text == key)
                        return entry;
                return null;
            }
        }
    }

    /// <summary>An alias: it stands for something that is written elsewhere.</summary>
    public sealed record Alias(int Start, int End) : YamlSpan(Start, End);

    /// <summary>The first document of <paramref name="text"/>; null when there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlSpan? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        return Node(parser, text);
    }

    private static YamlSpan Node(Parser parser, string text)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return new Alias(Index(alias.Start), Index(alias.End));
        if (parser.TryConsume<YamlDotNet.Core.Events.Scalar>(out var scalar))
            return Leaf(scalar, text);
        if (parser.TryConsume<SequenceStart>(out var sequence))
            return Sequence(parser, text, sequence);
        var mapping = parser.Consume<MappingStart>();
        var entries = new List<(YamlSpan Key, YamlSpan Value)>();
        while (!parser.Accept<MappingEnd>(out _))
            entries.Add((Node(parser, text), Node(parser, text)));
        var end = parser.Consume<MappingEnd>();
        var isFlow = mapping.Style == MappingStyle.Flow;
        return new Map(
            Index(mapping.Start),
            isFlow ? Index(end.Start) + 1 : Last(Index(mapping.Start), entries.SelectMany(entry => new[] { entry.Key, entry.Value })),
            isFlow,
            entries
        );
    }

    private static List Sequence(Parser parser, string text, SequenceStart sequence)
    {
        var items = new List<YamlSpan>();
        while (!parser.Accept<SequenceEnd>(out _))
            items.Add(Node(parser, text));
        var end = parser.Consume<SequenceEnd>();
        var isFlow = sequence.Style == SequenceStyle.Flow;
        return new List(Index(sequence.Start), isFlow ? Index(end.Start) + 1 : Last(Index(sequence.Start), items), isFlow, items);
    }

    // The library ends a flow value before its bracket, a block where the next thing begins, and a block scalar behind its line break.
    private static int Last(int start, IEnumerable<YamlSpan> children) => children.Select(child => child.End).Append(start).Max();

    private static Scalar Leaf(YamlDotNet.Core.Events.Scalar scalar, string text)
    {
        var start = Index(scalar.Start);
        var end = Math.Max(start, text.AsSpan(0, Math.Min(Index(scalar.End), text.Length)).TrimEnd().Length);
        return new Scalar(
            start,
            scalar.Value.Length == 0 && scalar.Style == ScalarStyle.Plain ? start : end,
            scalar.Value,
            scalar.Style == ScalarStyle.Plain
        )
        {
            IsBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded,
        };
    }

    private static int Index(Mark mark) => (int)mark.Index;
}
