using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>An inhibit rule: while a source fires, targets are muted that have the same values of some labels.</summary>
public sealed record InhibitRule(
    string Path,
    ImmutableArray<LabelMatcher> Source,
    ImmutableArray<LabelMatcher> Target,
    ImmutableArray<string> Equal
)
{
    /// <summary>A matcher could not be read.</summary>
    public bool IsUnclear { get; init; }
}

/// <summary>A configuration of Alertmanager, wherever it stands.</summary>
/// <param name="At">Of what holds it; inside a text nothing has a place of its own.</param>
/// <param name="Title">Such as <c>Secret monitoring/alertmanager-main data[alertmanager.yaml]</c>.</param>
/// <param name="Root">Null where there is no route.</param>
public sealed record AlertmanagerConfiguration(Position At, string Title, AlertRoute? Root, ImmutableArray<string> Receivers)
{
    public ImmutableArray<InhibitRule> Inhibitions { get; init; } = [];

    public ImmutableArray<string> TimeIntervals { get; init; } = [];

    /// <summary>As Alertmanager reads it; null for an AlertmanagerConfig, which the operator turns into one.</summary>
    public string? Text { get; init; }

    /// <summary>It is made of a template, some values of which are not known.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>The root of it is a branch of the operator's.</summary>
    public bool IsBranch => Text is null;

    public IEnumerable<AlertRoute> Routes => Root?.All ?? [];
}
