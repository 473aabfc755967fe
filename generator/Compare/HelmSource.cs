using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare;

/// <summary>What an Application has Argo CD inflate for one unit.</summary>
/// <param name="Repository">As Argo CD has it: that of an OCI registry without its scheme. Null for a chart in the fleet's
/// repository.</param>
/// <param name="Path">Of a chart in the fleet's repository; null for one of a chart repository.</param>
/// <param name="Values">The values file, relative to the fleet.</param>
/// <param name="Over">Values that the Application itself lays over them, as YAML; else empty. Of an ApplicationSet without its elements':
/// a cluster more is no change for those that are there.</param>
/// <param name="Beyond">A setting that gitopsgen does not write, so that what it does is not known here; else empty.</param>
public sealed partial record HelmSource(
    string? Repository,
    string? Chart,
    string? Path,
    string Version,
    string ReleaseName,
    string Namespace,
    string Values,
    string Over,
    string Beyond
)
{
    private const string Root = "$values/";

    public string Described => Path ?? $"{Repository}/{Chart} {Version}";

    /// <summary>
    /// The sources with values from the fleet, of an Application or of all elements of an ApplicationSet; null when the text is no YAML.
    /// </summary>
    public static ImmutableArray<HelmSource>? In(string path, string text)
    {
        // Most Applications have none, and need not be parsed.
        if (!text.Contains(Root, StringComparison.Ordinal))
            return [];
        return YamlReader.ReadAll(path, text, new DiagnosticBag(), YamlLimits.Generated) is { } documents
            ? [.. documents.OfType<YamlMap>().SelectMany(Of).Distinct()]
            : null;
    }

    private static IEnumerable<HelmSource> Of(YamlMap document) =>
        document.Text("kind") switch
        {
            "Application" => Of(document, element: null),
            "ApplicationSet" when document.Map("spec") is { } spec && spec.Map("template") is { } template => spec.List("generators")
                .OfType<YamlMap>()
                .SelectMany(generator => generator.Map("list")?.List("elements") ?? [])
                .OfType<YamlMap>()
                .SelectMany(element => Of(template, element)),
            _ => [],
        };

    private static IEnumerable<HelmSource> Of(YamlMap application, YamlMap? element)
    {
        if (application.Map("spec") is not { } spec)
            yield break;
        foreach (var source in spec.List("sources").Append(spec["source"]).OfType<YamlMap>())
        {
            if (source.Map("helm") is not { } helm)
                continue;
            var files = helm.Texts("valueFiles")
                .Select(file => Filled(file.Text, element))
                .Where(file => file.StartsWith(Root, StringComparison.Ordinal))
                .ToList();
            if (files.Count == 0)
                continue;
            var chart = source.Text("chart");
            yield return new HelmSource(
                chart is null ? null : source.Text("repoURL"),
                chart,
                chart is null ? source.Text("path") ?? "" : null,
                source.Text("targetRevision") ?? "",
                Filled(helm.Text("releaseName") ?? application.Map("metadata")?.Text("name") ?? "", element),
                Filled(spec.Map("destination")?.Text("namespace") ?? "", element),
                files[0][Root.Length..],
                helm.Map("valuesObject") is { } over ? YamlWriter.Write(element is null ? over : AnyElement(over)) : "",
                helm.Entries.Select(entry => entry.Key.Text)
                    .FirstOrDefault(key => key is not ("releaseName" or "valueFiles" or "valuesObject" or "skipTests"))
                    ?? (helm.List("valueFiles").Count > 1 ? "valueFiles" : "")
            );
        }
    }

    private static string Filled(string text, YamlMap? element) =>
        element is null ? text : Placeholder().Replace(text, match => element.Text(match.Groups[1].Value) ?? match.Value);

    private static YamlMap AnyElement(YamlMap map) =>
        new(map.At, [.. map.Entries.Select(entry => new YamlEntry(entry.Key, AnyElement(entry.Value)))]);

    private static YamlNode AnyElement(YamlNode node) =>
        node switch
        {
            YamlScalar { IsString: true } scalar => new YamlScalar(scalar.At, AnyElement(scalar.Text), isString: true),
            YamlScalar scalar => new YamlScalar(scalar.At, AnyElement(scalar.Text), scalar.Text.Contains("{{", StringComparison.Ordinal)),
            YamlMap map => AnyElement(map),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(AnyElement)]),
            _ => node,
        };

    // Texts that a chart takes for the name of a cluster and for its address.
    private static string AnyElement(string text) =>
        Placeholder()
            .Replace(text, match => match.Groups[1].Value == "server" ? "https://any-cluster" : "any-cluster")
            .Replace("{{`{{`}}", "{{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{\s*\.(\w+)\s*\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
