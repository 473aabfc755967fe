using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps an environment.yaml, checked by its shape, to its record.</summary>
public sealed class EnvironmentReader(string directory, DiagnosticBag diagnostics)
{
    public EnvironmentSettings Read(string name, YamlMap document)
    {
        var spec = document.Map("spec")!;
        var environment = new EnvironmentSettings(document.Map("metadata")?.Scalar("name")?.At ?? document.At, name)
        {
            ArgoName = spec.Map("argocd")?.Text("name") ?? name,
            FormerNames = [.. spec.Texts("formerNames")],
            IsAbstract = spec.Flag("abstract"),
            Extends = [.. spec.Texts("extends")],
            Class = spec.Scalar("class"),
            Wave = spec.Scalar("wave"),
            Follows = spec.Scalar("follows"),
            Root = spec.Scalar("root"),
            ArgoCdUrl = spec.Map("argocd")?.Scalar("url"),
            RollingClusters = spec.Map("argocd")?.Map("rollingSync")?.Integer("clusters"),
            Prometheus = spec.Scalar("prometheus"),
            KubernetesVersion = spec.Scalar("kubernetesVersion"),
            Features = [.. spec.Texts("features")],
            Clusters = [.. spec.List("clusters").OfType<YamlMap>().Where(cluster => cluster.Text("name") is not null).Select(Cluster)],
            ClusterCount = spec.List("clusters").Count,
            Apps = AppSettingsReader.ReadAll(spec.Map("apps")),
            Unreadable = spec.Texts("features").All(feature => DnsLabel.IsValid(feature.Text))
                ? spec.Unreadable
                : spec.Unreadable.Add("features"),
        };
        foreach (var file in environment.Apps.Values.SelectMany(app => app.Patches).Select(patch => patch.File))
            if (RepositoryPath.ResolveInside(directory, file.Text) is null)
                diagnostics.Add(Messages.PathOutside(file.At, file.Text, directory));
        return environment;
    }

    private static Cluster Cluster(YamlMap cluster) =>
        new(cluster.Scalar("name")!.At, cluster.Text("name")!, cluster.Text("server") ?? "", AppSettingsReader.ReadAll(cluster.Map("apps")))
        {
            ServerAt = cluster.Scalar("server")?.At ?? cluster.At,
        };
}
