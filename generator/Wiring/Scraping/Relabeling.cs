using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>One step of a relabel_config, with Prometheus' defaults.</summary>
public sealed record Relabeling(
    string Action,
    ImmutableArray<string> Sources,
    string Separator,
    string Regex,
    string Replacement,
    string Target
)
{
    private const string AnyText = "(.*)";

    private const string FirstGroup = "$1";

    private static readonly string[] Known =
    [
        "replace",
        "keep",
        "drop",
        "hashmod",
        "labelmap",
        "labeldrop",
        "labelkeep",
        "lowercase",
        "uppercase",
        "keepequal",
        "dropequal",
    ];

    public ulong Modulus { get; private init; }

    public static Relabeling Read(YamlMap map) =>
        new(
            map.Text("action") is { Length: > 0 } action ? action.ToLowerInvariant() : "replace",
            [.. map.Texts("sourceLabels").Select(label => label.Text)],
            map.Text("separator") ?? ";",
            map.Text("regex") is { Length: > 0 } regex ? regex : AnyText,
            map.Text("replacement") ?? FirstGroup,
            map.Text("targetLabel") ?? ""
        )
        {
            Modulus = ulong.TryParse(map.Text("modulus"), out var modulus) ? modulus : 0,
        };

    public static ImmutableArray<Relabeling> ReadAll(YamlMap? owner, string field) =>
        [.. (owner?.List(field) ?? []).OfType<YamlMap>().Select(Read)];

    /// <summary>As a reader recognizes it: <c>keep __meta_…=true</c>.</summary>
    public override string ToString() =>
        Action is "labelmap" or "labeldrop" or "labelkeep" ? $"{Action} {Regex}"
        : Action is "keepequal" or "dropequal" ? $"{Action} {string.Join(Separator, Sources)} = {Target}"
        : $"{Action} {string.Join(Separator, Sources)} =~ \"{Regex}\"";

    /// <summary>
    /// Why the operator refuses it (its own checks, and Prometheus' Validate), as the end of a sentence about it; null where it takes it.
    /// </summary>
    public string? Problem(Func<string, GoPattern> patterns) =>
        !Known.Contains(Action, StringComparer.Ordinal) ? $"has the action '{Action}', which there is not"
        : patterns(Regex).IsBroken ? $"has a regex that is none: {Regex}"
        : Target.Length == 0 && Action is not ("keep" or "drop" or "labelmap" or "labeldrop" or "labelkeep")
            ? $"has the action {Action} and no targetLabel"
        : Action == "hashmod" && Modulus == 0 ? "has the action hashmod and no modulus"
        : Action is "labeldrop" or "labelkeep"
        && (Sources.Length > 0 || Target.Length > 0 || Modulus > 0 || Separator != ";" || Replacement != FirstGroup)
            ? $"has the action {Action}, which takes a regex and nothing else"
        : Action is "keepequal" or "dropequal" && (Regex != AnyText || Separator != ";" || Replacement != FirstGroup || Modulus > 0)
            ? $"has the action {Action}, which takes sourceLabels and targetLabel alone"
        : null;
}
