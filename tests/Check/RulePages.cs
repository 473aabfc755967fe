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
            .Sets.SelectMany(set => New(set).Select(rule => (Name: $"{rule.Id}.md", Text: Page(set, rule))))
            .Append((Name: "README.md", Text: Index()))
            .ToImmutableSortedDictionary(page => page.Name, page => page.Text, StringComparer.Ordinal);

    private static string Index() =>
        """
            # Rules

            What `render` holds every change to, and `validate` what it is given, by the id that stands in its findings. These pages are made from the
            rules themselves; a test holds them to it.

            """ + string.Concat(RuleCatalogue.Sets.Where(set => New(set).Any()).Select(Table));

    // What an earlier set has under the same id is the same rule, asked of another subject.
    private static IEnumerable<Rule> New(RuleSet set) =>
        set.Catalogue.ExceptBy(RuleCatalogue.Sets.TakeWhile(other => other != set).SelectMany(other => other.Catalogue).Select(Id), Id);

    private static string Id(Rule rule) => rule.Id;

    private static string Table(RuleSet set) =>
        $"""

            ## {set.Title}

            | rule | a finding is | what it holds |
            |---|---|---|

            """ + string.Concat(New(set).Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Severities(rule)} | {rule.Summary} |\n"));

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
