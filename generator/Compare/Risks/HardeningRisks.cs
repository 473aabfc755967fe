using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>What kept a container from doing harm, and no longer does. A container's own word counts before its pod's.</summary>
internal static class HardeningRisks
{
    private static readonly (string Key, string Held, string Reason)[] Flags =
    [
        ("runAsNonRoot", "true", "is no longer kept from running as root"),
        ("readOnlyRootFilesystem", "true", "may write to its own file system now"),
        ("allowPrivilegeEscalation", "false", "is no longer kept from getting more rights"),
    ];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change is not { Old.Pods: { } old, New.Pods: { } @new })
            return [];
        var known = old.Containers.DistinctBy(one => one.Name).ToDictionary(one => one.Name, StringComparer.Ordinal);
        return @new
            .Containers.Where(one => known.ContainsKey(one.Name))
            .SelectMany(one => Lost(one.Name, Context(old, known[one.Name]), Context(@new, one)));
    }

    private static IEnumerable<Risk> Lost(string name, Func<string, YamlNode?> old, Func<string, YamlNode?> @new)
    {
        foreach (var (key, held, reason) in Flags)
            if (Text(old(key)) == held && Text(@new(key)) is null)
                yield return Medium(name, reason);
        if (IsSet(Text(old("runAsUser"))) && @new("runAsUser") is null)
            yield return Medium(name, "runs as whatever user its image says");
        if (DropsAll(old("capabilities")) && !DropsAll(@new("capabilities")))
            yield return Medium(name, "keeps capabilities that it dropped");
        if (IsConfined(old("seccompProfile")) && @new("seccompProfile") is null)
            yield return Medium(name, "has no seccomp profile any more");
    }

    private static Func<string, YamlNode?> Context(PodTemplate pods, Container container) =>
        key => container.Document.Map("securityContext")?[key] ?? pods.Spec?.Map("securityContext")?[key];

    private static bool DropsAll(YamlNode? capabilities) =>
        (capabilities as YamlMap)?.Texts("drop").Any(item => item.Text.Equals("ALL", StringComparison.OrdinalIgnoreCase)) == true;

    private static bool IsConfined(YamlNode? profile) => (profile as YamlMap)?.Text("type") is not (null or "Unconfined");

    private static bool IsSet(string? user) => user is not (null or "0");

    private static string? Text(YamlNode? node) => (node as YamlScalar)?.Text;

    private static Risk Medium(string name, string reason) => new(RiskClass.Privileges, RiskLevel.Medium, $"container {name} {reason}");
}
