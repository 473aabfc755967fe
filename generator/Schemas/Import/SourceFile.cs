namespace GitOpsGen.Schemas.Import;

/// <summary>A file that may hold definitions or descriptions.</summary>
/// <param name="Name">In the folder or archive that was named; no path of this machine.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record SourceFile(string Name, string Text, string Sha256)
{
    public bool IsJson => Name.EndsWith(".json", StringComparison.Ordinal);
}
