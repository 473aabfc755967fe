using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>One group of a PrometheusRule.</summary>
/// <param name="Path">In its object.</param>
public sealed record RuleGroup(Manifest Owner, YamlMap Node, string Name, string Path, ImmutableArray<RuleEntry> Rules)
{
    public string Title => $"{Naming.Of(Owner)} {Path}";
}

/// <summary>One alerting or recording rule of a PrometheusRule.</summary>
/// <param name="Group">Where its group is in the object, such as <c>spec.groups[nodes]</c>.</param>
/// <param name="Index">In its group.</param>
/// <param name="GroupLabels">What the group gives each of its rules (Prometheus 3).</param>
public sealed record RuleEntry(Manifest Owner, YamlMap Node, string Group, int Index, YamlMap? GroupLabels)
{
    /// <summary>In its object, such as <c>spec.groups[nodes].rules[2]</c>.</summary>
    public string Path => $"{Group}.rules[{Index}]";

    /// <summary>Null for a recording rule.</summary>
    public string? Alert { get; } = Node.Text("alert");

    /// <summary>Null for an alert.</summary>
    public string? Record { get; } = Node.Text("record");

    public YamlScalar? Expression { get; } = Node.Scalar("expr");

    /// <summary>Null where there is none, or it is not understood.</summary>
    public PromqlNode? Parsed { get; } = Node.Text("expr") is { } text ? PromqlParser.Parse(text) : null;

    public YamlMap? Labels => Node.Map("labels");

    public YamlMap? Annotations => Node.Map("annotations");

    public string Kind => Alert is not null ? "alert" : "record";

    public string Name => Alert ?? Record ?? "";

    public string Title => $"{Naming.Of(Owner)} {Path}{(Name.Length == 0 ? "" : $" ({Kind} {Name})")}";

    public Position At => Node.At;

    /// <summary>A label that each of its alerts or series gets, with a fixed value.</summary>
    public string? Label(string name) => Labels?.Text(name) ?? GroupLabels?.Text(name);

    /// <summary>Labels of its series that an alert's labels and annotations read, each where it does.</summary>
    public IEnumerable<(string Label, YamlEntry Text)> ReadLabels =>
        Alert is null
            ? []
            : new[] { Labels, Annotations }
                .OfType<YamlMap>()
                .SelectMany(map => map.Entries)
                .SelectMany(entry => AlertTemplate.Of(entry.Value).Labels.Select(label => (label, entry)))
                .Where(read => GroupLabels?[read.label] is null);
}

/// <summary>How an object is called in a finding.</summary>
internal static class Naming
{
    /// <summary><c>PrometheusRule monitoring/nodes</c>.</summary>
    public static string Of(Manifest manifest) =>
        $"{manifest.Kind} {(manifest.Namespace.Length == 0 ? "" : manifest.Namespace + "/")}{manifest.Name}";
}
