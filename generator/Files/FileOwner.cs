using System.Runtime.InteropServices;

namespace GitOpsGen.Files;

/// <summary>Whose a file is. Where the system cannot be asked, its own rights have to do.</summary>
public static partial class FileOwner
{
    /// <summary>It belongs to the user who runs the tool; links are not followed.</summary>
    public static bool IsMine(string path) =>
        !OperatingSystem.IsLinux() || LinuxStat.OwnerOf(path) is not { } owner || owner == EffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
