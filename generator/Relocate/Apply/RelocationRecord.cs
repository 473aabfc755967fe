using System.Collections.Immutable;

namespace GitOpsGen.Relocate.Apply;

/// <summary>A file that <c>apply</c> edited.</summary>
/// <param name="Original">SHA-256 before the first edit.</param>
/// <param name="Now">SHA-256 after the last.</param>
public sealed record EditedFile(string Original, string Now, ImmutableArray<EditAnchor> Anchors);

/// <summary>
/// What <c>verify</c> and <c>undo</c> need to know of the applies so far; it lies in the state folder. It holds no clock and no absolute
/// path.
/// </summary>
/// <param name="Files">By path relative to the searched folder.</param>
/// <param name="Created">SHA-256 of the new files, by path.</param>
public sealed record RelocationRecord(
    string From,
    string To,
    ImmutableArray<string> Objects,
    ImmutableSortedDictionary<string, EditedFile> Files,
    ImmutableSortedDictionary<string, string> Created
)
{
    /// <summary>The file of decisions as it was said; null when none was.</summary>
    public string? Config { get; init; }

    public bool IncludeCode { get; init; }

    public bool IsEmpty => Files.IsEmpty && Created.IsEmpty;

    public static RelocationRecord Of(string from, string to, ImmutableArray<string> objects) =>
        new(
            from,
            to,
            objects,
            ImmutableSortedDictionary.Create<string, EditedFile>(StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
        );
}
