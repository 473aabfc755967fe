using System.Buffers;
using GitOpsGen.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsGen.Yaml;

/// <summary>How much a file may hold.</summary>
/// <param name="Depth">Levels of nesting.</param>
/// <param name="Nodes">Values once the aliases are followed ("billion laughs" stops here, before anything is copied).</param>
public sealed record YamlLimits(int Depth, int Nodes)
{
    public static YamlLimits HandWritten { get; } = new(64, 500_000);

    /// <summary>CRD schemas nest deep and are long.</summary>
    public static YamlLimits Generated { get; } = new(500, 5_000_000);
}

/// <summary>
/// Reads YAML into nodes that keep their places. Everything a hostile or careless file can do is bounded: depth, aliases, size.
/// </summary>
public sealed class YamlReader
{
    private readonly BracketScanner scanner;
    private readonly Parser parser;
    private readonly string file;
    private readonly DiagnosticBag diagnostics;
    private readonly YamlLimits limits;
    private readonly int firstLine;
    private readonly Dictionary<string, Anchored> anchors = new(StringComparer.Ordinal);
    private long size;
    private int deepest;

    private readonly GoForms? forms;

    private YamlReader(string file, string text, GoForms? forms, DiagnosticBag diagnostics, YamlLimits limits, int firstLine)
    {
        this.firstLine = firstLine;
        this.limits = limits;
        this.file = file;
        this.forms = forms;
        this.diagnostics = diagnostics;
        scanner = new BracketScanner(new StringReader(text));
        parser = new Parser(scanner);
    }

    /// <summary>All documents of <paramref name="text"/>; null when it is not YAML, and the bag then says where and why.</summary>
    /// <param name="firstLine">The line of the file that the text begins with.</param>
    public static IReadOnlyList<YamlNode>? ReadAll(
        string file,
        string text,
        DiagnosticBag diagnostics,
        YamlLimits? limits = null,
        int firstLine = 1
    )
    {
        if (ControlCharacter(file, text, firstLine) is { } control)
        {
            diagnostics.Add(control);
            return null;
        }

        var found = new DiagnosticBag();
        var documents = ReadAll(file, text, null, found, limits ?? YamlLimits.HandWritten, firstLine);
        if (documents is null && GoForms.Of(text) is { } forms)
        {
            // What only the library refuses; where it is not that, what was first found counts.
            var again = new DiagnosticBag();
            documents = ReadAll(file, forms.Text, forms, again, limits ?? YamlLimits.HandWritten, firstLine);
            found = documents is null ? found : again;
        }

        diagnostics.AddAll(found);
        return documents;
    }

    private static List<YamlNode>? ReadAll(
        string file,
        string text,
        GoForms? forms,
        DiagnosticBag diagnostics,
        YamlLimits limits,
        int firstLine
    )
    {
        var reader = new YamlReader(file, text, forms, diagnostics, limits, firstLine);
        try
        {
            return reader.Documents();
        }
        catch (YamlException error)
        {
            diagnostics.Add(reader.NotYaml(error));
            return null;
        }
        // On some broken input, as after a bracket that is not closed, the scanner gives up like this.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            diagnostics.Add(
                reader.NotClosed() ?? Messages.YamlSyntax(reader.Position(reader.scanner.CurrentPosition), "it cannot be read from here on")
            );
            return null;
        }
        catch (StoppedException)
        {
            return null;
        }
    }

    // YAML forbids them, and readers differ in what they make of them.
    private static Diagnostic? ControlCharacter(string file, string text, int firstLine)
    {
        var at = text.AsSpan().IndexOfAny(Unprintable);
        if (at < 0)
            return null;
        var before = text.AsSpan(0, at);
        return Messages.YamlSyntax(
            new Position(file, before.Count('\n') + firstLine, at - before.LastIndexOf('\n')),
            $"the control character U+{(int)text[at]:X4} is not allowed; write it in double quotes as \\x{(int)text[at]:x2}"
        );
    }

    private static readonly SearchValues<char> Unprintable = SearchValues.Create([
        .. Enumerable
            .Range(0, 0xa0)
            .Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085')),
    ]);

    /// <summary>The one document of a file that must be a map; null with a diagnostic otherwise.</summary>
    public static YamlMap? ReadMap(string file, string text, DiagnosticBag diagnostics)
    {
        if (ReadAll(file, text, diagnostics) is not { } documents)
            return null;
        switch (documents)
        {
            case []:
            case [YamlScalar { IsNull: true }]:
                return YamlMap.Empty(Diagnostics.Position.Start(file));
            case [YamlMap map]:
                return map;
            case [var other]:
                diagnostics.Add(Messages.WrongType(other.At, "the file", "map", other.Kind));
                return null;
            default:
                diagnostics.Add(Messages.YamlSyntax(documents[1].At, "the file holds more than one document; one was expected"));
                return null;
        }
    }

    private Diagnostic NotYaml(YamlException error)
    {
        var message = (error.InnerException as YamlException ?? error).Message;
        if (message.Contains("expected ','", StringComparison.Ordinal) && NotClosed() is { } bracket)
            return bracket;
        // Of a tab the library names the line before.
        return Messages.YamlSyntax(
            Position(message.Contains(" tab ", StringComparison.Ordinal) ? scanner.CurrentPosition : error.Start),
            YamlSyntaxReasons.Of(message)
        );
    }

    // The bracket is to be mended, not the line at which its absence comes out.
    private Diagnostic? NotClosed() =>
        scanner.Open is var (at, bracket) && at.Line < scanner.CurrentPosition.Line
            ? Messages.YamlSyntax(Position(at), $"the '{bracket}' that begins here is not closed")
            : null;

    private Position Position(Mark mark)
    {
        var line = (int)Math.Max(1, mark.Line);
        return new Position(file, line + firstLine - 1, (int)Math.Max(1, mark.Column - (forms?.Moved(line) ?? 0)));
    }

    private List<YamlNode> Documents()
    {
        var documents = new List<YamlNode>();
        parser.Consume<StreamStart>();
        while (!parser.Accept<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            anchors.Clear();
            documents.Add(Node(0));
            parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    private YamlNode Node(int depth)
    {
        var at = Position(parser.Current!.Start);
        Reach(at, depth);
        Count(at, 1);
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Follow(alias, at, depth);

        var (sizeBefore, deepestBefore) = (size, deepest);
        deepest = depth;
        var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        YamlNode node = parser.Current switch
        {
            YamlDotNet.Core.Events.Scalar => ReadScalar(at),
            SequenceStart => List(at, depth),
            MappingStart => Map(at, depth),
            _ => throw new YamlException(parser.Current.Start, parser.Current.End, "a value was expected here"),
        };
        if (!anchor.IsEmpty)
            anchors[anchor.Value] = new Anchored(node, size - sizeBefore + 1, deepest - depth);
        deepest = Math.Max(deepest, deepestBefore);
        return node;
    }

    private YamlNode Follow(AnchorAlias alias, Position at, int depth)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var target))
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value.Value} has no anchor before it");
        Count(at, target.Size);
        Reach(at, depth + target.Height);
        return target.Node;
    }

    private void Reach(Position at, int depth)
    {
        if (depth > limits.Depth)
            Stop(Messages.TooDeep(at, limits.Depth));
        deepest = Math.Max(deepest, depth);
    }

    private void Count(Position at, long nodes)
    {
        size += nodes;
        if (size > limits.Nodes)
            Stop(Messages.TooManyNodes(at, limits.Nodes));
    }

    private void Stop(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        throw new StoppedException(diagnostic.Message);
    }

    private YamlScalar ReadScalar(Position at)
    {
        var scalar = parser.Consume<Scalar>();
        CheckTag(scalar, at, "str", scalar.Style == ScalarStyle.Plain ? ["null", "bool", "int", "float"] : []);
        return new YamlScalar(
            at,
            TextPool.Of(scalar.Value),
            scalar.Style != ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "!" or $"{CoreTag}str" }
        );
    }

    private const string CoreTag = "tag:yaml.org,2002:";

    // A tag may repeat what everybody sees, and make text of a plain scalar; more would be read otherwise elsewhere.
    private void CheckTag(NodeEvent node, Position at, string own, string[] others)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
            return;
        var name = node.Tag.Value.StartsWith(CoreTag, StringComparison.Ordinal) ? node.Tag.Value[CoreTag.Length..] : null;
        if (name is null || (name != own && !others.Contains(name, StringComparer.Ordinal)))
            diagnostics.Add(
                Messages.YamlSyntax(at, $"the tag {(name is null ? node.Tag.Value : "!!" + name)} means nothing here; leave it out")
            );
    }

    private YamlList List(Position at, int depth)
    {
        CheckTag(parser.Consume<SequenceStart>(), at, "seq", []);
        var items = new List<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        parser.Consume<SequenceEnd>();
        return new YamlList(at, items.ToArray());
    }

    private YamlMap Map(Position at, int depth)
    {
        CheckTag(parser.Consume<MappingStart>(), at, "map", []);
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = new List<YamlMap>();
        YamlScalar? mergeKey = null;
        while (!parser.Accept<MappingEnd>(out _))
        {
            var keyNode = Node(depth + 1);
            var value = Node(depth + 1);
            if (keyNode is not YamlScalar key)
                diagnostics.Add(Messages.YamlSyntax(keyNode.At, $"a {keyNode.Kind} cannot be a key; write text"));
            else if (key is { Text: "<<", IsString: false })
                Merge(key, value);
            else if (seen.TryAdd(key.Text, entries.Count))
                entries.Add(new YamlEntry(key, value));
            else
                entries[seen[key.Text]] = Twice(entries[seen[key.Text]], key, value);
        }

        parser.Consume<MappingEnd>();
        // YAML 1.1's merge key, which Helm's values files may use: what the map says itself wins, then the first that was merged.
        foreach (var entry in merged.SelectMany(map => map.Entries))
            if (seen.TryAdd(entry.Key.Text, entries.Count))
                entries.Add(entry);
        return new YamlMap(at, entries.ToArray()) { MergedAt = mergeKey?.At };

        void Merge(YamlScalar key, YamlNode value)
        {
            if (mergeKey is not null)
                diagnostics.Add(Messages.DuplicateKey(key.At, key.Text, mergeKey.At));
            mergeKey ??= key;
            foreach (var one in value is YamlList list ? list.Items : [value])
                if (one is YamlMap map)
                    merged.Add(map);
                else
                    diagnostics.Add(Messages.WrongType(one.At, "what the key '<<' merges", "map", one.Kind));
        }
    }

    // Both are kept as far as they go together, so that what only the second says is not missed elsewhere.
    private YamlEntry Twice(YamlEntry first, YamlScalar key, YamlNode second)
    {
        diagnostics.Add(Messages.DuplicateKey(key.At, key.Text, first.Key.At));
        return first with
        {
            Value = (first.Value, second) switch
            {
                (YamlMap one, YamlMap two) => new YamlMap(
                    one.At,
                    [.. one.Entries, .. two.Entries.Where(entry => one[entry.Key.Text] is null)]
                ),
                (YamlList one, YamlList two) => new YamlList(one.At, [.. one.Items, .. two.Items]),
                _ => first.Value,
            },
        };
    }

    /// <param name="Size">Values in it, with aliases followed.</param>
    /// <param name="Height">Levels of nesting in it.</param>
    private sealed record Anchored(YamlNode Node, long Size, int Height);
}
