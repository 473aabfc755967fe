using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.State;

namespace GitOpsGen.Engines.Helm;

/// <summary>Pulled charts of all repositories of a user, by digest. What no longer has its digest is not there.</summary>
public static class ChartCache
{
    private static string Folder => Path.Join(UserCache.Root, "charts");

    /// <summary>The kept .tgz, whole, of the pinned digest; without a pin, of what was last pulled as this version.</summary>
    public static (string File, string Digest)? Find(Chart chart)
    {
        if ((chart.Digest ?? Remembered(chart)) is not { } digest)
            return null;
        var file = Place(digest);
        return File.Exists(file) && Digest.OfFile(file) == digest ? (file, digest) : null;
    }

    public static string Keep(string file, string digest)
    {
        Directory.CreateDirectory(Folder);
        Write(Place(digest), temporary => File.Copy(file, temporary, overwrite: true));
        return Place(digest);
    }

    /// <summary>From now on the version means this digest, for who has pinned none.</summary>
    public static void Remember(Chart chart, string digest) => Write(Note(chart), temporary => File.WriteAllText(temporary, digest));

    // Written beside its place and moved, so that nobody sees half of it.
    private static void Write(string file, Action<string> write)
    {
        var temporary = $"{file}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        write(temporary);
        File.Move(temporary, file, overwrite: true);
    }

    private static string? Remembered(Chart chart) =>
        File.Exists(Note(chart)) && File.ReadAllText(Note(chart)) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : null;

    private static string Place(string digest) => Path.Join(Folder, $"{digest}.tgz");

    private static string Note(Chart chart) =>
        Path.Join(Folder, $"{Digest.OfText($"{chart.Repository}\n{chart.Name}\n{chart.Version}")}.digest");
}
