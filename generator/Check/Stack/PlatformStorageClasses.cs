using System.Collections.Frozen;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// The StorageClasses that a platform makes by itself: AKS ("Storage options for applications", classes of the CSI drivers and the older
/// ones) and EKS (gp2; gp3 is made by whoever wants it), kind and k3s.
/// </summary>
internal static class PlatformStorageClasses
{
    public static FrozenSet<string> All { get; } =
        new[]
        {
            "default",
            "managed",
            "managed-premium",
            "managed-csi",
            "managed-csi-premium",
            "azurefile",
            "azurefile-premium",
            "azurefile-csi",
            "azurefile-csi-premium",
            "azureblob-nfs-premium",
            "azureblob-fuse-premium",
            "gp2",
            "standard",
            "local-path",
        }.ToFrozenSet(StringComparer.Ordinal);
}
