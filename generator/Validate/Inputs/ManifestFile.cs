namespace GitOpsGen.Validate.Inputs;

/// <summary>A file that may hold manifests.</summary>
/// <param name="Path">As the caller would name it, with '/'.</param>
/// <param name="IsNamed">The caller named the very file, and so expects objects in it.</param>
public sealed record ManifestFile(string Path, bool IsNamed);
