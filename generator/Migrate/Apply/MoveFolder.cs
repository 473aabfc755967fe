using GitOpsGen.Build;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Own;

namespace GitOpsGen.Migrate.Apply;

/// <summary>A file as it will be.</summary>
/// <param name="Old">Its digest now; null when it is not there.</param>
/// <param name="New">Its bytes; null when it goes.</param>
public sealed record FileEdit(string Path, string? Old, byte[]? New);

/// <summary>The folder whose files are moved: its lock, its record, and the one way in which its files are written.</summary>
public sealed class MoveFolder : IDisposable
{
    private readonly Stage stage;
    private readonly FileIndex index;
    private readonly RepositoryLock? taken;

    private MoveFolder(string root, RepositoryLock? taken)
    {
        Files = new FileTree(root);
        index = new FileIndex(Files);
        stage = new Stage(Files.Root);
        this.taken = taken;
    }

    public FileTree Files { get; }

    public string Cache => stage.Cache;

    /// <summary>Waits for other runs, and finishes what a killed one had begun. A run that only looks needs no lock unless another has begun to write.</summary>
    public static async Task<MoveFolder> OpenAsync(string root, bool writes, Action<string> tell, CancellationToken cancellation)
    {
        var scratch = new Stage(root);
        if (new FileTree(root).IsLink(Stage.Folder)) throw new StoppedException($"{Stage.Folder} in {root} is a symbolic link, and nothing is written through one. Remove it.");
        var onlooker = new MoveFolder(root, taken: null);
        if (!writes && !new Journal(onlooker.index, scratch).IsPending) return onlooker;
        var folder = new MoveFolder(root, await RepositoryLock.TakeAsync(scratch, tell, cancellation));
        if (new Journal(folder.index, folder.stage).Recover()) tell("an earlier run was interrupted while it wrote; what it had begun is finished now.");
        if (writes) folder.stage.Open();
        return folder;
    }

    /// <summary>What was applied so far; null when nothing was, or when the record cannot be read, which the bag then says.</summary>
    public MoveRecord? Record(DiagnosticBag diagnostics) =>
        Files.FileExists(MoveRecord.Path) ? MoveRecordJson.Read(File.ReadAllText(Files.Absolute(MoveRecord.Path)), diagnostics) : null;

    public byte[] Read(string path) => File.ReadAllBytes(Files.Absolute(path));

    /// <summary>Says whatever would keep a file from being replaced, before any is.</summary>
    public void CheckWritable(string path, DiagnosticBag diagnostics)
    {
        var folder = Files.Absolute(RepositoryPath.Parent(path));
        if (Files.LinkOnTheWay(path) is { } link) diagnostics.Add(Messages.MoveThroughLink(path, link));
        else if (Files.FileExists(path) && File.GetAttributes(Files.Absolute(path)).HasFlag(FileAttributes.ReadOnly)) diagnostics.Add(Messages.MoveReadOnly(path, "the file"));
        else if (Directory.Exists(folder) && File.GetAttributes(folder).HasFlag(FileAttributes.ReadOnly) && !OperatingSystem.IsWindows()) diagnostics.Add(Messages.MoveReadOnly(path, "its folder"));
    }

    /// <summary>Replaces the files and the record, all or none: a kill at any moment is made good by the next run.</summary>
    /// <param name="record">As it will be; null when there is none any more.</param>
    public void Write(IReadOnlyList<FileEdit> edits, MoveRecord? record, CancellationToken cancellation)
    {
        var changes = edits.Select(Change).ToList();
        var (now, then) = (index.Sha256(MoveRecord.Path), record is null ? null : new Content.Text(MoveRecordJson.Write(record)));
        // The record goes last: until a file is in place, it must not be said to be.
        if (now != then?.Sha256) changes.Add(new FileChange("", MoveRecord.Path, Kind(now, then), now, then));
        new Journal(index, stage).Write(new ChangeSet([.. changes], [], [], []), cancellation);
    }

    public void Dispose()
    {
        if (taken is null) return;
        // What could not be written to its end is finished by the next run, from these very files.
        if (!new Journal(index, stage).IsPending) stage.Close();
        taken.Dispose();
    }

    private FileChange Change(FileEdit edit)
    {
        Content? content = edit.New is null ? null : new Content.Copy(Staged(edit.Path, edit.New), Digest.OfBytes(edit.New));
        return new FileChange("", edit.Path, Kind(edit.Old, content), edit.Old, content);
    }

    // The finished file takes the place of the old one, so it gets its permissions.
    private string Staged(string path, byte[] bytes)
    {
        var file = stage.NewFile();
        File.WriteAllBytes(file, bytes);
        if (!OperatingSystem.IsWindows() && Files.FileExists(path)) File.SetUnixFileMode(file, File.GetUnixFileMode(Files.Absolute(path)));
        return file;
    }

    private static ChangeKind Kind(string? old, Content? content) => content is null ? ChangeKind.Delete : old is null ? ChangeKind.Add : ChangeKind.Change;
}
