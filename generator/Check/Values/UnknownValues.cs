using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Values;

/// <summary>A key of somebody's values that the chart neither has nor reads.</summary>
/// <param name="Path">From the top, with dots.</param>
public sealed record UnknownValue(YamlScalar Key, string Path, string? Nearest);

/// <summary>
/// Holds values against a chart. Whatever may be read is known: below a default that is no map with entries, below what templates take as a
/// whole, and all that is global.
/// </summary>
public static class UnknownValues
{
    /// <summary>A value as one chart sees it: its own, or as one of the chart it is part of.</summary>
    private sealed record View(ChartScope Scope, ImmutableArray<string> Path)
    {
        public YamlNode? Default => Path.Aggregate((YamlNode?)Scope.Defaults, (node, key) => node is YamlMap map ? map[key] : null);

        public bool IsPart => Path.IsEmpty;

        public IEnumerable<View> Below(string key) =>
            IsPart && Scope.Parts.TryGetValue(key, out var part)
                ? [this with { Path = Path.Add(key) }, new View(part, [])]
                : [this with { Path = Path.Add(key) }];
    }

    public static IEnumerable<UnknownValue> In(YamlMap values, ChartScope chart)
    {
        // Values may hold templates of their own, which charts evaluate.
        foreach (var text in Texts(values))
            chart.References.Add(text);
        return In(values, [new View(chart, [])], "");
    }

    private static IEnumerable<UnknownValue> In(YamlMap values, IReadOnlyList<View> views, string path)
    {
        if (views.Any(view => view.Scope.References.ReadsWhole(view.Path)))
            return [];
        var isTop = views.Any(view => view.IsPart);
        return values.Entries.Where(entry => !(isTop && IsForAll(entry.Key.Text))).SelectMany(entry => Of(entry, views, path));
    }

    private static IEnumerable<UnknownValue> Of(YamlEntry entry, IReadOnlyList<View> views, string path)
    {
        var (key, name) = (entry.Key, path + entry.Key.Text);
        var below = views.SelectMany(view => view.Below(key.Text)).ToList();
        var isOpen = below.Exists(view => view.IsPart || view.Scope.References.ReadsBelow(view.Path));
        var defaults = below.Where(view => !view.IsPart).Select(view => view.Default).OfType<YamlNode>().ToList();
        if (below.Exists(view => !view.IsPart && view.Scope.References.ReadsWhole(view.Path)))
            return [];
        if (!isOpen && defaults.Count == 0)
            return [new UnknownValue(key, name, Nearest.To(key.Text, Siblings(views)))];
        return entry.Value is YamlMap map && defaults.TrueForAll(node => node is YamlMap { Entries.Count: > 0 })
            ? In(map, below, $"{name}.")
            : [];
    }

    // For all charts, for whether parts are on, and a place to hang anchors on.
    private static bool IsForAll(string key) => key is "global" or "tags" || key.StartsWith("x-", StringComparison.Ordinal);

    private static IEnumerable<string> Siblings(IEnumerable<View> views) =>
        views
            .SelectMany(view =>
                view.Scope.References.Below(view.Path)
                    .Concat(view.Default is YamlMap map ? map.Entries.Select(entry => entry.Key.Text) : [])
                    .Concat(view.IsPart ? view.Scope.Parts.Keys : [])
            )
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Texts(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Texts(entry.Value)),
            YamlList list => list.Items.SelectMany(Texts),
            YamlScalar scalar => [scalar.Text],
            _ => [],
        };
}
