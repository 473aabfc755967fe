using System.Globalization;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// Where all temporary files of a test run lie: in memory, where that has room. The tests make and delete hundreds of thousands of small
/// files, and on a disk the file system's own work is a large part of their time. Whoever sets TMPDIR has another place.
/// </summary>
internal static class RunFolder
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "gitopsgen-tests-";
    private const long Room = 4L << 30;

    /// <summary>Makes it the place of temporary files of this process and its children; it goes with the process.</summary>
    public static void Use()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TMPDIR")) || !IsFit())
            return;
        DeleteOrphans();
        var folder = Path.Join(Memory, $"{Prefix}{Environment.ProcessId}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("TMPDIR", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
    }

    // Containers often have a small one, or one from which no program runs.
    private static bool IsFit() =>
        OperatingSystem.IsLinux()
        && Directory.Exists(Memory)
        && new DriveInfo(Memory).AvailableFreeSpace >= Room
        && File.ReadLines("/proc/mounts")
            .Select(line => line.Split(' '))
            .Any(parts => parts[1] == Memory && parts[2] == "tmpfs" && !parts[3].Split(',').Any(option => option is "noexec" or "ro"));

    // A run that was killed could not delete its own.
    private static void DeleteOrphans()
    {
        foreach (var folder in Directory.EnumerateDirectories(Memory, $"{Prefix}*"))
            if (
                int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && !Directory.Exists($"/proc/{process}")
            )
                Delete(folder);
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A child that outlives its test still writes there, or it is another user's.
        }
    }
}
