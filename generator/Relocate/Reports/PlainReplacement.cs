using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Reports;

/// <summary>What a list of search patterns would have done here, held against the verdicts.</summary>
/// <param name="Right">Mentions that move, and that it edits.</param>
/// <param name="Breaks">Mentions that stay, and that it edits all the same.</param>
/// <param name="Unasked">Comments, prose and what a person has to decide: it edits them without asking.</param>
/// <param name="Missed">Mentions that move, and that it does not find.</param>
public sealed record ReplacementScore(
    string Name,
    int Right,
    ImmutableArray<Occurrence> Breaks,
    ImmutableArray<Occurrence> Unasked,
    ImmutableArray<Occurrence> Missed
);

/// <summary>Runs the usual search-and-replace lists over the files, without writing anything.</summary>
public sealed class PlainReplacement(string from)
{
    // Long enough for any file that people write; what takes longer finds nothing.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly ImmutableArray<Regex> patterns =
    [
        .. Patterns(Regex.Escape(from)).Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, TimeLimit)),
    ];

    /// <summary>The four texts and three expressions of the usual list, and replacing everything.</summary>
    /// <param name="read">The bytes of a file.</param>
    public ImmutableArray<ReplacementScore> Score(IReadOnlyList<Occurrence> occurrences, Func<string, byte[]> read)
    {
        var found = occurrences
            .GroupBy(occurrence => occurrence.Path, StringComparer.Ordinal)
            .SelectMany(file => Found(file, read))
            .ToHashSet();
        return [Score("the usual list of patterns", occurrences, found.Contains), Score("replacing every mention", occurrences, _ => true)];
    }

    private static ReplacementScore Score(string name, IReadOnlyList<Occurrence> occurrences, Func<Occurrence, bool> edits)
    {
        var edited = occurrences.Where(edits).ToList();
        return new ReplacementScore(
            name,
            edited.Count(occurrence => occurrence.Judgement.Verdict == Verdict.Move),
            [.. edited.Where(occurrence => occurrence.Judgement.Verdict == Verdict.Keep && !IsWords(occurrence))],
            [
                .. edited.Where(occurrence =>
                    occurrence.Judgement.Verdict == Verdict.Review || (occurrence.Judgement.Verdict == Verdict.Keep && IsWords(occurrence))
                ),
            ],
            [.. occurrences.Where(occurrence => occurrence.Judgement.Verdict == Verdict.Move && !edits(occurrence))]
        );
    }

    // Changed words break nothing.
    private static bool IsWords(Occurrence occurrence) => occurrence.Judgement.Category is Category.Comment or Category.Prose;

    // One character for each byte, so that places in the text are the offsets.
    private IEnumerable<Occurrence> Found(IEnumerable<Occurrence> file, Func<string, byte[]> read)
    {
        var occurrences = file.ToList();
        var text = Encoding.Latin1.GetString(read(occurrences[0].Path));
        var edited = patterns.SelectMany(pattern => Edited(pattern, text)).ToHashSet();
        return occurrences.Where(occurrence => edited.Contains(occurrence.Offset));
    }

    // Each pattern has the name once, and last.
    private List<int> Edited(Regex pattern, string text)
    {
        try
        {
            return [.. pattern.Matches(text).Select(match => match.Index + match.Value.LastIndexOf(from, StringComparison.Ordinal))];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Patterns(string name) =>
        [
            $"namespace: {name}",
            $"  - kind: ServiceAccount\r?\n    name: ama-metrics-serviceaccount\r?\n    namespace: {name}",
            $"\\(lookup \"apps/v1\" \"Deployment\" \"{name}\"",
            $"--secret-namespace={name}",
            $"namespace:[ \\t\\r\\n]+{name}",
            "subjects:[ \\t\\r\\n]*\\n[ \\t\\r\\n]*-[ \\t\\r\\n]*kind:[ \\t\\r\\n]*ServiceAccount[ \\t\\r\\n]*\\n[ "
                + $"\\t\\r\\n]*name:[ \\t\\r\\n]*ama-metrics.*\\n[ \\t\\r\\n]*namespace:[ \\t\\r\\n]*{name}",
            $"lookup[ \\t\\r\\n]+\"[^\"]+\"[ \\t\\r\\n]+\"[^\"]+\"[ \\t\\r\\n]+\"{name}\"",
        ];
}
