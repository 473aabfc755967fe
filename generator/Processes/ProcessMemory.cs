using System.Diagnostics;
using System.Globalization;

namespace GitOpsGen.Processes;

/// <summary>How much memory programs have, in bytes that are really there: what Go programs reserve says nothing.</summary>
internal static class ProcessMemory
{
    // In /proc/<pid>/stat, counted behind the name, which may hold anything: the parent, and the resident pages.
    private const int Parent = 1;
    private const int Pages = 21;

    /// <summary>Of a process and of what it started; where the system does not tell who started whom, of the process alone.</summary>
    public static long OfTree(int root) => OperatingSystem.IsLinux() ? OfLinuxTree(root) : OfOne(root);

    private static long OfLinuxTree(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Read).OfType<(int Id, int Parent, long Pages)>().ToList();
        var children = processes.ToLookup(process => process.Parent);
        var left = new Stack<(int Id, int Parent, long Pages)>(processes.Where(process => process.Id == root));
        long pages = 0;
        while (left.TryPop(out var process))
        {
            pages += process.Pages;
            foreach (var child in children[process.Id])
                left.Push(child);
        }

        return pages * Environment.SystemPageSize;
    }

    private static (int Id, int Parent, long Pages)? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            var text = File.ReadAllText($"{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[Parent]), long.Parse(fields[Pages]));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // It has ended, or is none of ours.
            return null;
        }
    }

    private static long OfOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}
