using System.Globalization;
using System.Text;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Hashes everything that the overlays and the Application of one app in one environment are made from, but for what engines make of it:
/// where the hash is known, nothing of them needs to be rendered again.
/// </summary>
/// <param name="treeDigest">One digest of all files in a folder without those below another, as long as it is asked by those it is
/// compared with.</param>
public sealed class UnitKeys(Fleet fleet, Func<string, string?, string> treeDigest)
{
    // Another tool may write other files. What it writes of the same inputs is all that this stands for.
    private static readonly string Tool = typeof(UnitKeys).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    /// <param name="units">All units of one deployment.</param>
    public string Of(IReadOnlyList<Unit> units)
    {
        var text = new StringBuilder();
        Say(text, Tool, fleet.Settings.Name, fleet.Settings.RepositoryUrl, fleet.Settings.Branch, fleet.Settings.ArgoCdNamespace);
        Say(text, $"{fleet.Settings.SaysGeneratePaths}");
        Deployment(text, units[0].Deployment);
        foreach (var unit in units)
            Unit(text, unit);
        return Digest.OfText(text.ToString());
    }

    private void Deployment(StringBuilder text, Deployment deployment)
    {
        var environment = deployment.Environment;
        Say(text, deployment.Source.Directory, Source(deployment.Source.Directory));
        Say(text, deployment.App.ArgoName, environment.Settings.ArgoName);
        Say(text, environment.Name, environment.Class, environment.KubernetesVersion, environment.Settings.Wave?.Text);
        Say(text, $"{environment.RollingClusters}");
        Say(text, [.. environment.Features, $"{deployment.Automated} {deployment.Removal}"]);
        Say(text, $"{deployment.Progress.Phase} {deployment.Progress.Previous}");
        Node(text, deployment.Monitoring?.Settings);
        foreach (var (path, patch) in deployment.Patches)
        {
            Say(text, path, patch.File.Text, fleet.EnvironmentTexts.GetValueOrDefault(path));
            Say(text, [.. patch.When.Features.Select(feature => feature.Text), .. patch.When.Phases.Select(phase => $"{phase}")]);
            Say(text, $"{patch.When.Side}", $"{patch.When.Kubernetes}");
            Node(text, patch.Target);
        }
    }

    private static void Unit(StringBuilder text, Unit unit)
    {
        Say(text, unit.Directory, $"{unit.IsPerCluster}", unit.SyncWave.ToString(CultureInfo.InvariantCulture));
        foreach (var cluster in unit.Clusters)
            Say(text, cluster.Name, cluster.Server);
        Node(text, unit.Values);
        Node(text, unit.ClusterValues);
        Node(text, unit.Parameters);
    }

    // The whole folder: of what lies in an app little is read by none of its units. Its snapshots are read by none of its head's.
    private string Source(string directory)
    {
        if (!sources.TryGetValue(directory, out var digest))
            sources[directory] = digest = treeDigest(directory, FleetLayout.ReleasesIn(directory));
        return digest;
    }

    private static void Say(StringBuilder text, params ReadOnlySpan<string?> words)
    {
        foreach (var word in words)
            text.Append(word).Append('\0');
        text.Append('\n');
    }

    // Its places do not matter, whether it was quoted does.
    private static void Node(StringBuilder text, YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.IsString ? '"' : '\'').Append(scalar.Text).Append('\0');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var (key, value) in map.Entries)
                {
                    Node(text, key);
                    Node(text, value);
                }

                text.Append('}');
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                    Node(text, item);
                text.Append(']');
                break;
            default:
                text.Append('-');
                break;
        }
    }
}
