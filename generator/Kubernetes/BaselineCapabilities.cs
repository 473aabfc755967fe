using System.Collections.Frozen;

namespace GitOpsGen.Kubernetes;

/// <summary>The capabilities that the level "baseline" lets a container add (Kubernetes, "Pod Security Standards").</summary>
public static class BaselineCapabilities
{
    public static FrozenSet<string> All { get; } =
        FrozenSet.Create(
            StringComparer.Ordinal,
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT"
        );
}
