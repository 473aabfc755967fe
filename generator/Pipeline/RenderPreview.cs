using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline;

/// <summary>What a render would write, and the bytes of it.</summary>
/// <param name="Files">Every file that is not as it would be, by path; null for one that would go.</param>
public sealed record RenderPreview(RenderReport Report, IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> Files)
{
    public static RenderPreview Failed(RenderReport report) =>
        new(report, new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal));

    /// <summary>Reads what was staged, before the stage goes.</summary>
    public static async Task<RenderPreview> OfAsync(RenderReport report, CancellationToken cancellation)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        foreach (var change in report.Changes.Changes)
            files[change.Path] = change.New is null ? null : await BytesAsync(change.New, cancellation);
        return new RenderPreview(report, files);
    }

    private static async Task<byte[]> BytesAsync(Content content, CancellationToken cancellation) =>
        content switch
        {
            Content.Copy copy => await File.ReadAllBytesAsync(copy.Path, cancellation),
            Content.Text text => System.Text.Encoding.UTF8.GetBytes(text.Value),
            _ => throw new InvalidOperationException("content of no known kind"),
        };
}
