using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>Asks a map for what stands some levels below; what is of another shape than expected is not there.</summary>
internal static class NodePaths
{
    public static YamlNode? Node(this YamlMap? map, params ReadOnlySpan<string> keys)
    {
        YamlNode? node = map;
        foreach (var key in keys)
            node = (node as YamlMap)?[key];
        return node;
    }

    public static YamlMap? MapAt(this YamlMap? map, params ReadOnlySpan<string> keys) => map.Node(keys) as YamlMap;

    public static string? TextAt(this YamlMap? map, params ReadOnlySpan<string> keys) =>
        map.Node(keys) is YamlScalar { IsNull: false } scalar ? scalar.Text : null;

    public static IEnumerable<YamlMap> MapsAt(this YamlMap? map, params ReadOnlySpan<string> keys) =>
        (map.Node(keys) as YamlList)?.Items.OfType<YamlMap>() ?? [];

    public static IEnumerable<string> TextsAt(this YamlMap? map, params ReadOnlySpan<string> keys) =>
        (map.Node(keys) as YamlList)?.Items.OfType<YamlScalar>().Where(item => !item.IsNull).Select(item => item.Text) ?? [];

    /// <summary>Where the value stands, else the last of the maps on the way to it that is there.</summary>
    public static Position Place(this YamlMap map, params ReadOnlySpan<string> keys)
    {
        YamlNode last = map;
        foreach (var key in keys)
        {
            if ((last as YamlMap)?[key] is not { } next)
                break;
            last = next;
        }

        return last.At;
    }

    /// <summary>Every map at any depth, the outer ones first.</summary>
    public static IEnumerable<YamlMap> Descendants(this YamlNode node)
    {
        var open = new Stack<YamlNode>([node]);
        while (open.TryPop(out var next))
        {
            if (next is YamlMap map)
            {
                yield return map;
                foreach (var entry in map.Entries.Reverse())
                    open.Push(entry.Value);
            }
            else if (next is YamlList list)
            {
                foreach (var item in list.Items.Reverse())
                    open.Push(item);
            }
        }
    }
}
