using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Contents;

/// <summary>What comes of looking for an object that another names: it, or who may have it unseen, or neither.</summary>
/// <param name="Near">The name that was probably meant.</param>
internal readonly record struct Found(Manifest? Object, UnseenPart? Unseen, string? Near)
{
    public static Found In(ClusterContents contents, string groupKind, string space, string name)
    {
        var slash = groupKind.IndexOf('/', StringComparison.Ordinal);
        var id = new ObjectId(slash < 0 ? "" : groupKind[..slash], groupKind[(slash + 1)..], space, name);
        return contents.Objects.Find(id) is { } found
            ? new Found(found, null, null)
            : new Found(
                null,
                contents.MayHave(groupKind, space),
                Nearest.To(name, contents.OfKind(groupKind).Where(one => one.Namespace == space).Select(one => one.Name))
            );
    }
}
