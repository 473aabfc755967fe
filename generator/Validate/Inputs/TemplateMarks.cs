using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Finds templates that were left where manifests are expected. What Alertmanager, Argo CD or Grafana fill in themselves is none.
/// </summary>
public static partial class TemplateMarks
{
    /// <param name="isYaml">The file is YAML all the same; then only what can be nothing but a template counts.</param>
    public static Diagnostic? In(ManifestChunk chunk, string text, bool isYaml)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
            return null;
        var mark = (isYaml ? OfHelm() : AnyLine()).Match(text);
        if (!mark.Success)
            return null;
        var before = text.AsSpan(0, mark.Index);
        var at = new Position(chunk.File.Path, before.Count('\n') + chunk.FirstLine, mark.Index - before.LastIndexOf('\n'));
        return Messages.TemplateLeft(at, mark.Value.Split('\n')[0].Trim());
    }

    [GeneratedRegex(@"\{\{-?\s*(?:\.Values|\.Release|\.Chart|include\s|template\s|tpl\s)[^\n}]{0,80}\}{0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex OfHelm();

    [GeneratedRegex(@"\{\{[^\n]{0,80}", RegexOptions.NonBacktracking)]
    private static partial Regex AnyLine();
}
