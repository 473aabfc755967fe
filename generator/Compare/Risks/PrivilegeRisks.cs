using System.Collections.Frozen;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// What a pod may do to its node: what the Pod Security Standards (baseline and restricted, Kubernetes 1.34) keep out, in whatever kind
/// it is said.
/// </summary>
public static class PrivilegeRisks
{
    private static readonly FrozenSet<string> SafeSysctls = FrozenSet.Create(
        StringComparer.Ordinal,
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.tcp_wmem"
    );

    public static IEnumerable<Risk> Of(ObjectChange change) => StandingRisks.New(change, Standing).Concat(HardeningRisks.Of(change));

    private static IEnumerable<Risk> Standing(Manifest manifest) => FieldWalk.Of(manifest).SelectMany(One);

    private static IEnumerable<Risk> One(Field field) =>
        field.Value is YamlList list ? Many(field, list)
        : Flagged(field) is { } risk ? [risk]
        : [];

    private static Risk? Flagged(Field field) =>
        field.Key switch
        {
            "privileged" when field.IsTrue => High(field, "the container may do to its node whatever root may"),
            "hostPID" when field.IsTrue => High(field, "the pods see and may end every process of their node"),
            "hostIPC" when field.IsTrue => High(field, "the pods share memory with the processes of their node"),
            "hostProcess" when field.IsTrue => High(field, "the container runs as a process of its Windows node"),
            "hostPath" when field.Value is YamlMap path => HostPaths.Of(field, path),
            "procMount" when field.Text == "Unmasked" => High(field, "all of /proc is open to the container"),
            "type" when field.Text == "Unconfined" && IsProfile(field.Path) => High(field, "no system call is kept from the container"),
            "allowPrivilegeEscalation" when field.IsTrue => Medium(field, "a process may get more rights than the one that started it"),
            "runAsUser" or "runAsGroup" when field.Text == "0" => Medium(field, "runs as root"),
            "runAsNonRoot" when field.Text == "false" => Medium(field, "may run as root"),
            "runAsUserName" when field.Text is "ContainerAdministrator" => Medium(field, "runs as an administrator"),
            "shareProcessNamespace" when field.IsTrue => Medium(field, "the containers of a pod see each other's processes"),
            "automountServiceAccountToken" when field.IsTrue => Medium(field, "the pods get a token for the API server"),
            "hostPort" when field.Text is not (null or "0") => Medium(field, "the port is open on the nodes"),
            _ when field.Text is "unconfined" && field.Key.Contains("apparmor.security", StringComparison.Ordinal) => High(
                field,
                "AppArmor keeps nothing from the container"
            ),
            _ => null,
        };

    private static IEnumerable<Risk> Many(Field field, YamlList list) =>
        field.Key switch
        {
            "add" when field.Path.Pattern.EndsWith("capabilities.add", StringComparison.Ordinal) => list
                .Items.OfType<YamlScalar>()
                .Select(item => Capability(field, item.Text)),
            "sysctls" => list
                .Items.OfType<YamlMap>()
                .Select(item => item.Text("name") ?? "")
                .Where(name => !SafeSysctls.Contains(name))
                .Select(name => High(field, $"{name} is a setting of the node that others on it feel")),
            _ => [],
        };

    private static Risk Capability(Field field, string name)
    {
        var plain = name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name;
        return BaselineCapabilities.All.Contains(plain)
            ? Medium(field, $"the container gets {plain}")
            : High(field, $"the container gets {plain}, which reaches beyond it");
    }

    private static bool IsProfile(FieldPath path) =>
        path.Pattern.EndsWith("seccompProfile.type", StringComparison.Ordinal)
        || path.Pattern.EndsWith("appArmorProfile.type", StringComparison.Ordinal);

    private static Risk High(Field field, string reason) => new(RiskClass.Privileges, RiskLevel.High, $"{field.Path.Text}: {reason}");

    private static Risk Medium(Field field, string reason) => new(RiskClass.Privileges, RiskLevel.Medium, $"{field.Path.Text}: {reason}");
}
