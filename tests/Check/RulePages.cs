using System.Collections.Immutable;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Tests.Check;

/// <summary>The pages of docs/rules/ as the catalogue has them: one for all rules, one for each.</summary>
internal static class RulePages
{
    public static ImmutableSortedDictionary<string, string> All { get; } =
        RuleCatalogue
            .Sets.SelectMany(set => set.Catalogue.Select(rule => (Name: $"{rule.Id}.md", Text: Page(set, rule))))
            .Append((Name: "README.md", Text: Index()))
            .ToImmutableSortedDictionary(page => page.Name, page => page.Text, StringComparer.Ordinal);

    private static string Index() =>
        """
            # Rules

            What `render` holds every change to, by the id that stands in its findings. These pages are made from the rules themselves; a test holds them
            to it.

            """ + string.Concat(RuleCatalogue.Sets.Select(Table));

    private static string Table(RuleSet set) =>
        $"""

            ## {set.Title}

            | rule | a finding is | what it holds |
            |---|---|---|

            """ + string.Concat(set.Catalogue.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Severities(rule)} | {rule.Summary} |\n"));

    private static string Page(RuleSet set, Rule rule) =>
        $"""
            # {rule.Id}

            {rule.Summary}

            A finding is {Severities(rule)}. [{set.Title}, and all other rules](README.md)

            ## Why

            {rule.Why}

            ## How to mend it

            {rule.Mend}

            """;

    private static string Severities(Rule rule) => string.Join(" or ", rule.Severities.Select(Word));

    private static string Word(Severity severity) =>
        severity == Severity.Error ? "an error" : $"a {severity.ToString().ToLowerInvariant()}";
}
