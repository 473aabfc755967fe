using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate;

/// <summary>Which rules are judged by: an id (<c>PROM-001</c>), or what ids begin with (<c>PROM</c>). None: by all.</summary>
public sealed record RuleChoice(ImmutableArray<string> Names)
{
    public static RuleChoice All { get; } = new([]);

    public bool Contains(string id) => Names.IsEmpty || Names.Any(name => Means(name, id));

    public bool ContainsAny(RuleSet set) => set.Catalogue.Any(rule => Contains(rule.Id));

    /// <summary>A name that no rule has is the caller's mistake.</summary>
    public void Check(IReadOnlyCollection<string> ids, DiagnosticBag diagnostics)
    {
        foreach (var name in Names.Where(name => !ids.Any(id => Means(name, id))))
            diagnostics.Add(Messages.UnknownRule(null, name, ids).OfArgument($"--rule {name}"));
    }

    private static bool Means(string name, string id) =>
        id.Equals(name, StringComparison.OrdinalIgnoreCase) || id.StartsWith($"{name}-", StringComparison.OrdinalIgnoreCase);
}
