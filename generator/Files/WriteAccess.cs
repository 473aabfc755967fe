using System.Runtime.InteropServices;

namespace GitOpsGen.Files;

/// <summary>Whether something can be put into a folder, told by the system, so that nobody has to try.</summary>
public static partial class WriteAccess
{
    // W_OK and X_OK.
    private const int WriteAndEnter = 3;

    /// <returns>Why nothing can; null when something can, or the system does not say.</returns>
    public static string? Trouble(string folder)
    {
        if (!Directory.Exists(folder))
            return "it is no folder";
        if (OperatingSystem.IsWindows() || Access(folder, WriteAndEnter) == 0)
            return null;
        return FileErrors.Reason(new IOException(null, Marshal.GetLastPInvokeError()));
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
