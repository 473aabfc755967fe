using System.Collections.Immutable;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>A route of Alertmanager's tree (prometheus.io/docs/alerting/latest/configuration, "route").</summary>
/// <param name="Path">In the configuration, such as <c>route.routes[2]</c>.</param>
/// <param name="Receiver">Its own, else that of the route above; null where neither says one.</param>
/// <param name="Matchers">All must hold.</param>
/// <param name="IsContinued">What it takes is offered to the next sibling as well.</param>
public sealed record AlertRoute(
    YamlMap Node,
    string Path,
    string? Receiver,
    ImmutableArray<LabelMatcher> Matchers,
    bool IsContinued,
    ImmutableArray<AlertRoute> Routes
)
{
    /// <summary>A matcher could not be read, so what it takes cannot be told.</summary>
    public bool IsUnclear { get; init; }

    public IEnumerable<AlertRoute> All => Routes.SelectMany(route => route.All).Prepend(this);

    /// <summary>Whether it takes an alert with these labels, itself. Null where that cannot be told.</summary>
    public bool? Takes(IReadOnlyDictionary<string, string> labels)
    {
        var all = Matchers.Select(matcher => Matching.Matches(matcher, labels.GetValueOrDefault(matcher.Label, ""))).ToList();
        return all.Contains(false) ? false
            : IsUnclear || all.Contains(null) ? null
            : true;
    }

    /// <summary>The receivers that such an alert reaches, in their order; null where that cannot be told.</summary>
    public IReadOnlyList<string>? Receivers(IReadOnlyDictionary<string, string> labels)
    {
        if (Takes(labels) is not { } takes)
            return null;
        var found = new List<string>();
        foreach (var route in takes ? Routes : [])
        {
            if (route.Receivers(labels) is not { } below)
                return null;
            found.AddRange(below);
            if (below.Count > 0 && !route.IsContinued)
                break;
        }

        return takes && found.Count == 0 && Receiver is not null ? [Receiver] : found;
    }
}
