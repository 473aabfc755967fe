using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The patches that hold a side or let it run, and say its sync waves. Waves go on <c>metadata.annotations</c> by strategic merge:
/// <c>commonAnnotations</c> would reach the pod templates and restart every pod, a JSON <c>add</c> would wipe the others.
/// </summary>
internal sealed class PhasePatches(Unit unit, Migration migration)
{
    /// <summary>No node has this label.</summary>
    public const string HoldLabel = "gitopsgen.io/hold";

    private static readonly Dictionary<string, string> ApiVersions = new(StringComparer.Ordinal)
    {
        ["Deployment"] = "apps/v1",
        ["DaemonSet"] = "apps/v1",
        ["HorizontalPodAutoscaler"] = "autoscaling/v2",
        ["Service"] = "v1",
        ["ConfigMap"] = "v1",
    };

    /// <param name="wave">Of every role; null takes the roles' own.</param>
    public IEnumerable<EmittedPatch> Of(SideState side, int? wave) =>
        migration.Roles.Where(role => unit.Deployment.Holds(role.When)).SelectMany(role => Role(role, side, wave ?? role.Wave));

    /// <summary>The customers' own ConfigMaps stay when their old namespace is cleaned up, and count as nobody's difference then.</summary>
    public IEnumerable<EmittedPatch> KeepOriginals()
    {
        if (migration.CustomerOwned.IsEmpty)
            yield break;
        var annotations = Y.Map(
            ("argocd.argoproj.io/compare-options", Y.Text("IgnoreExtraneous")),
            ("argocd.argoproj.io/sync-options", Y.Text("Prune=false"))
        );
        var target = Y.Map(
            ("kind", Y.Text("ConfigMap")),
            ("name", Y.Text(string.Join('|', migration.CustomerOwned.Select(original => original.Name))))
        );
        yield return Patch("patches/keep-originals.yaml", "ConfigMap", "any", Y.Map(("annotations", annotations)), null) with
        {
            Target = target,
        };
    }

    public EmittedPatch Delete(string kind, string name) =>
        new(
            migration.At,
            File("delete", kind, name),
            YamlWriter.Write(Y.Map([.. Header(kind, name, null), ("$patch", Y.Text("delete"))]), OverlayRenderer.Notice),
            null
        );

    private IEnumerable<EmittedPatch> Role(ScrapingRole role, SideState side, int wave)
    {
        var annotations = Y.Map(("annotations", Y.Map(("argocd.argoproj.io/sync-wave", Y.Text(wave.ToString())))));
        yield return Patch(
            File("phase", role.Object.Kind, role.Object.Name),
            role.Object.Kind,
            role.Object.Name,
            annotations,
            side == SideState.Held ? Hold(role.Object.Kind) : null
        );
        if (role.Autoscaler is not { } autoscaler || !unit.Deployment.Holds(role.AutoscalerWhen))
            yield break;
        const string kind = "HorizontalPodAutoscaler";
        yield return side == SideState.Held
            ? Delete(kind, autoscaler)
            : Patch(File("phase", kind, autoscaler), kind, autoscaler, annotations, null);
    }

    // A pod template that need not change does not: a Deployment is held by its number alone.
    private static YamlMap Hold(string kind) =>
        kind == "Deployment"
            ? Y.Map(("replicas", Y.Number(0)))
            : Y.Map(("template", Y.Map(("spec", Y.Map(("nodeSelector", Y.Map((HoldLabel, Y.Text("true")))))))));

    private EmittedPatch Patch(string file, string kind, string name, YamlMap metadata, YamlMap? spec) =>
        new(migration.At, file, YamlWriter.Write(Y.Map([.. Header(kind, name, metadata), ("spec", spec)]), OverlayRenderer.Notice), null);

    private IEnumerable<(string, YamlNode?)> Header(string kind, string name, YamlMap? metadata) =>
        [
            ("apiVersion", Y.Text(ApiVersions[kind])),
            ("kind", Y.Text(kind)),
            (
                "metadata",
                Y.Map([
                    ("name", Y.Text(name)),
                    ("namespace", Y.Text(migration.From)),
                    .. (metadata?.Entries ?? []).Select(entry => (entry.Key.Text, (YamlNode?)entry.Value)),
                ])
            ),
        ];

    private static string File(string what, string kind, string name) => $"patches/{what}-{kind.ToLowerInvariant()}-{name}.yaml";
}
