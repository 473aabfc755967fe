using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Ownership;
using GitOpsGen.State;

namespace GitOpsGen.Relocate.Apply;

/// <summary>A file as it will be.</summary>
/// <param name="Old">Its digest now; null when it is not there.</param>
/// <param name="New">Its bytes; null when it goes.</param>
public sealed record FileEdit(string Path, string? Old, byte[]? New);

/// <summary>The folder whose files are moved: its lock, its record, and the one way in which its files are written.</summary>
public sealed class RelocationFolder : IDisposable
{
    private readonly StateFolder state;
    private readonly Stage stage;
    private readonly FileIndex index;
    private readonly RepositoryLock? taken;

    private RelocationFolder(string root, StateFolder state, RepositoryLock? taken)
    {
        Files = new FileTree(root);
        index = new FileIndex(Files);
        stage = new Stage(state);
        (this.state, this.taken) = (state, taken);
    }

    public FileTree Files { get; }

    /// <summary>Where engines are remembered; null where nothing is.</summary>
    public string? EnginesFile => state.IsSound ? Path.Join(state.Cache, "engines") : null;

    /// <summary>The record of what was applied, absolute.</summary>
    public string RecordFile => Path.Join(state.Path, JournalEntry.StateFile);

    /// <summary>
    /// Waits for other runs, and finishes what a killed one had begun. A run that only looks does neither, and is refused where another has
    /// begun to write.
    /// </summary>
    /// <exception cref="DiagnosedException">The folder cannot be worked in.</exception>
    public static async Task<RelocationFolder> OpenAsync(
        string root,
        bool writes,
        Action<string> tell,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        await RefuseCommittedAsync(root, cancellation);
        var onlooker = new RelocationFolder(root, StateFolder.Of(root), taken: null);
        if (onlooker.state.Trouble is { } trouble)
            throw new DiagnosedException(trouble);
        if (!writes)
            return UnfinishedWrite.Of(onlooker.state, isJudged: true) is { } unfinished
                ? throw new DiagnosedException(unfinished)
                : onlooker;
        var own = StateFolder.Open(root);
        var folder = new RelocationFolder(root, own, await RepositoryLock.TakeAsync(own, tell, cancellation));
        try
        {
            if (folder.Journal.Recover(diagnostics))
                tell("an earlier run was interrupted while it wrote; what it had begun is finished now.");
            folder.stage.Open();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What was applied so far; null when nothing was, or when the record cannot be read, which the bag then says.</summary>
    public RelocationRecord? Record(DiagnosticBag diagnostics)
    {
        if (!state.IsSound || EntryKinds.Of(RecordFile) == EntryKind.Missing)
            return null;
        if (EntryKinds.Of(RecordFile) == EntryKind.Regular)
            return RelocationRecordJson.Read(RecordFile, File.ReadAllText(RecordFile), diagnostics);
        diagnostics.Add(Messages.StateNotOwn(RecordFile, $"it is {EntryKinds.Of(RecordFile).Words()}"));
        return null;
    }

    public byte[] Read(string path) => File.ReadAllBytes(Files.Absolute(path));

    /// <summary>Says whatever would keep a file from being replaced, before any is.</summary>
    public void CheckWritable(string path, DiagnosticBag diagnostics)
    {
        var folder = Files.Absolute(RepositoryPath.Parent(path));
        if (Files.LinkOnTheWay(path) is { } link)
            diagnostics.Add(Messages.RelocationThroughLink(path, link));
        else if (Files.Special(path) is { } special)
            diagnostics.Add(special);
        else if (Files.FileExists(path) && File.GetAttributes(Files.Absolute(path)).HasFlag(FileAttributes.ReadOnly))
            diagnostics.Add(Messages.RelocationReadOnly(path, "the file"));
        else if (Directory.Exists(folder) && File.GetAttributes(folder).HasFlag(FileAttributes.ReadOnly) && !OperatingSystem.IsWindows())
            diagnostics.Add(Messages.RelocationReadOnly(path, "its folder"));
    }

    /// <summary>Replaces the files and the record, all or none: a kill at any moment is made good by the next run.</summary>
    /// <param name="record">As it will be; null when there is none any more.</param>
    public void Write(IReadOnlyList<FileEdit> edits, RelocationRecord? record, CancellationToken cancellation)
    {
        var changes = edits.Select(Change).ToList();
        var (now, then) = (
            EntryKinds.Of(RecordFile) == EntryKind.Regular ? Digest.OfFile(RecordFile) : null,
            record is null ? null : new Content.Text(RelocationRecordJson.Write(record))
        );
        // The record goes last: until a file is in place, it must not be said to be.
        var noted = now == then?.Sha256 ? null : new FileChange("", JournalEntry.StateFile, Kind(now, then), now, then);
        Journal.Write(new ChangeSet([.. changes], [], [], []), cancellation, noted);
    }

    public void Dispose()
    {
        if (taken is not null)
        {
            // What could not be written to its end is finished by the next run, from these very files.
            if (!Journal.IsPending)
                stage.Close();
            taken.Dispose();
        }

        state.Dispose();
    }

    private Journal Journal => new(index, state, stage, JournalKind.Move);

    private static async Task RefuseCommittedAsync(string root, CancellationToken cancellation)
    {
        var committed = new DiagnosticBag();
        await CommittedState.CheckAsync(root, committed, cancellation);
        if (committed.HasErrors)
            throw new DiagnosedException(committed.Sorted()[0]);
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
        if (!OperatingSystem.IsWindows() && Files.FileExists(path))
            File.SetUnixFileMode(file, File.GetUnixFileMode(Files.Absolute(path)));
        return file;
    }

    private static ChangeKind Kind(string? old, Content? content) =>
        content is null ? ChangeKind.Delete
        : old is null ? ChangeKind.Add
        : ChangeKind.Change;
}
