using System.Collections.Concurrent;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>Matchers and patterns held against values, as far as .NET reads a pattern as Go does; null is "nobody can tell".</summary>
internal static class Matching
{
    // Patterns are compiled once; the same few stand in thousands of rules.
    private static readonly ConcurrentDictionary<string, Re2Pattern?> Patterns = new(StringComparer.Ordinal);

    private const int MostPatterns = 4096;

    public static bool? Anchored(string pattern, string value)
    {
        if (Patterns.Count > MostPatterns)
            Patterns.Clear();
        return Patterns.GetOrAdd(pattern, Re2Pattern.Of)?.Matches(value);
    }

    public static bool? Matches(LabelMatcher matcher, string value) =>
        matcher.Type switch
        {
            MatcherType.Equal => matcher.Value == value,
            MatcherType.NotEqual => matcher.Value != value,
            MatcherType.Matches => Anchored(matcher.Value, value),
            _ => !Anchored(matcher.Value, value),
        };
}
