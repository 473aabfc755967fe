using GitOpsGen.Files;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Templates;

/// <summary>The Helm charts of the searched folder: which files belong together, what their values and named templates say.</summary>
public sealed class ChartFiles(IReadOnlyDictionary<string, SourceFile> files)
{
    private readonly ILookup<string, (SourceFile File, TemplateAction Define)> defines = files
        .Values.Where(file => file.Kind == FileKind.Template)
        .SelectMany(file =>
            file.Actions.Where(action => action.Word is "define" or "block")
                .Select(action => (Name: Expression.FirstLiteral(action.Inner), File: file, Define: action))
        )
        .ToLookup(row => row.Name ?? "", row => (row.File, row.Define), StringComparer.Ordinal);

    /// <summary>
    /// The folder of the chart that holds the file: where its Chart.yaml is, or that of <c>templates/</c>; null outside of any.
    /// </summary>
    public string? Of(string path)
    {
        for (var folder = RepositoryPath.Parent(path); ; folder = RepositoryPath.Parent(folder))
        {
            if (files.ContainsKey(Join(folder, "Chart.yaml")))
                return folder;
            if (RepositoryPath.Name(folder) == "templates")
                return RepositoryPath.Parent(folder);
            if (folder.Length == 0)
                return null;
        }
    }

    /// <summary>All templates of a chart, those of its subcharts not among them.</summary>
    public IEnumerable<SourceFile> Templates(string chart) =>
        files.Values.Where(file => file.Kind == FileKind.Template && RepositoryPath.IsInside(chart, file.Path) && Of(file.Path) == chart);

    /// <summary>The value that the chart's own values.yaml has under a path of keys.</summary>
    public Outline? Value(string chart, string path)
    {
        if (!files.TryGetValue(Join(chart, "values.yaml"), out var values))
            return null;
        var node = values.Outline.Documents.FirstOrDefault();
        foreach (var key in path.Split('.'))
            node = node?[key];
        return node;
    }

    public string? ChartName(string chart) =>
        files.TryGetValue(Join(chart, "Chart.yaml"), out var file) ? file.Outline.Documents.FirstOrDefault()?["name"]?.Text : null;

    /// <summary>The text between a <c>define</c> and its <c>end</c>; the one of the same chart first.</summary>
    public (SourceFile File, int Start, int End)? Define(string name, string? chart)
    {
        var found = defines[name].OrderByDescending(row => Of(row.File.Path) == chart).FirstOrDefault();
        if (found.File is null)
            return null;
        var end = found
            .File.Actions.SkipWhile(action => action != found.Define)
            .Skip(1)
            .FirstOrDefault(action => action.Word == "end" && action.Branch == found.Define.Branch!.Parent);
        return (found.File, found.Define.End, end?.Start ?? found.File.Text.Length);
    }

    /// <summary>The name of the named template that holds the offset.</summary>
    public static string? DefineAround(SourceFile file, int offset)
    {
        TemplateAction? open = null;
        foreach (var action in file.Actions.TakeWhile(action => action.Start <= offset))
            if (action.Word == "define")
                open = action;
            else if (action.Word == "end" && open is not null && action.Branch == open.Branch!.Parent)
                open = null;
        return open is null ? null : Expression.FirstLiteral(open.Inner);
    }

    /// <summary>A scalar with the holes filled that values, the chart's name and named templates fill; the others stay <c>*</c>.</summary>
    public string Fill(Outline scalar)
    {
        if (!files.TryGetValue(scalar.Source.Path, out var file) || scalar.Start < 0)
            return scalar.Text;
        var filled = new TemplateFiller(this, file).Fill(scalar.Start, scalar.End).Trim();
        return filled.Length >= 2 && filled[0] is '"' or '\'' && filled[^1] == filled[0] ? filled[1..^1] : filled;
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
