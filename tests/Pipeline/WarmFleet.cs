using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>A small fleet in which everything that an app can be made of is said somewhere.</summary>
internal static class WarmFleet
{
    public static TemporaryFolder Create()
    {
        var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  apps: {web: {parameters: {color: red}}}\n");
        Replace(fleet, "gitopsgen.yaml", "argocd: {", "argocd: {namespace: argocd, ");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "argocd:",
                "  syncOptions: [Validate=false]",
                "  ignoreDifferences: [{kind: Secret, jsonPointers: [/data]}]",
                "kustomize:",
                "  base: base",
                "  labels: {team: one}",
                "  components: [{path: components/extra, when: cloud}]",
                "  patches: [{file: patches/replicas.yaml, target: {kind: Deployment}}]",
                "  templates: [{file: templates/facts.yaml, as: resource}]",
                "parameters:",
                "  color: {type: string, default: grey, description: Of the paint.}",
                "  size: {type: integer, default: 1, description: Of the brush.}"
            )
        );
        fleet.Write("apps/web/components/extra/kustomization.yaml", ComponentText);
        fleet.Write("apps/web/components/extra/map.yaml", SmallFleet.ConfigMap("extra"));
        fleet.Write("apps/web/patches/replicas.yaml", Patch("replicas", "2"));
        fleet.Write("apps/web/templates/facts.yaml", Template);
        fleet.Write("environments/dev/paused.yaml", Patch("paused", "true"));
        Replace(
            fleet,
            "environments/dev/environment.yaml",
            "web: {}",
            "web: {patches: [{file: paused.yaml, target: {kind: Deployment}}], parameters: {size: 2}}"
        );
        Replace(
            fleet,
            "environments/prod/environment.yaml",
            "https://prod-2.example}",
            "https://prod-2.example, apps: {web: {parameters: {size: 3}}}}"
        );
        fleet.Write("environments/second/environment.yaml", Second);
        return fleet;
    }

    public static void Replace(TemporaryFolder fleet, string file, string old, string text)
    {
        var before = fleet.Read(file);
        if (!before.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"{file} has no '{old}'", nameof(old));
        fleet.Write(file, before.Replace(old, text, StringComparison.Ordinal));
    }

    // Not strategic: Kustomize reads no description of Kubernetes for it, which would take most of the time here.
    private static string Patch(string field, string value) => $"- {{op: add, path: /spec/{field}, value: {value}}}\n";

    private static string Second { get; } =
        SmallFleet.Environment(
            "second",
            "extends: [shared]",
            "class: dev",
            "wave: dev",
            "clusters: [{name: second-1, server: https://second-1.example}]",
            "apps: {config: {}}"
        );

    private const string ComponentText = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [map.yaml]\n";

    private const string Template = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: facts, namespace: demo}
        data:
          version: {{quote app.version}}
          color: {{quote parameters.color}}
          size: {{quote parameters.size}}
          kubernetes: {{quote environment.kubernetesVersion}}
          server: {{quote cluster.server}}

        """;
}
