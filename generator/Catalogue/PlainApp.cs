using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Makes an app of a folder that has no app.yaml: a chart, a kustomization, or manifests.</summary>
public sealed class PlainApp(string folder, AppNaming naming, DiagnosticBag diagnostics)
{
    private const string ChartFile = "Chart.yaml";

    private const string Kustomization = "kustomization.yaml";

    private static readonly ImmutableArray<string> Kustomizations = [Kustomization, "kustomization.yml", "Kustomization"];

    private string Name => naming.Name ?? DnsLabel.Mend(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));

    public CatalogueApp? Of(ImmutableSortedDictionary<string, byte[]> contents)
    {
        if (contents.ContainsKey(ChartFile))
            return Chart(contents);
        if (Kustomizations.FirstOrDefault(contents.ContainsKey) is { } kustomization)
            return Base(contents, Document(kustomization, contents[kustomization])?.Text("namespace"));
        var manifests = contents.Where(file => IsYaml(file.Key)).ToDictionary(file => file.Key, Headers, StringComparer.Ordinal);
        if (contents.Keys.FirstOrDefault(path => !IsYaml(path)) is { } other)
            return Refused(
                $"'{other}' is no YAML. Name a folder of manifests alone, or write a kustomization.yaml or an app.yaml into it."
            );
        if (manifests.FirstOrDefault(file => file.Value is null).Key is { } odd)
            return Refused($"'{odd}' is no manifest of Kubernetes. Take it out, or write a kustomization.yaml or an app.yaml there.");
        var list = $"resources:\n{string.Concat(manifests.Keys.Select(path => $"  - {YamlSplice.Flow(path)}\n"))}";
        var space = manifests.Values.SelectMany(headers => headers!).Select(header => header.Id.Namespace).Distinct().ToList();
        return Base(contents.SetItem(Kustomization, Encoding.UTF8.GetBytes(list)), space is [{ Length: > 0 } one] ? one : null);
    }

    private CatalogueApp? Base(ImmutableSortedDictionary<string, byte[]> contents, string? space) =>
        App(
            "  delivery: rendered\n  kustomize: {base: base}\n",
            ("0.1.0", IsGuess: true),
            space,
            contents.Select(file => KeyValuePair.Create($"base/{file.Key}", file.Value))
        );

    private CatalogueApp? Chart(ImmutableSortedDictionary<string, byte[]> contents)
    {
        if (Document(ChartFile, contents[ChartFile])?.Text("version") is not { } version)
            return Refused("its Chart.yaml has no version.");
        return App(
            $"  delivery: rendered\n  chart: {{path: chart, version: {YamlSplice.Flow(version)}, releaseName: {YamlSplice.Flow(Name)}}}\n"
                + "  values: [values.yaml]\n",
            (version, IsGuess: false),
            space: null,
            contents
                .Select(file => KeyValuePair.Create($"chart/{file.Key}", file.Value))
                .Append(
                    KeyValuePair.Create(
                        "values.yaml",
                        Encoding.UTF8.GetBytes("# What is said here wins over the chart's own values.\n{}\n")
                    )
                )
        );
    }

    private CatalogueApp? App(
        string rest,
        (string Text, bool IsGuess) version,
        string? space,
        IEnumerable<KeyValuePair<string, byte[]>> contents
    )
    {
        if (!DnsLabel.IsValid(Name))
            return Refused($"'{Name}' is no DNS label. Say --name {DnsLabel.Mend(Name)}.");
        var text = new AppDescription(Name, version.Text, naming.Namespace ?? space ?? Name)
        {
            GuessesVersion = version.IsGuess,
            GuessesNamespace = naming.Namespace is null && space is null,
        }.Write(rest);
        var files = contents.Append(KeyValuePair.Create(SourceFolder.DescriptionFile, Encoding.UTF8.GetBytes(text)));
        return CatalogueApp.Read(
            Name,
            Document(SourceFolder.DescriptionFile, Encoding.UTF8.GetBytes(text))!.Map("spec")!,
            FolderApp.InFleet(Name, files)
        );
    }

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yaml" or ".yml";

    // Null where one of its documents is no manifest.
    private static IReadOnlyList<ManifestHeader>? Headers(KeyValuePair<string, byte[]> file)
    {
        var documents = YamlReader.ReadAll(file.Key, Encoding.UTF8.GetString(file.Value), new DiagnosticBag());
        var headers = (documents ?? []).OfType<YamlMap>().Where(map => map.Entries.Count > 0).Select(ManifestHeader.Of).ToList();
        return headers.Count > 0 && headers.TrueForAll(header => header is { Version.Length: > 0, Id.Kind.Length: > 0 }) ? headers : null;
    }

    private static YamlMap? Document(string path, byte[] content) =>
        YamlReader.ReadMap(path, Encoding.UTF8.GetString(content), new DiagnosticBag());

    private CatalogueApp? Refused(string reason)
    {
        diagnostics.Add(Messages.NoAppInFolder(folder, reason));
        return null;
    }
}
