namespace GitOpsGen.Files;

/// <summary>
/// The files of a fleet as they are in one state: on disk, in a commit, in memory. Paths are relative to its root. What is read of them is
/// read and checked in one way, <see cref="FleetFiles"/>.
/// </summary>
public interface IFleetFiles
{
    /// <summary>What stands there, its last part not followed where it is a link.</summary>
    EntryKind KindOf(string path);

    bool DirectoryExists(string path);

    /// <summary>Pipes and devices are no files; what a link leads to may be one.</summary>
    bool FileExists(string path);

    /// <summary>Names of all that is in a folder, links too, in ordinal order; hidden ones are left out.</summary>
    IReadOnlyList<string> Names(string directory);

    /// <summary>Everything at or below <paramref name="path"/> that is no folder, in no order; behind no link.</summary>
    /// <param name="skip">A folder that is left out; null for none.</param>
    IEnumerable<string> Walk(string path, string? skip);

    /// <summary>Bytes of a regular file.</summary>
    long Length(string path);

    /// <summary>The content of a regular file.</summary>
    byte[] ReadBytes(string path);

    /// <summary>The digest of a file; null when there is no such regular file.</summary>
    string? Sha256(string path);
}
