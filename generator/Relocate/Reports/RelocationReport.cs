using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Relocate.Reports;

/// <summary>
/// The report on a plan, as sections. It is computed from the files each time; nothing in it is canned but the names of the issues.
/// </summary>
/// <param name="paths">Every text file that was searched.</param>
/// <param name="manifests">The same objects, those of plain YAML, with all that is in them.</param>
/// <param name="read">The bytes of one.</param>
/// <param name="inventory">The objects that they declare.</param>
public sealed class RelocationReport(
    RelocationRequest request,
    IReadOnlyList<Occurrence> occurrences,
    IReadOnlyList<string> paths,
    Inventory inventory,
    Manifests manifests,
    Func<string, byte[]> read
)
{
    private readonly Dictionary<string, int> kinds = inventory
        .Declared.GroupBy(one => one.Id.Kind, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    // More in one list would not be read; the JSON has all.
    private const int Shown = 50;

    public string Title => $"Move from {request.From} to {request.To}";

    /// <summary>How the usual search-and-replace lists would have done.</summary>
    public ImmutableArray<ReplacementScore> Replacements => new PlainReplacement(request.From).Score(occurrences, read);

    /// <summary>What goes on in the old namespace whatever the manifests say.</summary>
    public ImmutableArray<RemainingReference> Remainders => new BeyondManifests(request, Accounts()).Find(occurrences, paths, read);

    public ImmutableArray<KnownIssue> KnownIssues =>
        Reports.KnownIssues.Of(request, occurrences, kinds, LeftBehind.Find(manifests, inventory));

    public IEnumerable<Section> Sections()
    {
        yield return Summary();
        yield return Categories();
        foreach (var section in Verdicts())
            yield return section;
        yield return Reviews();
        yield return Plain();
        yield return Beyond();
        yield return Issues();
    }

    private Section Summary() =>
        new(
            "Summary",
            new Block.Table(
                ["verdict", "mentions", "files"],
                [
                    Row("move, edited by apply", one => one.Judgement.Verdict == Verdict.Move && one.Edit),
                    Row("move, not edited", one => one.Judgement.Verdict == Verdict.Move && !one.Edit),
                    Row("keep", one => one.Judgement.Verdict == Verdict.Keep),
                    Row("review", one => one.Judgement.Verdict == Verdict.Review),
                ]
            )
        );

    private ImmutableArray<string> Row(string name, Func<Occurrence, bool> which)
    {
        var some = occurrences.Where(which).ToList();
        return [name, $"{some.Count}", $"{some.Select(one => one.Path).Distinct(StringComparer.Ordinal).Count()}"];
    }

    private Section Categories() =>
        new(
            "By risk and category",
            new Block.Table(
                ["risk", "category", "move", "keep", "review"],
                [
                    .. occurrences
                        .GroupBy(one => one.Judgement.Category)
                        .OrderBy(same => RelocationRisks.Of(same.Key))
                        .ThenBy(same => same.Key)
                        .Select(same =>
                            ImmutableArray.Create(
                                KebabCase.Of(RelocationRisks.Of(same.Key)),
                                KebabCase.Of(same.Key),
                                Count(same, Verdict.Move),
                                Count(same, Verdict.Keep),
                                Count(same, Verdict.Review)
                            )
                        ),
                ]
            ),
            new Block.Items([.. Enum.GetValues<RelocationRisk>().Select(risk => $"{KebabCase.Of(risk)}: {RelocationRisks.Meaning(risk)}")])
        );

    private static string Count(IEnumerable<Occurrence> some, Verdict verdict) => $"{some.Count(one => one.Judgement.Verdict == verdict)}";

    private IEnumerable<Section> Verdicts()
    {
        foreach (var risk in Enum.GetValues<RelocationRisk>())
        {
            var decided = occurrences
                .Where(one => RelocationRisks.Of(one.Judgement.Category) == risk && one.Judgement.Verdict != Verdict.Review)
                .ToList();
            if (decided.Count > 0)
                yield return new Section($"What moves and what stays, risk {KebabCase.Of(risk)}", [.. Lists(decided)]);
        }
    }

    private static IEnumerable<Block> Lists(IEnumerable<Occurrence> decided)
    {
        foreach (
            var same in decided
                .GroupBy(one => (one.Judgement.Category, one.Judgement.Verdict))
                .OrderBy(same => same.Key.Category)
                .ThenBy(same => same.Key.Verdict)
        )
        {
            yield return new Block.Words($"{KebabCase.Of(same.Key.Category)}, {KebabCase.Of(same.Key.Verdict)}:");
            yield return List([.. same]);
        }
    }

    private Section Reviews()
    {
        var open = occurrences
            .Where(one => one.Judgement.Verdict == Verdict.Review)
            .OrderBy(one => RelocationRisks.Of(one.Judgement.Category))
            .ToList();
        return open.Count == 0
            ? new Section("Open reviews", new Block.Words("None: everything is decided."))
            : new Section(
                "Open reviews",
                List(open, int.MaxValue),
                new Block.Words("Decide them in migration.yaml, each as move or keep:"),
                new Block.Code("yaml", Decisions.Snippet(open))
            );
    }

    private Section Plain() => new("What plain search-and-replace would have done here", [.. Replacements.SelectMany(Blocks)]);

    private static IEnumerable<Block> Blocks(ReplacementScore score)
    {
        yield return new Block.Words(
            $"{score.Name}: {score.Right} right, {score.Breaks.Length} broken, {score.Unasked.Length} edited unasked, "
                + $"{score.Missed.Length} missed."
        );
        foreach (var (words, some) in new[] { ("It would have broken:", score.Breaks), ("It would have missed:", score.Missed) })
        {
            if (some.IsEmpty)
                continue;
            yield return new Block.Words(words);
            yield return List(some);
        }
    }

    private Section Beyond()
    {
        var found = Remainders;
        return new Section(
            "What manifests alone cannot move",
            found.IsEmpty
                ?
                [
                    new Block.Words(
                        "Nothing of the kind was found in these files. Images can write the old namespace all the same: look "
                            + "at the logs after the move."
                    ),
                ]
                :
                [
                    .. found
                        .GroupBy(one => (one.Consequence, one.Check))
                        .SelectMany(group =>
                            new Block[]
                            {
                                new Block.Words(group.Key.Consequence),
                                new Block.Items(Cut([.. group.Select(one => $"{one.Path}:{one.Line}: {one.What}")], Shown)),
                                new Block.Code("bash", group.Key.Check),
                            }
                        ),
                ]
        );
    }

    private IReadOnlyList<string> Accounts() =>
        [
            .. inventory
                .Declared.Select(one => one.Id)
                .Where(id =>
                    id.Kind == "ServiceAccount"
                    && !id.Name.Contains('*', StringComparison.Ordinal)
                    && inventory.Of(id.Name) == RelocationStatus.Moves
                )
                .Select(id => id.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private Section Issues() =>
        new(
            "Known issues, and how to see each",
            [
                .. KnownIssues.SelectMany(issue =>
                    new Block[]
                    {
                        new Block.Words($"{issue.Name}: {issue.Symptom}. Here: {issue.Here}."),
                        new Block.Code("bash", string.Join('\n', issue.Check)),
                    }
                ),
            ]
        );

    private static Block.Items List(IReadOnlyList<Occurrence> some, int limit = Shown) =>
        new(
            Cut(
                [
                    .. some.Select(one =>
                        $"{one.Path}:{one.Line}: {one.Judgement.Evidence}{(one.Judgement.Group is { } group ? $" (group {group})" : "")}"
                    ),
                ],
                limit
            )
        );

    private static ImmutableArray<string> Cut(IReadOnlyList<string> texts, int limit) =>
        texts.Count <= limit ? [.. texts] : [.. texts.Take(limit), $"… and {texts.Count - limit} more; --output json has all of them"];
}
