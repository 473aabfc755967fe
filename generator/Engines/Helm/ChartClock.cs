using System.Text.RegularExpressions;

namespace GitOpsGen.Engines.Helm;

/// <summary>Whether a chart's templates ask what time it is: two templatings in the same second would hide that.</summary>
public static partial class ChartClock
{
    /// <param name="chart">Absolute path of a .tgz or a folder.</param>
    public static bool IsAsked(string chart)
    {
        try
        {
            return Directory.Exists(chart)
                ? Directory
                    .EnumerateFiles(chart, "*", SearchOption.AllDirectories)
                    .Where(IsTemplate)
                    .Any(file => Now().IsMatch(File.ReadAllText(file)))
                : IsAskedPacked(chart);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            // Helm will say what is wrong with it.
            return false;
        }
    }

    private static bool IsAskedPacked(string file)
    {
        using var packed = File.OpenRead(file);
        foreach (var entry in ChartArchive.Entries(packed))
            if (entry.DataStream is { } data && IsTemplate(entry.Name) && Now().IsMatch(new StreamReader(data).ReadToEnd()))
                return true;
        return false;
    }

    private static bool IsTemplate(string path) =>
        path.Replace('\\', '/').Contains("/templates/", StringComparison.Ordinal)
        && Path.GetExtension(path) is ".yaml" or ".yml" or ".tpl" or ".json";

    [GeneratedRegex(@"\{\{[^}]*\bnow\b", RegexOptions.NonBacktracking)]
    private static partial Regex Now();
}
