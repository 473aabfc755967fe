using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

public sealed record AnyMapShape : Shape
{
    public override string Noun => "map";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is YamlMap ? node : WrongType(node, name, diagnostics);
}

public sealed record ListShape(Shape Item) : Shape
{
    /// <summary>Without an item it says nothing.</summary>
    public bool HasItems { get; init; }

    public override string Noun => "list";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is not YamlList list ? WrongType(node, name, diagnostics)
        : HasItems && list.Items.Count == 0 ? Refuse(Messages.NoItems(list.At, name, Item.Description), diagnostics)
        : new YamlList(list.At, [.. list.Items.Select((item, i) => Item.Check(item, $"{name}[{i}]", diagnostics))]);
}

public sealed record DictionaryShape(Shape Value) : Shape
{
    /// <summary>What its keys look like; null: anything.</summary>
    public TextShape? Keys { get; init; }

    public override string Noun => "map";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is YamlMap map
            ? new YamlMap(map.At, [.. map.Entries.Select(entry => Fit(entry, name, diagnostics))])
            : WrongType(node, name, diagnostics);

    private YamlEntry Fit(YamlEntry entry, string name, DiagnosticBag diagnostics)
    {
        Keys?.Check(entry.Key, $"a key of {name}", diagnostics);
        return entry.Value is YamlScalar { IsNull: true }
            ? entry
            : entry with
            {
                Value = Value.Check(entry.Value, $"{name}.{entry.Key.Text}", diagnostics),
            };
    }
}

/// <summary>A short form and a long form: a scalar means the same as the other form with one key.</summary>
public sealed record EitherShape(Shape Scalar, Shape Other) : Shape
{
    public override string Noun => $"{Scalar.Noun} or {Other.Noun}";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is YamlScalar { IsNull: false } ? Scalar.Check(node, name, diagnostics)
        : node.Kind == Other.Noun ? Other.Check(node, name, diagnostics)
        : WrongType(node, name, diagnostics);
}

public sealed record MapShape(IReadOnlyList<Field> Fields) : Shape
{
    public override string Noun => "map";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlMap map)
            return WrongType(node, name, diagnostics);
        var entries = new List<YamlEntry>();
        var meant = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (Fields.FirstOrDefault(field => field.Name == entry.Key.Text) is { } field)
                entries.Add(entry with { Value = Check(field, entry.Value, name, diagnostics) });
            else
                Unknown(entry, map, name, meant, diagnostics);
        }

        foreach (var field in Fields.Where(field => field.Required && map[field.Name] is null && !meant.ContainsKey(field.Name)))
            diagnostics.Add(Messages.MissingKey(map.At, field.Name, name, field.Shape.Description));
        return new YamlMap(map.At, [.. entries, .. meant.Values]);
    }

    private static YamlNode Check(Field field, YamlNode value, string name, DiagnosticBag diagnostics) =>
        value is YamlScalar { IsNull: true } && !field.Required
            ? value
            : field.Shape.Check(value, name.Length == 0 ? field.Name : $"{name}.{field.Name}", diagnostics);

    // A slip of the pen is one mistake: the key that was meant counts as said.
    private void Unknown(YamlEntry entry, YamlMap map, string name, Dictionary<string, YamlEntry> meant, DiagnosticBag diagnostics)
    {
        diagnostics.Add(Messages.UnknownKey(entry.Key.At, entry.Key.Text, name, Fields.Select(field => field.Name)));
        if (Nearest.To(entry.Key.Text, Fields.Select(field => field.Name)) is not { } near || map[near] is not null)
            return;
        var trial = new DiagnosticBag();
        var value = Check(Fields.First(field => field.Name == near), entry.Value, name, trial);
        meant.TryAdd(
            near,
            new YamlEntry(new YamlScalar(entry.Key.At, near, isString: true), trial.HasErrors ? new YamlUnreadable(entry.Value.At) : value)
        );
    }
}
