using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Secrets;

/// <summary>A scalar of an object, and what stands around it.</summary>
/// <param name="Text">Of the scalar: a long one is made anew each time that it is asked for.</param>
/// <param name="Name">The key that it stands under; of a variable, its name; of an argument, the word before it.</param>
internal readonly record struct ScalarPlace(ScalarWalk Walk, YamlScalar Scalar, string Text, string Name, ValuePlace Place)
{
    /// <summary>Where it is, for people. Only worked out for what is found.</summary>
    public string Field => Walk.Path;
}

/// <summary>Visits every scalar of an object, of lists and maps however deep.</summary>
internal sealed class ScalarWalk(Action<ScalarPlace> visit)
{
    private readonly List<Step> steps = [];

    /// <summary>A key of a map, or an item of a list: most are never shown, so that nobody makes a text of them before.</summary>
    private readonly record struct Step(string? Key, int Index, YamlNode? Item)
    {
        public override string ToString() =>
            Key is null ? $"[{((Item as YamlMap)?.Text("name") is { Length: < 64 } named ? named : Index)}]"
            : Key.Contains('.', StringComparison.Ordinal) ? $"[\"{Key}\"]"
            : $".{Key}";
    }

    public string Path => string.Concat(steps).TrimStart('.');

    /// <summary>The scalar is below these keys of the object.</summary>
    public bool IsBelow(string key, string inner = "") =>
        steps.Count > 1 && steps[0].Key == key && (inner.Length == 0 || steps[1].Key == inner);

    /// <param name="except">Keys at the top of the object that are left out.</param>
    public void Visit(Manifest manifest, params ReadOnlySpan<string> except)
    {
        foreach (var entry in manifest.Document.Entries)
            if (!except.Contains(entry.Key.Text))
                Entry(entry, ValuePlace.Field);
    }

    private void Entry(YamlEntry entry, ValuePlace place)
    {
        var key = entry.Key.Text;
        Node(new Step(key, 0, null), entry.Value, key, key is "args" or "command" or "env" ? ValuePlace.Program : place);
    }

    private void Node(Step step, YamlNode node, string name, ValuePlace place)
    {
        steps.Add(step);
        switch (node)
        {
            case YamlScalar scalar:
                visit(new ScalarPlace(this, scalar, scalar.Text, name, place));
                break;
            case YamlList list:
                List(list, name, place);
                break;
            case YamlMap map:
                Map(map, place);
                break;
        }

        steps.RemoveAt(steps.Count - 1);
    }

    private void List(YamlList list, string name, ValuePlace place)
    {
        var before = place == ValuePlace.Program ? "" : name;
        foreach (var (index, item) in list.Items.Index())
        {
            var option = item is YamlScalar { Text: ['-', ..] and var text } ? text : null;
            Node(new Step(null, index, item), item, option is null ? before : "", place);
            // The value of an option may be the next word.
            if (place == ValuePlace.Program)
                before = option?.Contains('=', StringComparison.Ordinal) == false ? option : "";
        }
    }

    // A variable of a container, a parameter of a chart: the name is a value too.
    private void Map(YamlMap map, ValuePlace place)
    {
        var named = map["value"] is YamlScalar ? map.Text("name") : null;
        foreach (var entry in map.Entries)
            if (named is not null && entry.Key.Text == "value")
                Node(new Step("value", 0, null), entry.Value, named, ValuePlace.Program);
            else
                Entry(entry, entry.Key.Text is "valueFrom" ? ValuePlace.Field : place);
    }
}
