using System.Security.Cryptography;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.State;

namespace GitOpsGen.Ownership;

/// <summary>
/// Writes a <see cref="ChangeSet"/> so that a kill at any moment loses nothing: all new files are finished in the stage, then the journal
/// says what moves where, then each file moves into place in one step. A journal that is found was cut off: it is carried on.
/// </summary>
public sealed class Journal(FileIndex index, StateFolder state, Stage stage, JournalKind kind)
{
    private const int MarkBytes = 8;

    private string Place => PlaceIn(state);

    public static string PlaceIn(StateFolder state) => Path.Join(state.Path, "journal.json");

    /// <summary>A run is writing now, or was cut off while it wrote.</summary>
    public bool IsPending => EntryKinds.Of(Place) != EntryKind.Missing;

    /// <param name="record">Of the state folder; it is written last.</param>
    public void Write(ChangeSet changes, CancellationToken cancellation, FileChange? record = null)
    {
        if (changes.IsEmpty && record is null)
            return;
        var entries = new List<JournalEntry>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        // Records last: until a file is in place, its record must not claim it.
        foreach (var change in changes.Changes.OrderBy(change => RepositoryPath.Name(change.Path) == OverlayFolder.RecordFile))
        {
            cancellation.ThrowIfCancellationRequested();
            entries.Add(Entry(change, taken, isState: false));
        }

        if (record is not null)
            entries.Add(Entry(record, taken, isState: true));
        var journal = new JournalContent(kind, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkBytes)), entries);
        Save(journal);
        Apply(journal, areWhole: true);
    }

    /// <summary>Carries on what a killed run had begun to write. What is no journal is put aside, and told.</summary>
    /// <returns>True when something was carried on.</returns>
    /// <exception cref="DiagnosedException">A later version of the tool must carry it on.</exception>
    public bool Recover(DiagnosticBag diagnostics)
    {
        if (!IsPending)
            return false;
        switch (JournalFile.Read(Place))
        {
            case JournalReading.Valid whole:
                Apply(whole.Content, areWhole: false);
                return true;
            case JournalReading.NewerVersion later:
                throw new DiagnosedException(Messages.JournalOfLaterVersion(Place, later.Version, JournalFile.Version));
            case JournalReading.Invalid foreign:
                diagnostics.Add(Messages.JournalPutAside(Place, PutAside(), foreign.Reason));
                break;
        }

        return false;
    }

    private string PutAside()
    {
        var aside = $"{Place}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkBytes))}";
        if (!FileMove.TryRename(Place, aside))
            throw new IOException($"cannot put {Place} aside");
        return aside;
    }

    private void Save(JournalContent journal)
    {
        // Not through what may stand there.
        File.Delete(Place + ".new");
        using (var stream = new FileStream(Place + ".new", FileMode.CreateNew, FileAccess.Write))
        {
            JournalFile.Write(journal, stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(Place + ".new", Place, overwrite: true);
    }

    /// <param name="areWhole">The staged files were written by this very run. After a crash of the whole machine they may be torn.</param>
    private void Apply(JournalContent journal, bool areWhole)
    {
        for (var number = 0; number < journal.Entries.Count; number++)
        {
            var entry = journal.Entries[number];
            if (Target(entry) is not { } target)
                continue;
            var beside = Path.Join(Path.GetDirectoryName(target), $".gitopsgen-{journal.Mark}-{number}");
            if (entry.New is null)
                Delete(entry, target);
            else
                Put(entry, target, beside, areWhole);
            // A run that was killed may have left it.
            if (!areWhole && EntryKinds.Of(beside) == EntryKind.Regular)
                File.Delete(beside);
        }

        File.Delete(Place);
    }

    /// <summary>
    /// Null when something has come in the way that no file of ours replaces: a link, or a folder or file where the other should be.
    /// </summary>
    private string? Target(JournalEntry entry)
    {
        var target = entry.IsState ? Path.Join(state.Path, entry.Path) : index.Files.Absolute(entry.Path);
        if (EntryKinds.Of(target) is not (EntryKind.Missing or EntryKind.Regular))
            return null;
        if (entry.IsState)
            return target;
        for (var folder = RepositoryPath.Parent(entry.Path); folder.Length > 0; folder = RepositoryPath.Parent(folder))
            if (EntryKinds.Of(index.Files.Absolute(folder)) is not (EntryKind.Missing or EntryKind.Folder))
                return null;
        return target;
    }

    private string? Now(JournalEntry entry, string target) =>
        !entry.IsState ? index.Sha256(entry.Path)
        : EntryKinds.Of(target) == EntryKind.Regular ? Digest.OfFile(target)
        : null;

    private void Put(JournalEntry entry, string target, string beside, bool isWhole)
    {
        // A file that somebody changed since stays; the next comparison reports it as the hand edit it is.
        if (Now(entry, target) is var now && now == entry.New || now != entry.Old)
            return;
        if (stage.FileOf(entry.Staged!) is not { } staged)
            return;
        if (!isWhole && (EntryKinds.Of(staged) != EntryKind.Regular || Digest.OfFile(staged) != entry.New))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        FileMove.Into(staged, target, beside);
        if (!entry.IsState)
            index.Wrote(entry.Path, entry.New!);
    }

    private void Delete(JournalEntry entry, string target)
    {
        if (Now(entry, target) is not { } now || now != entry.Old)
            return;
        File.Delete(target);
        if (entry.IsState)
            return;
        for (var folder = RepositoryPath.Parent(entry.Path); folder.Length > 0; folder = RepositoryPath.Parent(folder))
        {
            if (!index.Files.DirectoryExists(folder) || Directory.EnumerateFileSystemEntries(index.Files.Absolute(folder)).Any())
                break;
            Directory.Delete(index.Files.Absolute(folder));
        }
    }

    private JournalEntry Entry(FileChange change, HashSet<string> taken, bool isState) =>
        new(change.Path, change.Old, change.New?.Sha256, change.New is null ? null : Path.GetFileName(Staged(change.New, taken)), isState);

    // A file of the stage serves the first who wants it as it is; equal ones, and what lies elsewhere, are copied.
    private string Staged(Content content, HashSet<string> taken)
    {
        if (content is Content.Copy staged && stage.Holds(staged.Path) && taken.Add(staged.Path))
            return staged.Path;
        var file = stage.NewFile();
        switch (content)
        {
            case Content.Text text:
                File.WriteAllText(file, text.Value);
                break;
            case Content.Copy copy:
                File.Copy(copy.Path, file);
                if (!stage.Holds(copy.Path) && Digest.OfFile(file) != copy.Sha256)
                    throw new IOException($"{copy.Path} was changed while it was read; run again");
                break;
        }

        return file;
    }
}
