using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate;

/// <summary>What a person decided on mentions that the tool cannot judge, or judges wrongly.</summary>
/// <param name="Group">The group it is for; null where <paramref name="Path"/> says it.</param>
/// <param name="Path">The file it is for, with <paramref name="Line"/>.</param>
public sealed record Decision(Position At, string? Group, string? Path, int Line, Verdict Verdict, string Reason)
{
    public bool IsFor(Occurrence one) => Group is not null ? one.Judgement.Group == Group : one.Path == Path && one.Line == Line;

    public override string ToString() => Group ?? $"{Path}:{Line}";
}

/// <summary>What migration.yaml says.</summary>
/// <param name="Outside">Names of objects that stay in the old namespace.</param>
/// <param name="Skip">Patterns of paths that are not searched.</param>
public sealed record RelocationRules(ImmutableHashSet<string> Outside, ImmutableArray<string> Skip, ImmutableArray<Decision> Decisions)
{
    /// <summary>The file's name, in the searched folder unless said otherwise.</summary>
    public const string FileName = "migration.yaml";

    /// <summary>AKS delivers the agent's token into kube-system, whatever the manifests say.</summary>
    public static RelocationRules Default { get; } = new(["aad-msi-auth-token"], [], []);

    /// <summary>The rules of a file beside the defaults; null with a diagnostic where it cannot be read.</summary>
    public static RelocationRules? Read(string file, string text, DiagnosticBag diagnostics)
    {
        var bag = new DiagnosticBag();
        var document = YamlReader.ReadMap(file, text, bag);
        var spec = document is null ? null : ((YamlMap)Load.Shapes.Migration.Check(document, "", bag)).Map("spec");
        var decisions = spec?.List("decisions").OfType<YamlMap>().Select(map => Decide(map, bag)).OfType<Decision>().ToImmutableArray();
        diagnostics.AddAll(bag);
        if (bag.HasErrors || spec is null)
            return null;
        return new RelocationRules(
            Default.Outside.Union(spec.Texts("outside").Select(name => name.Text)),
            [.. spec.Texts("skip").Select(pattern => pattern.Text)],
            decisions!.Value
        );
    }

    /// <summary>The mentions with what was decided on them; a decision that is for none of them is reported.</summary>
    public ImmutableArray<Occurrence> Apply(ImmutableArray<Occurrence> occurrences, DiagnosticBag diagnostics)
    {
        foreach (var decision in Decisions.Where(decision => !occurrences.Any(one => decision.IsFor(one) && IsOpen(one))))
            diagnostics.Add(Messages.DecisionUnused(decision.At, decision.ToString()));
        return
        [
            .. occurrences.Select(one =>
                IsOpen(one) && Decisions.FirstOrDefault(decision => decision.IsFor(one)) is { } decided ? With(one, decided) : one
            ),
        ];
    }

    // What is no mention of the namespace nobody can decide to move.
    private static bool IsOpen(Occurrence one) => one.Judgement.Category is not (Category.LongerName or Category.NamespaceObject);

    private static Occurrence With(Occurrence one, Decision decided) =>
        one with
        {
            Judgement = one.Judgement with { Verdict = decided.Verdict, Evidence = $"Decided: {decided.Reason}" },
        };

    private static Decision? Decide(YamlMap map, DiagnosticBag diagnostics)
    {
        var (place, group) = (map.Scalar("at"), map.Scalar("group"));
        if (place is null == group is null)
        {
            diagnostics.Add(Messages.DecisionForNothing(map.At));
            return null;
        }

        if (!Enum.TryParse<Verdict>(map.Text("verdict"), ignoreCase: true, out var verdict))
            return null;
        var (path, line) = place?.Text.LastIndexOf(':') is > 0 and var colon
            ? (place.Text[..colon], int.TryParse(place.Text[(colon + 1)..], out var number) ? number : 0)
            : (null, 0);
        return new Decision(map.At, group?.Text, path, line, verdict, map.Text("reason") ?? "");
    }
}
