using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Secrets;

/// <summary>A scalar of an object, and what stands around it.</summary>
/// <param name="Name">The key that it stands under; of a variable, its name; of an argument, the word before it.</param>
internal readonly record struct ScalarPlace(ScalarWalk Walk, YamlScalar Scalar, string Name, ValuePlace Place)
{
    /// <summary>Where it is, for people. Only worked out for what is found.</summary>
    public string Field => Walk.Path;
}

/// <summary>Visits every scalar of an object, of lists and maps however deep.</summary>
internal sealed class ScalarWalk(Action<ScalarPlace> visit)
{
    private readonly List<string> steps = [];

    public string Path => string.Concat(steps).TrimStart('.');

    /// <summary>The scalar is below these keys of the object.</summary>
    public bool IsBelow(string key, string inner = "") =>
        steps.Count > 1 && steps[0].AsSpan(1).SequenceEqual(key) && (inner.Length == 0 || steps[1].AsSpan(1).SequenceEqual(inner));

    /// <param name="except">Keys at the top of the object that are left out.</param>
    public void Visit(Manifest manifest, params ReadOnlySpan<string> except)
    {
        foreach (var entry in manifest.Document.Entries)
            if (!except.Contains(entry.Key.Text))
                Entry(entry, ValuePlace.Field);
    }

    private void Entry(YamlEntry entry, ValuePlace place)
    {
        steps.Add(entry.Key.Text.Contains('.', StringComparison.Ordinal) ? $"[\"{entry.Key.Text}\"]" : $".{entry.Key.Text}");
        Node(entry.Value, entry.Key.Text, entry.Key.Text is "args" or "command" or "env" ? ValuePlace.Program : place);
        steps.RemoveAt(steps.Count - 1);
    }

    private void Node(YamlNode node, string name, ValuePlace place)
    {
        switch (node)
        {
            case YamlScalar scalar:
                visit(new ScalarPlace(this, scalar, name, place));
                break;
            case YamlList list:
                List(list, name, place);
                break;
            case YamlMap map:
                Map(map, place);
                break;
        }
    }

    private void List(YamlList list, string name, ValuePlace place)
    {
        var before = place == ValuePlace.Program ? "" : name;
        for (var i = 0; i < list.Items.Count; i++)
        {
            steps.Add($"[{((list.Items[i] as YamlMap)?.Text("name") is { Length: < 64 } named ? named : i)}]");
            Node(list.Items[i], IsOption(list.Items[i]) ? "" : before, place);
            steps.RemoveAt(steps.Count - 1);
            // The value of an option may be the next word.
            if (place == ValuePlace.Program)
                before =
                    IsOption(list.Items[i])
                    && list.Items[i] is YamlScalar { Text: var option }
                    && !option.Contains('=', StringComparison.Ordinal)
                        ? option
                        : "";
        }
    }

    private static bool IsOption(YamlNode node) => node is YamlScalar { Text: ['-', ..] };

    // A variable of a container, a parameter of a chart: the name is a value too.
    private void Map(YamlMap map, ValuePlace place)
    {
        var named = map["value"] is YamlScalar ? map.Text("name") : null;
        foreach (var entry in map.Entries)
            if (named is not null && entry.Key.Text == "value")
            {
                steps.Add(".value");
                Node(entry.Value, named, ValuePlace.Program);
                steps.RemoveAt(steps.Count - 1);
            }
            else
                Entry(entry, entry.Key.Text is "valueFrom" ? ValuePlace.Field : place);
    }
}
