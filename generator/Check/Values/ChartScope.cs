using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Values;

/// <summary>
/// What a chart takes: the defaults of its values.yaml, what its templates read, and the charts in it by the names of their values.
/// </summary>
public sealed record ChartScope(YamlMap Defaults, ValueReferences References, ImmutableSortedDictionary<string, ChartScope> Parts)
{
    private const string ValuesFile = "values.yaml";

    private const string PartsFolder = "charts/";

    /// <param name="texts">Of the chart, by path (<see cref="Engines.Helm.ChartTexts"/>).</param>
    public static ChartScope Of(IReadOnlyDictionary<string, string> texts)
    {
        var chart = Read("Chart.yaml", texts);
        var references = new ValueReferences();
        foreach (var (path, text) in texts)
            if (!path.StartsWith(PartsFolder, StringComparison.Ordinal))
                references.Add(text);
            else if (IsShared(path, texts))
                references.Add(text, isWhole: false);
        var parts = Folders(texts).ToDictionary(folder => folder, folder => Of(Inside(folder, texts)), StringComparer.Ordinal);
        var dependencies = chart.List("dependencies").OfType<YamlMap>().ToList();
        foreach (var condition in dependencies.SelectMany(one => (one.Text("condition") ?? "").Split(',')).Where(path => path.Length > 0))
            references.Add(condition.Trim().Split('.'));
        foreach (var one in dependencies)
            if (one.Text("alias") is { } alias && one.Text("name") is { } name && parts.TryGetValue(name, out var part))
                parts[alias] = part;
        return new ChartScope(Read(ValuesFile, texts), references, parts.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    // What a template of a part defines is read with the values of whoever includes it.
    private static bool IsShared(string path, IReadOnlyDictionary<string, string> texts) =>
        path[(path.LastIndexOf('/') + 1)..].StartsWith('_')
        || Read($"{PartsFolder}{path.Split('/')[1]}/Chart.yaml", texts).Text("type") == "library";

    private static IEnumerable<string> Folders(IReadOnlyDictionary<string, string> texts) =>
        texts
            .Keys.Where(path => path.StartsWith(PartsFolder, StringComparison.Ordinal))
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 2)
            .Select(parts => parts[1])
            .Distinct(StringComparer.Ordinal);

    private static Dictionary<string, string> Inside(string folder, IReadOnlyDictionary<string, string> texts)
    {
        var start = $"{PartsFolder}{folder}/";
        return texts
            .Where(text => text.Key.StartsWith(start, StringComparison.Ordinal))
            .ToDictionary(text => text.Key[start.Length..], text => text.Value, StringComparer.Ordinal);
    }

    // One that cannot be read is Helm's to complain of.
    private static YamlMap Read(string path, IReadOnlyDictionary<string, string> texts) =>
        texts.TryGetValue(path, out var text) && YamlReader.ReadMap(path, text, new DiagnosticBag()) is { } map
            ? map
            : YamlMap.Empty(Position.Start(path));
}
