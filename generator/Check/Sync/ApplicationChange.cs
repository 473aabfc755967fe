using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Sync;

/// <summary>One Application in one cluster, as it is committed and as this render would have it.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="At">Where a person would change it.</param>
public sealed record ApplicationChange(string Name, Position At)
{
    /// <summary>destination.server.</summary>
    public string Server { get; init; } = "";

    /// <summary>destination.namespace.</summary>
    public string Namespace { get; init; } = "";

    public SyncOptions Options { get; init; } = SyncOptions.None;

    /// <summary>Null: the Application is synced by hand.</summary>
    public AutomatedPolicy? Automated { get; init; }

    /// <summary>What is live; none for a new Application.</summary>
    public Manifests Committed { get; init; } = Manifests.None;

    public Manifests Rendered { get; init; } = Manifests.None;

    /// <summary>The project as this render would have it; null when it is not known.</summary>
    public ProjectPermissions? Project { get; init; }

    /// <summary>What is known of the kinds of its objects.</summary>
    public KindScopes Scopes { get; init; } = KindScopes.BuiltIn;

    /// <summary>Whether a sync prunes; one that a person starts is taken to.</summary>
    public bool Prunes => Automated?.Prune ?? true;
}
