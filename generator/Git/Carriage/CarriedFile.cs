namespace GitOpsGen.Git.Carriage;

/// <summary>A file whose bytes the fleet depends on, as it lies there or as it is about to be written.</summary>
/// <param name="Path">Relative to the fleet.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record CarriedFile(string Path, string Sha256, Func<byte[]> Read);
