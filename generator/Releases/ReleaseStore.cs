using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Releases;

/// <summary>A snapshot and who runs it.</summary>
/// <param name="RunBy">Environments that pin it.</param>
/// <param name="PreviousOf">Environments that would roll back to it.</param>
public sealed record ReleaseUse(string App, string Release, ImmutableArray<string> RunBy, ImmutableArray<string> PreviousOf)
{
    public bool IsReferenced => !RunBy.IsEmpty || !PreviousOf.IsEmpty;
}

/// <summary>Freezes heads, and throws away snapshots that nothing refers to.</summary>
public sealed class ReleaseStore(Workspace workspace, DiagnosticBag diagnostics)
{
    /// <summary>What the snapshot of a head would be called and hold: contents by path in it.</summary>
    public (string Name, ImmutableSortedDictionary<string, byte[]> Files) Snapshot(AppSource head, string? chartDigest)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in workspace.Files.Files(head.Directory, diagnostics, skip: head.Folder.Releases))
            files[path[(head.Directory.Length + 1)..]] = File.ReadAllBytes(workspace.Files.Absolute(path));
        if (chartDigest is not null && head.App.Chart?.Digest is null)
            files[SourceFolder.ReleaseRecordFile] = System.Text.Encoding.UTF8.GetBytes(
                ReleaseRecord.Write(head.App.Name, head.App.Version, chartDigest)
            );
        return (ReleaseName.Of(head.App.Version, files), files.ToImmutable());
    }

    /// <summary>Writes a snapshot beside its place and moves it there whole; one that exists stays as it is.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Write(string app, string name, IReadOnlyDictionary<string, byte[]> files)
    {
        var directory = FleetLayout.App(app).Release(name).Directory;
        var target = workspace.Files.Absolute(directory);
        if (Directory.Exists(target))
            return false;
        var temporary = Path.Join(workspace.Stage.Root, $"release-{name}");
        foreach (var (path, content) in files)
        {
            var file = Path.Join(temporary, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        // From another file system no folder comes in one step, so the journal sees to it that all of it does.
        if (!FileMove.TryRename(temporary, target))
            WriteEach(directory, temporary, files);
        return true;
    }

    private void WriteEach(string directory, string temporary, IReadOnlyDictionary<string, byte[]> files)
    {
        var changes = files.Select(file => new FileChange(
            directory,
            $"{directory}/{file.Key}",
            ChangeKind.Add,
            null,
            new Content.Copy(Path.Join(temporary, file.Key), Digest.OfBytes(file.Value))
        ));
        new Journal(workspace.Index, workspace.State, workspace.Stage, JournalKind.Release).Write(
            new ChangeSet([.. changes], [], [], []),
            CancellationToken.None
        );
    }

    public static IReadOnlyList<ReleaseUse> Uses(Fleet fleet) =>
        [
            .. fleet.Releases.Keys.Select(key => new ReleaseUse(
                key.App,
                key.Release,
                Pinning(fleet, key.App, pin => pin.Release.Text == key.Release),
                Pinning(fleet, key.App, pin => pin.Previous?.Text == key.Release)
            )),
        ];

    public void Delete(ReleaseUse use) =>
        Directory.Delete(workspace.Files.Absolute(FleetLayout.App(use.App).Release(use.Release).Directory), recursive: true);

    private static ImmutableArray<string> Pinning(Fleet fleet, string app, Func<Pin, bool> condition) =>
        [.. fleet.Pins.Where(pin => pin.Key.App == app && condition(pin.Value)).Select(pin => pin.Key.Environment)];
}
