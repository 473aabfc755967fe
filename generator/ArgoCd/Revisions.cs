using System.Collections.Immutable;

namespace GitOpsGen.ArgoCd;

/// <summary>Which revision of each of its sources something is of.</summary>
/// <param name="Repositories">Of the sources, in their order.</param>
/// <param name="Single">Where there is one source.</param>
/// <param name="Each">Where there are several: in the order of the sources.</param>
public sealed record Revisions(ImmutableArray<string> Repositories, string Single, ImmutableArray<string> Each)
{
    public static Revisions None { get; } = new([], "", []);

    /// <summary>Those of the sources that are one repository; empty texts where one has none.</summary>
    public IEnumerable<string> Of(Func<string, bool> isRepository) =>
        Repositories
            .Select((repository, index) => (repository, Revision: index < Each.Length ? Each[index] : Single))
            .Where(pair => isRepository(pair.repository))
            .Select(pair => pair.Revision)
            .Distinct(StringComparer.Ordinal);
}
