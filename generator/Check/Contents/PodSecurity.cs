using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>
/// What the levels of pod security forbid (Kubernetes, "Pod Security Standards"): "baseline" what reaches the node, "restricted" what does
/// not give up all that it can.
/// </summary>
internal static class PodSecurity
{
    public const string Enforce = "pod-security.kubernetes.io/enforce";

    private static readonly string[] Volumes =
    [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];

    /// <summary>What of the pods the level forbids, as people write it; null where it admits them.</summary>
    public static string? Forbidden(string level, PodTemplate pods) =>
        level switch
        {
            "baseline" => Baseline(pods).FirstOrDefault(),
            "restricted" => Baseline(pods).Concat(Restricted(pods)).FirstOrDefault(),
            _ => null,
        };

    private static IEnumerable<string> Baseline(PodTemplate pods)
    {
        foreach (var field in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(field => pods.Spec?.Flag(field) == true))
            yield return $"{field}: true";
        foreach (var volume in pods.Spec.MapsAt("volumes").Where(volume => volume.Says("hostPath")))
            yield return $"a hostPath ({volume.TextAt("hostPath", "path")})";
        if (pods.Spec.TextAt("securityContext", "seccompProfile", "type") == "Unconfined")
            yield return "seccompProfile Unconfined";
        foreach (var container in pods.Containers)
        foreach (var trouble in Baseline(container.Document))
            yield return $"{trouble} of container {container.Name}";
    }

    private static IEnumerable<string> Baseline(YamlMap container)
    {
        var context = container.Map("securityContext");
        if (context?.Flag("privileged") == true)
            yield return "privileged: true";
        if (context.TextAt("seccompProfile", "type") == "Unconfined")
            yield return "seccompProfile Unconfined";
        foreach (var added in context.TextsAt("capabilities", "add").Where(one => !BaselineCapabilities.All.Contains(one)))
            yield return $"the capability {added}";
        foreach (var port in container.MapsAt("ports").Where(port => port.Integer("hostPort") is > 0))
            yield return $"hostPort {port.Text("hostPort")}";
    }

    private static IEnumerable<string> Restricted(PodTemplate pods)
    {
        foreach (var volume in pods.Spec.MapsAt("volumes"))
            if (volume.Entries.FirstOrDefault(entry => entry.Key.Text != "name" && !Volumes.Contains(entry.Key.Text)) is { Key: { } kind })
                yield return $"a volume of kind {kind.Text}";
        foreach (var container in pods.Containers)
        foreach (var trouble in Restricted(pods, container.Document))
            yield return $"{trouble} of container {container.Name}";
    }

    private static IEnumerable<string> Restricted(PodTemplate pods, YamlMap container)
    {
        var (pod, own) = (pods.Spec?.Map("securityContext"), container.Map("securityContext"));
        if ((own?.Text("runAsNonRoot") ?? pod?.Text("runAsNonRoot")) != "true")
            yield return "no runAsNonRoot: true";
        if ((own?.Text("runAsUser") ?? pod?.Text("runAsUser")) == "0")
            yield return "runAsUser: 0";
        // What Linux alone has.
        if (pods.Spec.TextAt("os", "name") == "windows")
            yield break;
        if ((own.TextAt("seccompProfile", "type") ?? pod.TextAt("seccompProfile", "type")) is not ("RuntimeDefault" or "Localhost"))
            yield return "no seccompProfile RuntimeDefault";
        if (own?.Text("allowPrivilegeEscalation") != "false")
            yield return "no allowPrivilegeEscalation: false";
        if (!own.TextsAt("capabilities", "drop").Contains("ALL", StringComparer.Ordinal))
            yield return "capabilities that are not dropped (ALL)";
        foreach (var added in own.TextsAt("capabilities", "add").Where(one => one != "NET_BIND_SERVICE"))
            yield return $"the capability {added}";
    }
}
