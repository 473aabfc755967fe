using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Keeps what was read, packed, so that what has not changed is not parsed again. It lies in the user's own cache, readable by him alone,
/// and is only there to save work: what is damaged, or not this user's, is not believed.
/// </summary>
/// <param name="file">Null: nothing is kept.</param>
/// <param name="tool">Which build of the tool wrote it: the next may pack otherwise.</param>
internal sealed class PackedMemory(string? file, string tool)
{
    // Whoever judges many folders once does not fill the disk.
    private const int Files = 8;
    private const long Largest = 512L << 20;

    // Below that part of the whole it is less work to parse again than to write all anew.
    private const int WorthWriting = 16;

    private readonly Lazy<ConcurrentDictionary<string, PackedNodes>> known = new(() => Read(file, tool));

    /// <param name="subject">What stands for the paths.</param>
    public static PackedMemory Of(string subject, string tool)
    {
        var folder = Path.Join(UserCache.Root, "packed");
        return new(StateChecks.Trouble(folder) is null ? Path.Join(folder, Digest.OfText(subject)) : null, tool);
    }

    /// <summary>Null for what is not known. Each is given once: whoever has it keeps it.</summary>
    public Manifests? Take(string digest) => known.Value.TryRemove(digest, out var nodes) ? Manifests.Of(nodes) : null;

    /// <summary>Keeps the parts. What nobody asked for is forgotten.</summary>
    public void Save(IEnumerable<ContentsPart> parts)
    {
        if (file is null)
            return;
        var kept = parts
            .Where(part => part is { Digest: not null, Objects.Packing: { } packing } && packing.Texts.All(IsWhole))
            .Select(part => KeyValuePair.Create(part.Digest!, part.Objects.Packing!))
            .DistinctBy(one => one.Key, StringComparer.Ordinal)
            .ToList();
        var (all, news) = (Size(kept), Size(kept.Where(one => !one.Value.IsKept)));
        if (news == 0 || all > Largest || news < all / WorthWriting)
            return;
        try
        {
            Write(file, kept);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written saves no work, and that is all.
        }
    }

    // Half characters would come back as others.
    private static bool IsWhole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static long Size(IEnumerable<KeyValuePair<string, PackedNodes>> nodes) => nodes.Sum(one => (long)one.Value.Bytes.Length);

    private void Write(string path, List<KeyValuePair<string, PackedNodes>> kept)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        using (var writer = new BinaryWriter(Private(unfinished)))
        {
            writer.Write(tool);
            writer.Write(kept.Count);
            foreach (var (digest, nodes) in kept)
                PackedFile.Write(writer, digest, nodes);
        }

        File.Move(unfinished, path, overwrite: true);
        foreach (var old in new DirectoryInfo(folder).EnumerateFiles().OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(Files))
            old.Delete();
    }

    private static FileStream Private(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static ConcurrentDictionary<string, PackedNodes> Read(string? file, string tool)
    {
        var all = new ConcurrentDictionary<string, PackedNodes>(StringComparer.Ordinal);
        if (file is null || EntryKinds.Of(file) != EntryKind.Regular)
            return all;
        try
        {
            using var reader = new BinaryReader(File.OpenRead(file));
            if (reader.ReadString() != tool)
                return all;
            for (var left = reader.ReadInt32(); left > 0; left--)
                if (PackedFile.Read(reader) is var (digest, nodes))
                    all[digest] = nodes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // What was read until then has its own digest.
        }

        return all;
    }
}
