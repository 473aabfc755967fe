using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline;

/// <summary>What a render would write, and the bytes of it.</summary>
/// <param name="Files">Every file that is not as it would be, by path; null for one that would go.</param>
public sealed record RenderPreview(RenderReport Report, IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> Files)
{
    public static RenderPreview Failed(RenderReport report) =>
        new(report, new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal));

    /// <summary>Reads what was staged, before the stage goes.</summary>
    public static RenderPreview Of(RenderReport report)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        foreach (var change in report.Changes.Changes)
            // A bare null would become an array and then an empty file.
            files[change.Path] = change.New is { } content ? content.Read() : (ReadOnlyMemory<byte>?)null;
        return new RenderPreview(report, files);
    }
}
