using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Prometheus;

/// <summary>A PrometheusRule as Prometheus reads it: the groups of its spec alone, without what only the operator knows.</summary>
public sealed partial class RuleFile
{
    // The operator takes it out, and promtool refuses it.
    private const string OperatorOnly = "partial_response_strategy";

    private readonly Manifest manifest;

    private readonly IReadOnlyList<YamlNode> groups;

    public RuleFile(Manifest manifest)
    {
        this.manifest = manifest;
        groups = manifest.Spec?.List("groups") ?? [];
        Rules = groups.OfType<YamlMap>().Sum(group => group.List("rules").Count);
    }

    /// <summary>Written each time that it is asked for: nobody holds those of thousands.</summary>
    public string Text => YamlWriter.Write(Y.Map(("groups", Y.List(groups.Select(Group)))));

    /// <summary>Equal where the texts are.</summary>
    public string Digest => NodeDigest.Of(groups);

    /// <summary>How many rules it has.</summary>
    public int Rules { get; }

    public string Title => $"{manifest.Kind} {(manifest.Namespace.Length == 0 ? "" : manifest.Namespace + "/")}{manifest.Name}";

    /// <summary>Where in the manifest a complaint belongs.</summary>
    public Position At(string complaint)
    {
        var (group, rule) =
            InRule().Match(complaint) is { Success: true } named ? (GroupCalled(named.Groups["group"].Value), Number(named, "rule") - 1)
            : Line().Match(complaint) is { Success: true } line ? AtLine(Number(line, "line"))
            : (-1, -1);
        if (group < 0 || group >= groups.Count || groups[group] is not YamlMap map)
            return manifest.Document.At;
        return rule >= 0 && rule < map.List("rules").Count ? Of(map.List("rules")[rule], complaint) : map.At;
    }

    // The field that the complaint names.
    private static Position Of(YamlNode rule, string complaint) =>
        complaint.Contains("could not parse expression", StringComparison.Ordinal) && (rule as YamlMap)?["expr"] is { } expression
            ? expression.At
            : rule.At;

    // Older versions do not know labels of groups; Prometheus gives them to each rule that has none of the name.
    private static YamlNode Group(YamlNode node)
    {
        if (node is not YamlMap group)
            return node;
        var shared = group.Map("labels");
        var kept = group.Entries.Where(entry => entry.Key.Text is not (OperatorOnly or "labels" or "rules"));
        var rules = group["rules"] is YamlList list
            ? new YamlList(list.At, [.. list.Items.Select(rule => Rule(rule, shared))])
            : group["rules"];
        return new YamlMap(
            group.At,
            rules is null ? [.. kept] : [.. kept, new YamlEntry(new YamlScalar(group.At, "rules", isString: true), rules)]
        );
    }

    private static YamlNode Rule(YamlNode node, YamlMap? shared)
    {
        if (shared is null || node is not YamlMap rule || rule["labels"] is not (null or YamlMap))
            return node;
        var own = rule.Map("labels")?.Entries ?? [];
        var all = own.Concat(shared.Entries.Where(entry => !own.Any(one => one.Key.Text == entry.Key.Text)));
        var labels = new YamlMap(rule.At, [.. all]);
        return new YamlMap(
            rule.At,
            [
                .. rule.Entries.Where(entry => entry.Key.Text != "labels"),
                new YamlEntry(new YamlScalar(rule.At, "labels", isString: true), labels),
            ]
        );
    }

    private int GroupCalled(string name) => groups.TakeWhile(group => (group as YamlMap)?.Text("name") != name).Count();

    // A complaint about YAML names a line of what was written.
    private (int Group, int Rule) AtLine(int line)
    {
        var written = YamlReader.ReadMap("rules.yaml", Text, new DiagnosticBag())?.List("groups") ?? [];
        var group = Last(written, line);
        return (group, group < 0 ? -1 : Last((written[group] as YamlMap)?.List("rules") ?? [], line));
    }

    private static int Last(IReadOnlyList<YamlNode> nodes, int line) => nodes.Count(node => node.At.Line <= line) - 1;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"group ""(?<group>[^""]*)"", rule (?<rule>[0-9]{1,6}),")]
    private static partial Regex InRule();

    [GeneratedRegex(@"^(?:(?<line>[0-9]{1,8}):[0-9]+: |.*\bline (?<line>[0-9]{1,8}):)")]
    private static partial Regex Line();
}
