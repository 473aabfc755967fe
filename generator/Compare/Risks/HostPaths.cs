using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>A folder of the node in a pod: how bad that is depends on which, and whether the pod may write there.</summary>
internal static class HostPaths
{
    // Most agents read these.
    private static readonly string[] Read =
    [
        "/var/log",
        "/etc/ssl",
        "/etc/pki",
        "/usr/share",
        "/usr/lib",
        "/sys/fs/cgroup",
        "/etc/localtime",
    ];

    public static Risk Of(Field field, YamlMap volume)
    {
        var path = volume.Text("path") ?? "";
        var isRead = Read.Any(folder => path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal));
        return isRead
            ? new Risk(RiskClass.Privileges, RiskLevel.Medium, $"{field.Path.Text}: the pods get {path} of their node")
            : new Risk(
                RiskClass.Privileges,
                RiskLevel.High,
                $"{field.Path.Text}: the pods get {path} of their node, by which they may get more"
            );
    }
}
