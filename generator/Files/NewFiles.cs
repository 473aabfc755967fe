namespace GitOpsGen.Files;

/// <summary>Puts new files into a folder: all of them or none, and never over anything that is there.</summary>
public static class NewFiles
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private const string Begun = ".gitopsgen-init-";

    /// <summary>
    /// The entries of <paramref name="folder"/> that the files would meet; the folder itself when it is a file. What is there already just
    /// as it would be, as a killed run leaves it, is in nobody's way.
    /// </summary>
    public static IReadOnlyList<string> InTheWay(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        if (File.Exists(folder))
            return [Path.GetFileName(folder)];
        return
        [
            .. Tops(files.Keys).Where(top => EntryKinds.Of(Path.Join(folder, top)) != EntryKind.Missing && !IsDone(folder, top, files)),
        ];
    }

    /// <summary>
    /// Everything is finished beside its place first, then moves there; <paramref name="last"/> moves at the end, because it makes the
    /// folder what it is.
    /// </summary>
    /// <param name="beforeLast">What else belongs to it.</param>
    public static void Write(
        string folder,
        IReadOnlyDictionary<string, byte[]> files,
        string last,
        Action beforeLast,
        CancellationToken cancellation
    )
    {
        var isNew = !Directory.Exists(folder);
        var parent = Path.GetDirectoryName(folder)!;
        if (isNew)
            Directory.CreateDirectory(parent);
        // Below a folder that exists: what is beside it may be another file system, or somebody else's. Nobody can have put a link at a
        // name that is new.
        var temporary = Path.Join(isNew ? parent : folder, $"{Begun}{Guid.NewGuid():N}");
        if (!isNew)
            SweepUp(folder);
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
                foreach (var top in Tops(files.Keys).OrderBy(top => top == last).Where(top => !IsDone(folder, top, files)))
                {
                    if (top == last)
                        beforeLast();
                    moved.Add(Move(Path.Join(temporary, top), Path.Join(folder, top)));
                }
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

    // What a run that was killed had begun.
    private static void SweepUp(string folder)
    {
        foreach (var begun in Directory.EnumerateDirectories(folder, $"{Begun}*"))
            if (EntryKinds.Of(begun) == EntryKind.Folder && Guid.TryParseExact(Path.GetFileName(begun)[Begun.Length..], "N", out _))
                Directory.Delete(begun, recursive: true);
    }

    private static bool IsDone(string folder, string top, IReadOnlyDictionary<string, byte[]> files)
    {
        var at = Path.Join(folder, top);
        if (EntryKinds.Of(at) == EntryKind.Regular)
            return files.TryGetValue(top, out var content) && File.ReadAllBytes(at).AsSpan().SequenceEqual(content);
        if (EntryKinds.Of(at) != EntryKind.Folder)
            return false;
        var tree = new FileTree(folder);
        var there = tree.Walk(top, null).ToList();
        return there.Count == files.Keys.Count(path => path.StartsWith($"{top}/", StringComparison.Ordinal))
            && there.TrueForAll(path =>
                files.TryGetValue(path, out var content) && tree.IsRegular(path) && tree.ReadBytes(path).AsSpan().SequenceEqual(content)
            );
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
