using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>
/// Reads a configuration: of a file as Alertmanager has it, or of an AlertmanagerConfig, whose keys are written in camel case.
/// </summary>
internal static class ConfigurationReader
{
    // Deeper trees are nobody's.
    private const int Deepest = 50;

    public static AlertmanagerConfiguration Of(YamlMap map, Position at, string title, string? text) =>
        new(at, title, map.Map("route") is { } route ? Route(route, "route", null, 0) : null, Names(map.List("receivers")))
        {
            Text = text,
            Inhibitions = [.. map.List("inhibit_rules").Concat(map.List("inhibitRules")).OfType<YamlMap>().Select(Inhibition)],
            TimeIntervals =
            [
                .. Names(map.List("time_intervals")),
                .. Names(map.List("mute_time_intervals")),
                .. Names(map.List("muteTimeIntervals")),
                .. Names(map.List("timeIntervals")),
            ],
        };

    private static AlertRoute Route(YamlMap node, string path, string? inherited, int depth)
    {
        var (matchers, isUnclear) = RouteMatchers.Of(node);
        var receiver = node.Text("receiver") ?? inherited;
        var below = depth >= Deepest ? [] : node.List("routes");
        return new AlertRoute(
            node,
            path,
            receiver,
            [.. matchers],
            node.Flag("continue"),
            [
                .. below
                    .Select((child, index) => (Map: child as YamlMap, Path: $"{path}.routes[{index}]"))
                    .Where(child => child.Map is not null)
                    .Select(child => Route(child.Map!, child.Path, receiver, depth + 1)),
            ]
        )
        {
            IsUnclear = isUnclear,
        };
    }

    private static InhibitRule Inhibition(YamlMap node, int index)
    {
        var (source, target) = (RouteMatchers.Of(node, "source_"), RouteMatchers.Of(node, "target_"));
        return new InhibitRule(
            $"inhibit_rules[{index}]",
            [.. source.Matchers],
            [.. target.Matchers],
            [.. node.Texts("equal").Select(label => label.Text)]
        )
        {
            IsUnclear = source.IsUnclear || target.IsUnclear,
        };
    }

    private static ImmutableArray<string> Names(IEnumerable<YamlNode> items) =>
        [.. items.OfType<YamlMap>().Select(item => item.Text("name")).OfType<string>()];
}
