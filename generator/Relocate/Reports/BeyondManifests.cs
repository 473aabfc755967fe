using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Reports;

/// <summary>Something that goes on in the old namespace whatever the manifests say.</summary>
/// <param name="What">What is there.</param>
/// <param name="Consequence">What comes of it.</param>
/// <param name="Check">How to see whether it is so.</param>
public sealed record RemainingReference(string Path, int Line, string What, string Consequence, string Check);

/// <summary>
/// Finds what no edit of a manifest can move: names inside images, code, and what deliberately stays behind and must be reached from afar.
/// </summary>
/// <param name="accounts">The names of the ServiceAccounts that move.</param>
public sealed partial class BeyondManifests(RelocationRequest request, IReadOnlyList<string> accounts)
{
    private const int LongestImage = 300;

    /// <param name="paths">Every text file that was searched.</param>
    public ImmutableArray<RemainingReference> Find(
        IReadOnlyList<Occurrence> occurrences,
        IEnumerable<string> paths,
        Func<string, byte[]> read
    ) =>
        [
            .. paths.Where(MayNameImages).SelectMany(path => Images(path, Encoding.UTF8.GetString(read(path)))),
            .. Code(occurrences),
            .. Reached(occurrences),
        ];

    // The agent's images are known to write the old namespace themselves, older tags at least.
    private IEnumerable<RemainingReference> Images(string path, string text) =>
        Agent()
            .Matches(text)
            .Where(match => match.Length < LongestImage)
            .DistinctBy(match => match.Value, StringComparer.Ordinal)
            .Select(match => new RemainingReference(
                path,
                text.AsSpan(0, match.Index).Count('\n') + 1,
                match.Value,
                $"Images of the agent may write '{request.From}' themselves: the address of the target allocator, the names in "
                    + "its server certificate, and the namespace of both TLS Secrets. Editing manifests does not change that; take a "
                    + "tag that is known to read its namespace, or bridge the old Service.",
                $"kubectl -n {request.To} logs deploy/ama-metrics --all-containers | grep -F {request.From}"
            ));

    private IEnumerable<RemainingReference> Code(IReadOnlyList<Occurrence> occurrences) =>
        occurrences
            .Where(occurrence =>
                occurrence
                    is {
                        Judgement: { Verdict: Verdict.Move, Category: Category.Code or Category.Pipeline },
                        Edit: false,
                        IsGenerated: false
                    }
            )
            .Select(occurrence => new RemainingReference(
                occurrence.Path,
                occurrence.Line,
                occurrence.Judgement.Evidence,
                $"This code is not edited, and what is built from it acts on '{request.From}' until it is changed and released.",
                $"git grep -n -F {request.From}"
            ));

    // An argument that rightly stays names something in the old namespace that the pods need from the new one.
    private IEnumerable<RemainingReference> Reached(IReadOnlyList<Occurrence> occurrences) =>
        occurrences
            .Where(occurrence =>
                occurrence.Judgement is { Verdict: Verdict.Keep, Category: Category.Argument or Category.EnvironmentVariable }
            )
            .Select(occurrence => new RemainingReference(
                occurrence.Path,
                occurrence.Line,
                occurrence.Judgement.Evidence,
                "What stays is reached by the moved pods across namespaces: their ServiceAccount needs the right to read it in "
                    + $"'{request.From}', and no policy may stand between.",
                string.Join(
                    '\n',
                    accounts
                        .DefaultIfEmpty("<ServiceAccount>")
                        .Select(account =>
                            $"kubectl auth can-i get {Secret(occurrence)} -n {request.From} "
                            + $"--as=system:serviceaccount:{request.To}:{account}"
                        )
                )
            ));

    // The planner groups an argument with what grants access to its Secret.
    private static string Secret(Occurrence occurrence) =>
        occurrence.Judgement.Group is ['t', 'o', 'k', 'e', 'n', ':', .. var name] ? $"secret/{name}" : "secrets";

    private static bool MayNameImages(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal)
        || path.EndsWith(".yml", StringComparison.Ordinal)
        || path.EndsWith(".tpl", StringComparison.Ordinal)
        || path.EndsWith(".json", StringComparison.Ordinal);

    [GeneratedRegex("[A-Za-z0-9.:/_-]*prometheus-collector/images[A-Za-z0-9.:/_@-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Agent();
}
