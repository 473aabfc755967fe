using System.Collections.Immutable;

namespace GitOpsGen.ArgoCd;

/// <summary>A source of an Application: a folder of a repository, or a chart.</summary>
/// <param name="Chart">Empty where it is none.</param>
/// <param name="Target">The revision that it follows; of a chart its version.</param>
public sealed record ApplicationSource(string Repository, string Chart, string Target);

/// <summary>Which revision of each of its sources something is of.</summary>
/// <param name="Sources">In their order.</param>
/// <param name="Single">Where there is one source.</param>
/// <param name="Each">Where there are several: in the order of the sources.</param>
public sealed record Revisions(ImmutableArray<ApplicationSource> Sources, string Single, ImmutableArray<string> Each)
{
    public static Revisions None { get; } = new([], "", []);

    /// <summary>Those of the sources that are one repository; empty texts where one has none.</summary>
    public IEnumerable<string> Of(Func<string, bool> isRepository) =>
        Sources
            .Select((source, index) => (source, Revision: index < Each.Length ? Each[index] : Single))
            .Where(pair => pair.source.Chart.Length == 0 && isRepository(pair.source.Repository))
            .Select(pair => pair.Revision)
            .Distinct(StringComparer.Ordinal);
}
