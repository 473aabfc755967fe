using System.Collections.Frozen;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;

namespace GitOpsGen.Validate;

/// <summary>The ids of all rules.</summary>
public static class RuleSets
{
    /// <summary>Who has an id.</summary>
    public static IReadOnlyDictionary<string, string> Owners { get; } =
        RuleCatalogue
            .Sets.SelectMany(set => set.Catalogue)
            .DistinctBy(rule => rule.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(rule => rule.Id, _ => "a rule of gitopsgen", StringComparer.Ordinal);

    public static bool IsRule(string code) => Owners.ContainsKey(code);

    /// <param name="custom">A fleet's own rules.</param>
    public static IReadOnlyCollection<string> Ids(RuleSet custom) =>
        [.. Owners.Keys.Concat(custom.Catalogue.Select(rule => rule.Id)).Order(StringComparer.Ordinal)];
}
