using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>Lists of custom resources that are maps or sets (<c>x-kubernetes-list-type</c>): the API server takes nothing twice.</summary>
internal static class ListChecks
{
    /// <summary>The first item that repeats another; null where none does.</summary>
    public static (int Index, Trouble Trouble)? Duplicate(YamlList list, Schema schema)
    {
        if (schema.ListKeys.IsEmpty && !schema.IsSet)
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
            if (Name(list.Items[i], schema) is { } name && !seen.Add(name))
                return (i, new Trouble(Says(schema), "Remove one, or tell them apart."));
        return null;
    }

    private static string Says(Schema schema) =>
        schema.IsSet ? "is in the list already" : $"has the same {string.Join(" and ", schema.ListKeys)} as an item before it";

    // What is not told by its keys, or is no scalar, is told apart by nobody here.
    private static string? Name(YamlNode item, Schema schema)
    {
        if (schema.IsSet)
            return Text(item);
        if (item is not YamlMap map)
            return null;
        var parts = schema.ListKeys.Select(key => Text(map[key] ?? schema.Items?.Properties.GetValueOrDefault(key)?.Default)).ToList();
        return parts.Contains(null) ? null : string.Join('\0', parts);
    }

    private static string? Text(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? scalar.Text : null;
}
