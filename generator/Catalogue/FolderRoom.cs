using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Catalogue;

/// <summary>
/// Finds room for a new fleet in a folder that has something: a fresh repository has a README, a licence and settings of git. Nothing is
/// overwritten; only git's own lists get more lines.
/// </summary>
/// <param name="Files">Every file of the fleet, by path; of a joined one the lines that are added.</param>
/// <param name="Joined">Which of them are there, and get more lines.</param>
/// <param name="ReadMe">Where the next steps are told.</param>
/// <param name="InTheWay">What stands where the fleet must.</param>
public sealed record FolderRoom(
    string Folder,
    ImmutableSortedDictionary<string, byte[]> Files,
    ImmutableHashSet<string> Joined,
    string ReadMe,
    ImmutableArray<string> InTheWay
)
{
    public static FolderRoom For(NewFleet fleet, string folder)
    {
        var own = fleet.Files(NewFleet.ReadMe);
        var readMe = HasReadMe(folder) && !IsOurs(NewFleet.ReadMe) ? NewFleet.ReadMeBeside : NewFleet.ReadMe;
        var files = readMe == NewFleet.ReadMe ? own : fleet.Files(readMe);
        var joined = new[] { NewFleet.IgnoreFile, NewFleet.AttributesFile }
            .Where(name => EntryKinds.Of(Path.Join(folder, name)) == EntryKind.Regular && !IsOurs(name))
            .ToImmutableHashSet(StringComparer.Ordinal);
        if (joined.Contains(NewFleet.AttributesFile))
            files = files.SetItem(NewFleet.AttributesFile, Encoding.UTF8.GetBytes(NewFleetTexts.JoinedGitAttributes));
        return new FolderRoom(folder, files, joined, readMe, [.. NewFiles.InTheWay(folder, files.RemoveRange(joined))]);

        // A run that was killed left it.
        bool IsOurs(string name) =>
            EntryKinds.Of(Path.Join(folder, name)) == EntryKind.Regular
            && File.ReadAllBytes(Path.Join(folder, name)).AsSpan().SequenceEqual(own[name]);
    }

    /// <summary>All or nothing.</summary>
    public void Write(CancellationToken cancellation)
    {
        NewFiles.Write(Folder, Files.RemoveRange(Joined), FleetLayout.FleetFile, Join, cancellation);

        void Join()
        {
            foreach (var name in Joined)
                NewFiles.Append(Path.Join(Folder, name), Files[name]);
        }
    }

    // Whatever its ending and its case, it is the first page of this repository.
    private static bool HasReadMe(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFileSystemEntries(folder)
            .Select(entry => Path.GetFileNameWithoutExtension(entry))
            .Any(name => name.Equals("readme", StringComparison.OrdinalIgnoreCase));
}
