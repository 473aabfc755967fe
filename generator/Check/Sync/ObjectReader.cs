using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Sync;

/// <summary>Reads what a sync goes by from a manifest. Everything applies and gets healthy, until a walk says otherwise.</summary>
/// <param name="permissions">Null: the project is not known, and forbids nothing.</param>
/// <param name="hasApplicationHealth">A health check for Applications is configured.</param>
internal sealed class ObjectReader(
    ProjectPermissions? permissions,
    string server,
    string space,
    KindScopes scopes,
    bool hasApplicationHealth
)
{
    public SyncObject Read(Manifest manifest) =>
        new()
        {
            Id = manifest.ToString(),
            Group = manifest.Id.Group,
            Kind = manifest.Kind,
            Namespace = manifest.Namespace,
            Name = manifest.Name,
            Wave = HookAnnotations.Wave(manifest),
            Hooks = HookAnnotations.Types(manifest),
            DeletePolicies = HookAnnotations.DeletePolicies(manifest),
            Options = SyncOptions.Of(manifest.SyncOptions),
            Defines = Defines(manifest),
            IsPermitted = permissions?.Permits(manifest, server, space, scopes) != false,
            Behaviour = HealthChecks.Has(manifest.GroupKind, hasApplicationHealth) ? ObjectBehaviour.Healthy : ObjectBehaviour.Unchecked,
        };

    private static string? Defines(Manifest manifest) =>
        manifest.Kind == "CustomResourceDefinition" && manifest.Spec?.Map("names")?.Text("kind") is { } kind
            ? $"{manifest.Spec.Text("group")}/{kind}"
            : null;
}
