namespace GitOpsGen.Validate.Inputs;

/// <summary>Some whole documents of a file.</summary>
/// <param name="FirstLine">The line of the file that it begins with, from 1.</param>
public sealed record ManifestChunk(ManifestFile File, ReadOnlyMemory<byte> Bytes, int FirstLine)
{
    /// <summary>Of its bytes and of where they stand.</summary>
    public string Digest => Files.Digest.OfText($"{File.Path}\n{FirstLine}\n{Files.Digest.OfBytes(Bytes.Span)}");
}
