using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Render.Templates;

namespace GitOpsGen.Publish;

/// <summary>The texts of commits and pull requests: the tool's own, or the fleet's in their place.</summary>
public sealed class Texts(FileTree files, DiagnosticBag diagnostics, CancellationToken cancellation)
{
    private readonly TemplateEngine engine = new(cancellation);

    /// <summary>Empty after an error.</summary>
    public string Render(string template, IReadOnlyDictionary<string, object?> data)
    {
        try
        {
            return engine.Render(Text(template), data).Text.ReplaceLineEndings("\n").Trim('\n');
        }
        catch (TemplateException error)
        {
            diagnostics.Add(Messages.TextFailed(new Position(template, error.Line, error.Column), error.Message));
            return "";
        }
    }

    private string Text(string template)
    {
        if (files.FileExists(template))
            return files.ReadText(template, FileTree.TextLimit, diagnostics) ?? "";
        using var reader = new StreamReader(typeof(Texts).Assembly.GetManifestResourceStream(template)!);
        return reader.ReadToEnd();
    }
}
