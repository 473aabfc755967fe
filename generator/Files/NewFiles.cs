namespace GitOpsGen.Files;

/// <summary>Puts new files into a folder: all of them or none, and never over anything that is there.</summary>
public static class NewFiles
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <summary>The entries of <paramref name="folder"/> that the files would meet; the folder itself when it is a file.</summary>
    public static IReadOnlyList<string> InTheWay(string folder, IEnumerable<string> paths)
    {
        if (File.Exists(folder))
            return [Path.GetFileName(folder)];
        return [.. Tops(paths).Where(top => Path.Exists(Path.Join(folder, top)))];
    }

    /// <summary>
    /// Everything is finished beside its place first, then moves there; <paramref name="last"/> moves at the end, because it makes the
    /// folder what it is.
    /// </summary>
    public static void Write(string folder, IReadOnlyDictionary<string, byte[]> files, string last, CancellationToken cancellation)
    {
        var isNew = !Directory.Exists(folder);
        var parent = Path.GetDirectoryName(folder)!;
        if (isNew)
            Directory.CreateDirectory(parent);
        // Below a folder that exists: what is beside it may be another file system, or somebody else's. Nobody can have put a link at a
        // name that is new.
        var temporary = Path.Join(isNew ? parent : folder, $".gitopsgen-init-{Guid.NewGuid():N}");
        var moved = new List<string>();
        try
        {
            foreach (var (path, content) in files)
            {
                cancellation.ThrowIfCancellationRequested();
                Finish(Path.Join(temporary, path), path, content);
            }

            cancellation.ThrowIfCancellationRequested();
            if (isNew)
                Directory.Move(temporary, folder);
            else
                foreach (var top in Tops(files.Keys).OrderBy(top => top == last))
                    moved.Add(Move(Path.Join(temporary, top), Path.Join(folder, top)));
        }
        catch
        {
            foreach (var entry in moved)
                Delete(entry);
            throw;
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Adds lines to a file that is there, in one step; ones that it has already are not added again.</summary>
    public static void Append(string file, byte[] lines)
    {
        var there = File.ReadAllBytes(file);
        if (there.AsSpan().IndexOf(lines) >= 0)
            return;
        var temporary = $"{file}.{Guid.NewGuid():N}";
        byte[] end = there.Length == 0 || there[^1] == '\n' ? [] : [(byte)'\n'];
        File.WriteAllBytes(temporary, [.. there, .. end, .. lines]);
        File.Move(temporary, file, overwrite: true);
    }

    private static IEnumerable<string> Tops(IEnumerable<string> paths) =>
        paths.Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static void Finish(string file, string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        if (path.StartsWith("scripts/", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, Executable);
    }

    private static string Move(string from, string to)
    {
        Directory.Move(from, to);
        return to;
    }

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry))
            Directory.Delete(entry, recursive: true);
        else
            File.Delete(entry);
    }
}
