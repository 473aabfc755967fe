namespace GitOpsGen.Tests.Support;

/// <summary>This repository's agent in its environment dev, alone in a fleet, to be put into any phase.</summary>
public static class AgentFleet
{
    private static readonly string[] Apps = ["ama-metrics", "ama-metrics-shared"];

    /// <param name="features">Of the environment.</param>
    public static TemporaryFolder Create(string features = "istio, windows, target-allocator, hpa")
    {
        var folder = new TemporaryFolder();
        foreach (var app in Apps)
        foreach (var file in Directory.EnumerateFiles(Path.Join(Repository.Root, "apps", app), "*", SearchOption.AllDirectories))
            if (
                Path.GetRelativePath(Repository.Root, file).Replace('\\', '/') is var path
                && !path.Contains("/releases/", StringComparison.Ordinal)
            )
                folder.Write(path, File.ReadAllText(file));
        folder.Write("gitopsgen.yaml", Fleet);
        folder.Write("environments/dev/environment.yaml", Environment(features));
        return folder;
    }

    /// <summary>Adds an environment prod like dev, in a wave after it.</summary>
    public static void AddProd(TemporaryFolder folder)
    {
        folder.Write(
            "gitopsgen.yaml",
            Fleet.Replace("follows: head}]", "follows: head}, {name: prod, follows: head}]", StringComparison.Ordinal)
        );
        folder.Write(
            "environments/prod/environment.yaml",
            folder
                .Read("environments/dev/environment.yaml")
                .Replace("name: dev", "name: prod", StringComparison.Ordinal)
                .Replace(": dev", ": prod", StringComparison.Ordinal)
                .Replace("aks-dev", "aks-prod", StringComparison.Ordinal)
        );
    }

    public static void Pin(TemporaryFolder folder, string phase, string? previous = null, string environment = "dev") =>
        folder.Write(
            $"environments/{environment}/releases/ama-metrics.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head, phase: "
                + $"{phase}{(previous is null ? "" : $", previousPhase: {previous}")}}}\n"
        );

    public const string Fleet = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Fleet
        metadata: {name: agent}
        spec:
          repository: {url: https://git.example/agent.git}
          limits: {deletions: 100%}
          waves: [{name: dev, follows: head}]
          prerequisites: [{name: azmonitoring-crds, description: The two kinds that the target allocator reads.}]

        """;

    private static string Environment(string features) =>
        """
            apiVersion: gitopsgen.io/v1alpha1
            kind: Environment
            metadata: {name: dev}
            spec:
              class: dev
              wave: dev
              kubernetesVersion: 1.33.7
              features: [FEATURES]
              clusters: [{name: aks-dev, server: https://aks-dev.example}]
              apps:
                ama-metrics-shared: {parameters: {istioRevision: asm-1-27}}
                ama-metrics:
                  parameters:
                    subscriptionId: 00000000-0000-0000-0000-000000000001
                    resourceGroup: rg
                    region: westeurope
                    migrationImage: registry.example/kubectl:1.33.7
                    bridge: true
                    imageTag: 7.1.1-main
                    arc: {distribution: k3s, adapterImage: "registry.example/adapter:1"}

            """.Replace("FEATURES", features, StringComparison.Ordinal);
}
