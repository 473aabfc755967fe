using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Sync;

/// <summary>The syncs that a change of an Application opens. A rule lets something go wrong in them, and looks what Argo CD does.</summary>
public sealed class SyncWalks(ApplicationChange change)
{
    private readonly ObjectReader reader = new(change.Project, change.Server, change.Namespace, change.Scopes, hasApplicationHealth: false);

    public ApplicationChange Change => change;

    /// <summary>The sync of an empty cluster.</summary>
    public SyncOperation First => Operation(Manifests.None, change.Rendered);

    /// <summary>The sync from what is committed.</summary>
    public SyncOperation ThisChange => Operation(change.Committed, change.Rendered);

    /// <summary>The sync after this change is reverted.</summary>
    public SyncOperation Back => Operation(change.Rendered, change.Committed);

    /// <summary>Every way, each with the words of messages; a new Application has only the first.</summary>
    public IEnumerable<(string Way, SyncOperation Operation)> All()
    {
        yield return ("first sync", First);
        if (change.Committed.Objects.IsEmpty)
            yield break;
        yield return ("this change", ThisChange);
        yield return ("way back", Back);
    }

    /// <summary>The same operation with other behaviours of one object.</summary>
    public static SyncOperation With(SyncOperation operation, string id, params HealthStatus[] health) =>
        operation with
        {
            Targets =
            [
                .. operation.Targets.Select(one =>
                    one.Id == id ? one with { Behaviour = one.Behaviour with { Health = [.. health] } } : one
                ),
            ],
        };

    private SyncOperation Operation(Manifests live, Manifests target) =>
        new()
        {
            Application = new()
            {
                Namespace = change.Namespace,
                Options = change.Options,
                MayCreateNamespace = change.Project?.PermitsClusterKind("Namespace", change.Namespace) != false,
            },
            Targets = [.. target.Objects.Select(reader.Read)],
            Live = [.. Live(live, target)],
            Prune = change.Prunes,
        };

    // The hooks of a sync before this one are gone or in nobody's way.
    private IEnumerable<LiveObject> Live(Manifests live, Manifests target) =>
        live
            .Objects.Where(manifest => HookAnnotations.Types(manifest).IsEmpty)
            .Select(manifest => new LiveObject(reader.Read(manifest)) { IsChanged = IsChanged(manifest, target) });

    private static bool IsChanged(Manifest manifest, Manifests target) =>
        target.Find(manifest.Id) is { } wanted && !NodeEquality.Same(manifest.Document, wanted.Document);
}
