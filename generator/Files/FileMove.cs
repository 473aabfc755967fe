using System.Runtime.InteropServices;

namespace GitOpsGen.Files;

/// <summary>
/// Moves a finished file or folder into its place in one step. The framework's own move copies where it cannot, and then a kill leaves half
/// of it.
/// </summary>
public static partial class FileMove
{
    /// <param name="beside">On the target's file system: there it is finished first where one step does not reach from the other. Nothing
    /// may be there that is wanted.</param>
    public static void Into(string finished, string target, string beside)
    {
        if (TryRename(finished, target))
            return;
        Finish(finished, beside);
        File.Move(beside, target, overwrite: true);
        File.Delete(finished);
    }

    /// <summary>False when it lies on another file system, and nothing has happened.</summary>
    /// <exception cref="IOException">It cannot be moved at all.</exception>
    public static bool TryRename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!string.Equals(Path.GetPathRoot(from), Path.GetPathRoot(to), StringComparison.OrdinalIgnoreCase))
                return false;
            if (Directory.Exists(from))
                Directory.Move(from, to);
            else
                File.Move(from, to, overwrite: true);
            return true;
        }

        if (Rename(from, to) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == OtherDevice
            ? false
            : throw new IOException($"cannot move into {to}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private const int OtherDevice = 18;

    // What may be left there by a run that was killed goes first: it is made anew, through no link.
    private static void Finish(string finished, string beside)
    {
        File.Delete(beside);
        using (var from = new FileStream(finished, FileMode.Open, FileAccess.Read, FileShare.Read))
        using (var to = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(beside, File.GetUnixFileMode(finished));
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(string from, string to);
}
