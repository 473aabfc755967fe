using GitOpsGen.Layout;
using GitOpsGen.Render;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// A description in a staged overlay, beside its kustomization because Kustomize reads no file elsewhere, and the line that names it. Gone
/// when disposed, so that what is built next is the overlay as it is committed.
/// </summary>
public sealed class SchemaFile : IDisposable
{
    // No file of an overlay begins with a dot.
    public const string Name = ".gitopsgen-openapi.json";

    private readonly string schema;
    private readonly string kustomization;
    private readonly string text;

    private SchemaFile(string folder)
    {
        schema = Path.Join(folder, Name);
        kustomization = Path.Join(folder, OverlayFolder.KustomizationFile);
        text = File.ReadAllText(kustomization);
    }

    /// <param name="folder">Of the staged overlay.</param>
    public static SchemaFile AddTo(string folder, string schema)
    {
        var file = new SchemaFile(folder);
        File.WriteAllText(file.schema, schema);
        File.WriteAllText(file.kustomization, $"{file.text.TrimEnd('\n')}\nopenapi: {{path: {Name}}}\n");
        return file;
    }

    public void Dispose()
    {
        File.WriteAllText(kustomization, text);
        File.Delete(schema);
    }
}
