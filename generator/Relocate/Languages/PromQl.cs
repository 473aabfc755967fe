using System.Globalization;

namespace GitOpsGen.Relocate.Languages;

/// <summary>One PromQL expression, read once for all its mentions.</summary>
public sealed class PromQl
{
    // A component's own metrics bear its name and come from nobody else.
    private static readonly string[] OwnMetrics = ["coredns_", "kubeproxy_", "etcd_", "kubedns_"];

    // More selectors in one join than this are no query that a person wrote.
    private const int Most = 200;

    // A longer text is a file, not one expression: reading all of it for every mention would be quadratic.
    private const int Longest = 64_000;

    private readonly Lazy<string> fingerprint;
    private readonly List<PromToken> comments;
    private readonly List<PromSelectorNode> selectors;

    private PromQl(string text)
    {
        fingerprint = new Lazy<string>(() => Fingerprint(text));
        var tokens = PromTokens.Read(text);
        comments = [.. tokens.Where(token => token.Kind == PromKind.Comment)];
        selectors =
        [
            .. PromParser
                .Parse(text, [.. tokens.Where(token => token.Kind != PromKind.Comment)])
                .Selectors()
                .OrderBy(node => node.Selector.Start),
        ];
    }

    public static PromQl Parse(string text) => new(text);

    /// <summary>Takes an expression, or a longer text with one in it: of that, the selector around the offset is read.</summary>
    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        if (text.Length <= Longest && Parse(text).Judge(offset, request, inventory) is { } judged)
            return judged;
        return PromShape.Snippet(text, offset) is { } snippet
            ? Parse(text[snippet.Start..snippet.End]).Judge(offset - snippet.Start, request, inventory)
            : null;
    }

    /// <summary>Whether the text around the offset has the form of a selector: for documents, where no key says so.</summary>
    public static bool LooksLikePromQl(string text, int offset) => PromShape.IsMatcher(text, offset);

    /// <summary>Null where the offset is in no matcher: LogQL, KQL or SQL perhaps, or a label of a legend.</summary>
    public Judgement? Judge(int offset, RelocationRequest request, Inventory inventory)
    {
        if (comments.Exists(one => one.Start <= offset && offset < one.End))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment of the query");
        if (At(offset) is not { } node || node.Selector.At(offset) is not { } mention)
            return null;
        if (
            PromLabels.Plain(mention.Label).Contains("namespace", StringComparison.Ordinal) is false
            && SmallLanguages.Judge(mention.Value, offset - mention.Start, request, inventory) is { } named
        )
            return named with { Category = Category.Query };
        var own = Own(node, mention, request, inventory);
        return PromJoin.Outermost(node, mention.Label) is { } join ? Together(join, mention, own, request, inventory) : own;
    }

    private PromSelectorNode? At(int offset)
    {
        var (low, high) = (0, selectors.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < selectors[middle].Selector.Start)
                high = middle - 1;
            else if (offset >= selectors[middle].Selector.End)
                low = middle + 1;
            else
                return selectors[middle];
        }

        return null;
    }

    private static Judgement Own(PromSelectorNode node, PromMatcher mention, RelocationRequest request, Inventory inventory)
    {
        var offer = $"; while both run, {mention.Label}=~\"{request.From}|{request.To}\" shows both";
        if (mention.IsNegative)
            return new Judgement(
                Verdict.Review,
                Category.Query,
                $"The query leaves out {request.From}: whether {request.To} is to be left out too, a person decides"
            );
        if (!PromLabels.IsNamespace(mention.Label))
            return new Judgement(Verdict.Review, Category.Query, $"The label {mention.Label} holds no namespace");
        var evidence = new NameEvidence(request, inventory);
        foreach (var matcher in node.Selector.Matchers)
            PromLabels.AddEvidence(node.Selector, matcher, mention, evidence);
        if (!evidence.Known)
            PromJoin.AddJoined(node, mention, evidence);
        if (
            !evidence.Known
            && OwnMetrics.FirstOrDefault(prefix => node.Selector.Metric.StartsWith(prefix, StringComparison.Ordinal)) is { } own
        )
        {
            return new Judgement(Verdict.Keep, Category.Query, $"{node.Selector.Metric} is a metric of {own.TrimEnd('_')}, which stays");
        }

        return evidence.Judge(Category.Query, "Nothing in the selector says which object is meant", more: offer);
    }

    // Both sides of a join have the same namespace or no result.
    private Judgement Together(PromBinary join, PromMatcher mention, Judgement own, RelocationRequest request, Inventory inventory)
    {
        if (join.Selectors().Skip(Most).Any())
            return own with { Verdict = Verdict.Review, Evidence = "A join of too many selectors to judge" };
        var all = join.Selectors()
            .SelectMany(node =>
                Mentions(node, request.From)
                    .Where(one => one.Label == mention.Label || join.Joins(one.Label))
                    .Select(one => ReferenceEquals(one, mention) ? own : Own(node, one, request, inventory))
            )
            .ToList();
        if (all.Count < 2)
            return own;
        var group = $"join:{fingerprint.Value}:{join.Selectors().Min(node => node.Selector.Start).ToString(CultureInfo.InvariantCulture)}";
        if (all.TrueForAll(one => one.Verdict == own.Verdict))
            return own with { Group = group };
        var other = all.Find(one => one.Verdict != Verdict.Move) ?? own;
        return new Judgement(
            Verdict.Review,
            Category.Query,
            $"Joined by {mention.Label} with a selector that cannot move with it: {other.Evidence}",
            group
        );
    }

    private static IEnumerable<PromMatcher> Mentions(PromSelectorNode node, string from) =>
        node.Selector.Matchers.Where(one => one.Value.Contains(from, StringComparison.Ordinal));

    // The same in every process, unlike the hash codes of the runtime.
    private static string Fingerprint(string text)
    {
        var hash = 2166136261u;
        foreach (var one in text)
            hash = (hash ^ one) * 16777619u;
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
