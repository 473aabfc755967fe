using System.Runtime.InteropServices;

namespace GitOpsGen.Files;

/// <summary>What the file system says of a file without reading it. Equal stamps mean an unchanged file, as git takes it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
/// <param name="Changed">Nanoseconds since 1970 of the last change of the file or its attributes; 0 where the system has none.</param>
/// <param name="Inode">0 where the system has none.</param>
public readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode)
{
    /// <summary>A stamp that no file has: its file is read again.</summary>
    public static FileStamp Untrusted => default;

    /// <summary>When the file was last touched in any way.</summary>
    public long Newest => Math.Max(Modified, Changed);

    /// <summary>The stamp of a regular file; null when there is none or it is something else.</summary>
    public static FileStamp? Of(string path) => OperatingSystem.IsLinux() ? LinuxStat.Of(path) : Portable(path);

    private static FileStamp? Portable(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null)
            return null;
        return new FileStamp(file.Length, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, 0, 0);
    }
}

/// <summary>statx(2): the framework offers neither change time nor inode number. The structure's layout is fixed kernel ABI.</summary>
internal static partial class LinuxStat
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicMask = 0x7ff;
    private const int RegularFile = 0x8000;

    public static unsafe FileStamp? Of(string path)
    {
        Statx buffer;
        if (Call(CurrentDirectory, path, DoNotFollow, BasicMask, &buffer) != 0 || (buffer.Mode & 0xf000) != RegularFile)
            return null;
        return new FileStamp((long)buffer.Size, buffer.Modified.Nanoseconds, buffer.Changed.Nanoseconds, buffer.Inode);
    }

    public static unsafe EntryKind KindOf(string path)
    {
        Statx buffer;
        if (Call(CurrentDirectory, path, DoNotFollow, BasicMask, &buffer) != 0)
            return EntryKind.Missing;
        return (buffer.Mode & 0xf000) switch
        {
            RegularFile => EntryKind.Regular,
            0x4000 => EntryKind.Folder,
            0xa000 => EntryKind.Link,
            _ => EntryKind.Special,
        };
    }

    public static unsafe uint? OwnerOf(string path)
    {
        Statx buffer;
        return Call(CurrentDirectory, path, DoNotFollow, BasicMask, &buffer) == 0 ? buffer.Owner : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Call(int directory, string path, int flags, uint mask, Statx* buffer);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timestamp
    {
        private readonly long seconds;
        private readonly uint nanoseconds;
        private readonly int reserved;

        public long Nanoseconds => (seconds * 1_000_000_000) + nanoseconds + (reserved * 0);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        [FieldOffset(20)]
        public readonly uint Owner;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly Timestamp Changed;

        [FieldOffset(112)]
        public readonly Timestamp Modified;
    }
}
