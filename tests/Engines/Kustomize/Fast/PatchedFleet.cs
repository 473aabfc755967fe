using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>A <see cref="SmallFleet"/> whose web is patched strategically, in dev and in prod with values of their own.</summary>
internal static class PatchedFleet
{
    public const string Patch = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: demo}
        spec: {template: {spec: {containers: [{name: web, env: [{name: REPLICAS, value: "{{parameters.replicas}}"}]}]}}}

        """;

    public static TemporaryFolder Create(string patch = Patch)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/templates/patch.yaml", patch);
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "kustomize: {base: base, templates: [{file: templates/patch.yaml, as: patch}]}",
                "parameters: {replicas: {type: integer, default: 1, description: How many.}}"
            )
        );
        foreach (var (environment, replicas) in new[] { ("dev", 2), ("prod", 3) })
        {
            var file = $"environments/{environment}/environment.yaml";
            var text = fleet
                .Read(file)
                .Replace("config: {}, web: {}", $"web: {{parameters: {{replicas: {replicas}}}}}", StringComparison.Ordinal);
            fleet.Write(file, text);
        }

        return fleet;
    }
}
