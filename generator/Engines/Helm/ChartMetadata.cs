using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Helm;

/// <summary>What a chart says of itself in its Chart.yaml.</summary>
public sealed record ChartMetadata(string Name, string Version)
{
    private const string FileName = "Chart.yaml";

    /// <summary>Reads the Chart.yaml of a folder or of a .tgz; null when that is no chart.</summary>
    public static ChartMetadata? Of(string path)
    {
        try
        {
            var text = Directory.Exists(path) ? Read(Path.Join(path, FileName)) : Unpack(path);
            var chart = text is null ? null : YamlReader.ReadMap(FileName, text, new DiagnosticBag());
            return chart?.Text("name") is { } name && chart.Text("version") is { } version ? new ChartMetadata(name, version) : null;
        }
        catch (Exception error)
            when (error is IOException or InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>True when the chart's version is the one that was asked for; Helm leaves a 'v' and what follows '+' aside, too.</summary>
    public bool Is(string version) => Plain(Version) == Plain(version);

    private static string Plain(string version) => version.TrimStart('v').Split('+')[0];

    private static string? Read(string file) => new FileInfo(file).Length <= FileTree.DescriptionLimit ? File.ReadAllText(file) : null;

    // Helm's packages hold everything in one folder with the chart's name; subcharts lie deeper.
    private static string? Unpack(string file)
    {
        using var packed = File.OpenRead(file);
        foreach (var entry in ChartArchive.Entries(packed))
            if (entry.DataStream is { } data && entry.Length <= FileTree.DescriptionLimit && entry.Name.Split('/') is [_, FileName])
                return new StreamReader(data, Encoding.UTF8).ReadToEnd();
        return null;
    }
}
