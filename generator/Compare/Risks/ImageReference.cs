namespace GitOpsGen.Compare.Risks;

/// <summary>An image as a pod names it: <c>registry/repository:tag@digest</c>.</summary>
internal sealed record ImageReference(string Repository, string Tag, string Digest)
{
    public bool IsPinned => Digest.Length > 0;

    /// <summary>What it is decides the registry at each start.</summary>
    public bool IsMoving => !IsPinned && Tag is "" or "latest";

    public int? Major => Version.Major(Tag);

    public static ImageReference Of(string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var (name, digest) = at < 0 ? (image, "") : (image[..at], image[(at + 1)..]);
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        return colon < 0 ? new ImageReference(name, "", digest) : new ImageReference(name[..colon], name[(colon + 1)..], digest);
    }
}

/// <summary>Versions as people write them: <c>v1.2.3</c>, <c>1.2</c>, <c>15-alpine</c>.</summary>
internal static class Version
{
    /// <summary>Null for what is none, such as a date's or a commit's name.</summary>
    public static int? Major(string? text)
    {
        var digits = new string([.. (text ?? "").TrimStart('v').TakeWhile(char.IsAsciiDigit)]);
        return digits.Length is > 0 and < 5 && int.TryParse(digits, out var major) ? major : null;
    }

    /// <summary>What a reader of a change of versions should know; empty for nothing.</summary>
    public static string Step(int? old, int? @new) =>
        old == @new || old is null || @new is null ? ""
        : @new > old ? ", a major version: what it breaks stands in its notes"
        : ", back by a major version: what the later one stored it may not read";
}
