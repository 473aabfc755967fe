using GitOpsGen.Files;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Pipeline;

/// <summary>What some clusters hold, not read yet.</summary>
/// <param name="Name">As <see cref="ClusterContents.Name"/>.</param>
/// <param name="Digest">Stands for all that it is made of: where it is equal, everything is.</param>
/// <param name="ReadEach">
/// Reads it anew each time. Gives each part, as contents of its own, to whoever wants to see it while its objects are at hand as they were
/// read; several at once, in no order.
/// </param>
public sealed record ContentsSource(string Name, string Digest, Func<Action<ClusterContents>, ClusterContents> ReadEach)
{
    public ClusterContents Read() => ReadEach(_ => { });

    /// <summary>The step of the rollout that the clusters belong to; null where they belong to none.</summary>
    public string? Wave { get; init; }

    /// <param name="contents">Without its parts.</param>
    /// <param name="inputs">What the parts are made of.</param>
    public static string DigestOf(ClusterContents contents, IEnumerable<string> inputs) =>
        Files.Digest.OfText(
            string.Join(
                '\n',
                [
                    contents.Name,
                    contents.KubernetesVersion ?? "",
                    $"{contents.AsOf:O}",
                    .. contents.Features.Order(StringComparer.Ordinal),
                    .. contents.Unseen.SelectMany(part =>
                        part.Kinds.Concat(part.Namespaces).Order(StringComparer.Ordinal).Prepend($"\t{part.What}: {part.Why}")
                    ),
                    .. contents.Outputs.Select(output => $"{output.Key}\n{output.Value}"),
                    "",
                    .. inputs,
                ]
            )
        );
}
