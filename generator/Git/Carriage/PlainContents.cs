namespace GitOpsGen.Git.Carriage;

/// <summary>
/// Which contents have neither a CR nor <c>$Id</c>, so that no setting for line ends changes them. It depends on the content alone, so it
/// is remembered by that.
/// </summary>
/// <param name="file">Where it is remembered; null: nowhere.</param>
public sealed class PlainContents(string? file)
{
    private readonly Lazy<HashSet<string>> known = new(() => Load(file));
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private bool hasNew;

    public bool IsPlain(CarriedFile content)
    {
        if (!known.Value.Contains(content.Sha256))
        {
            if (!IsPlain(content.Read()))
                return false;
            hasNew = true;
        }

        asked.Add(content.Sha256);
        return true;
    }

    /// <summary>Remembers what was asked for, and forgets the rest.</summary>
    public void Save()
    {
        if (file is null || !hasNew)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, asked.Order(StringComparer.Ordinal));
    }

    private static bool IsPlain(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\r') < 0 && bytes.IndexOf("$Id"u8) < 0;

    private static HashSet<string> Load(string? file)
    {
        try
        {
            return file is null ? [] : new(File.ReadLines(file), StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then each is looked at once more.
            return [];
        }
    }
}
