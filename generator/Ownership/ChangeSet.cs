using System.Collections.Immutable;

namespace GitOpsGen.Ownership;

/// <summary>Where the bytes of a generated file come from.</summary>
public abstract record Content(string Sha256)
{
    public abstract byte[] Read();

    public sealed record Text(string Value) : Content(Files.Digest.OfText(Value))
    {
        public override byte[] Read() => System.Text.Encoding.UTF8.GetBytes(Value);
    }

    /// <param name="Path">Absolute; it is copied.</param>
    public sealed record Copy(string Path, string Sha) : Content(Sha)
    {
        public override byte[] Read() => File.ReadAllBytes(Path);
    }
}

public enum ChangeKind
{
    Add,
    Change,
    Delete,
}

/// <summary>One file that is not as it should be.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Old">Its digest now; null when it is not there.</param>
/// <param name="New">What it will be; null when it goes.</param>
public sealed record FileChange(string Owner, string Path, ChangeKind Kind, string? Old, Content? New);

/// <summary>The generated files of one owner as they should be.</summary>
/// <param name="Directory">Where its owned.json is.</param>
public sealed record Desired(string Directory, ImmutableSortedDictionary<string, Content> Files)
{
    public string? Leaving { get; init; }

    public string? Phase { get; init; }
}

/// <summary>Everything that a render would do to the work tree. What <c>--dry-run</c> and <c>--check</c> show is this very value.</summary>
/// <param name="Stray">Files in generated folders that nobody owns.</param>
/// <param name="Edited">Owned files that were edited by hand.</param>
/// <param name="Adopted">Hand edits that were kept and still hold.</param>
public sealed record ChangeSet(
    ImmutableArray<FileChange> Changes,
    ImmutableArray<string> Stray,
    ImmutableArray<string> Edited,
    ImmutableArray<string> Adopted
)
{
    public bool IsEmpty => Changes.IsEmpty;

    public IEnumerable<string> Written => Changes.Where(change => change.Kind != ChangeKind.Delete).Select(change => change.Path);

    public IEnumerable<string> Deleted => Changes.Where(change => change.Kind == ChangeKind.Delete).Select(change => change.Path);
}
