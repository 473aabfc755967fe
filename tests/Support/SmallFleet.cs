namespace GitOpsGen.Tests.Support;

/// <summary>
/// A complete small fleet to start a test from: two apps (web requires config), an abstract environment, dev (head) and prod (two clusters,
/// head too unless a test pins).
/// </summary>
public static class SmallFleet
{
    public static TemporaryFolder Create()
    {
        var folder = new TemporaryFolder();
        folder.Write("gitopsgen.yaml", Fleet);
        folder.Write("apps/config/app.yaml", App("config", "kustomize: {base: base}"));
        folder.Write("apps/config/base/kustomization.yaml", "resources: [map.yaml]\n");
        folder.Write("apps/config/base/map.yaml", ConfigMap("settings"));
        folder.Write("apps/web/app.yaml", App("web", "requires: [config]", "kustomize: {base: base}"));
        folder.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml]\n");
        folder.Write("apps/web/base/deployment.yaml", Deployment);
        folder.Write(
            "environments/shared/environment.yaml",
            Environment("shared", "abstract: true", "kubernetesVersion: \"1.33\"", "features: [cloud]")
        );
        folder.Write(
            "environments/dev/environment.yaml",
            Environment(
                "dev",
                "extends: [shared]",
                "class: dev",
                "wave: dev",
                "clusters:",
                "  - {name: dev-1, server: https://dev-1.example}",
                "apps: {config: {}, web: {}}"
            )
        );
        folder.Write(
            "environments/prod/environment.yaml",
            Environment(
                "prod",
                "extends: [shared]",
                "class: prod",
                "wave: prod",
                "clusters:",
                "  - {name: prod-1, server: https://prod-1.example}",
                "  - {name: prod-2, server: https://prod-2.example}",
                "apps: {config: {}, web: {}}"
            )
        );
        return folder;
    }

    public const string Fleet = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Fleet
        metadata: {name: small}
        spec:
          repository: {url: https://git.example/small.git}
          limits: {deletions: 60%}
          waves:
            - {name: dev, follows: head}
            - {name: prod, follows: head}

        """;

    /// <summary>An app.yaml with namespace <c>demo</c>; each line is one of its spec.</summary>
    public static string App(string name, params string[] spec) => Document("App", name, ["version: 1.0.0", "namespace: demo", .. spec]);

    public static string Environment(string name, params string[] spec) => Document("Environment", name, spec);

    public static string ConfigMap(string name, string value = "x") =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: demo}}\ndata: {{key: {value}}}\n";

    public const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: demo}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: web:1}]}

        """;

    private static string Document(string kind, string name, string[] spec) =>
        $"apiVersion: gitopsgen.io/v1alpha1\nkind: {kind}\nmetadata: {{name: "
        + $"{name}}}\nspec:\n{string.Concat(spec.Select(line => $"  {line}\n"))}";
}
