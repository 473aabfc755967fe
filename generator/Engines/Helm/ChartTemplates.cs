namespace GitOpsGen.Engines.Helm;

/// <summary>The templates of a chart and of the charts in it, as text.</summary>
public static class ChartTemplates
{
    /// <param name="chart">Absolute path of a .tgz or a folder.</param>
    /// <returns>Each with its path in the chart; what cannot be read is left out, since Helm will say what is wrong with it.</returns>
    public static IReadOnlyList<(string Path, string Text)> Of(string chart)
    {
        try
        {
            return Directory.Exists(chart) ? [.. InFolder(chart)] : [.. Packed(chart)];
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Path, string Text)> InFolder(string chart) =>
        Directory
            .EnumerateFiles(chart, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path: Path.GetRelativePath(chart, file).Replace('\\', '/'), file))
            .Where(found => IsTemplate(found.Path))
            .Select(found => (found.Path, File.ReadAllText(found.file)));

    private static IEnumerable<(string Path, string Text)> Packed(string file)
    {
        using var packed = File.OpenRead(file);
        foreach (var entry in ChartArchive.Entries(packed))
            if (entry.DataStream is { } data && IsTemplate(entry.Name))
                yield return (entry.Name, new StreamReader(data).ReadToEnd());
    }

    private static bool IsTemplate(string path) =>
        $"/{path}".Contains("/templates/", StringComparison.Ordinal) && Path.GetExtension(path) is ".yaml" or ".yml" or ".tpl" or ".json";
}
