using System.Text;
using GitOpsGen.Check.Rules;

namespace GitOpsGen.Validate.Writers;

/// <summary>Every rule in a line, set by set.</summary>
public static class RuleList
{
    public static string Write(IEnumerable<RuleSet> sets)
    {
        var text = new StringBuilder();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            var rules = set.Catalogue.Where(rule => told.Add(rule.Id)).ToList();
            if (rules.Count == 0)
                continue;
            text.Append($"{(text.Length == 0 ? "" : "\n")}{set.Title}\n");
            foreach (var rule in rules)
                text.Append($"  {rule.Id}  {string.Join('|', rule.Severities.Select(Words.Of))}: {rule.Summary}\n");
        }

        return $"{text}\nEach has a page: docs/rules/<id>.md\n";
    }
}
