using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>REF-017: an object of a cluster has one owner.</summary>
internal static class SharedObjectRules
{
    public static Rule<ClusterContents> Owners { get; } =
        new("REF-017", "No object is rendered by two apps of a cluster.", Check)
        {
            Why =
                "Argo CD refuses the sync of the second one: Applications are applied with FailOnSharedResource=true, since two that apply "
                + "the same object take it from each other for ever, and the one that goes first deletes it.",
            Mend = "Leave it to one app, and let the other say `requires`; or give one of the two another name.",
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var owners = new Dictionary<(string Kind, string Space, string Name), string>();
        foreach (var part in contents.Parts.Where(part => part.App.Length > 0))
        foreach (var manifest in part.Objects.Objects.Where(manifest => manifest.Name.Length > 0))
        {
            var id = (manifest.GroupKind, manifest.Namespace, manifest.Name);
            if (!owners.TryAdd(id, part.App) && owners[id] != part.App)
                findings.Fail(Messages.ObjectShared(manifest.Document.At, manifest.ToString(), part.App, owners[id]));
        }
    }
}
