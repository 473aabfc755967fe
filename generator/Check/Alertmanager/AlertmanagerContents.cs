using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>The configurations of Alertmanager in an environment, read once for all rules about them.</summary>
public sealed partial class AlertmanagerContents
{
    // Only as long as somebody else holds what it was read from.
    private static readonly ConditionalWeakTable<ClusterContents, AlertmanagerContents> Known = [];

    private const string Guess = "https://template.invalid";

    private static readonly string[] Keys = ["alertmanager.yaml", "alertmanager.yml"];

    private readonly List<AlertmanagerConfiguration> configurations = [];

    private readonly List<(Position At, string Title, string Why)> unreadable = [];

    private AlertmanagerContents(ClusterContents contents)
    {
        foreach (var manifest in contents.Objects.Objects)
            Read(manifest);
        foreach (var chart in contents.Parts.Select(part => part.Chart).OfType<ChartUse>())
            Read(chart);
    }

    public IReadOnlyList<AlertmanagerConfiguration> Configurations => configurations;

    /// <summary>Those that are there and cannot be looked into, and why, as the end of a sentence.</summary>
    public IReadOnlyList<(Position At, string Title, string Why)> Unreadable => unreadable;

    public static AlertmanagerContents Of(ClusterContents contents) => Known.GetValue(contents, one => new AlertmanagerContents(one));

    private void Read(Manifest manifest)
    {
        switch (manifest.GroupKind)
        {
            case "Secret":
                Read(manifest, manifest.Document.Map("data"), "data", isTemplate: false, isEncoded: true);
                Read(manifest, manifest.Document.Map("stringData"), "stringData", isTemplate: false);
                break;
            case "ConfigMap":
                Read(manifest, manifest.Document.Map("data"), "data", isTemplate: false);
                break;
            case "external-secrets.io/ExternalSecret":
                Read(manifest, manifest.Spec?.Map("target")?.Map("template")?.Map("data"), "spec.target.template.data", isTemplate: true);
                break;
            case "bitnami.com/SealedSecret":
                foreach (var (key, value) in Of(manifest.Spec?.Map("encryptedData")))
                    unreadable.Add((value.At, Title(manifest, "spec.encryptedData", key), "it is encrypted"));
                Read(manifest, manifest.Spec?.Map("template")?.Map("data"), "spec.template.data", isTemplate: true);
                break;
            case "monitoring.coreos.com/AlertmanagerConfig" when manifest.Spec is { } spec:
                configurations.Add(ConfigurationReader.Of(spec, manifest.Document.At, $"{Naming.Of(manifest)} spec", text: null));
                break;
        }
    }

    // The chart makes a Secret of it, unless it is told to use another.
    private void Read(ChartUse chart)
    {
        var values = chart.Values.Map("alertmanager");
        if (
            chart is { Name: ChartRecords.Chart, IsSeen: false }
            && values?.Map("config") is { Entries.Count: > 0 } config
            && values.Map("alertmanagerSpec")?.Flag("useExistingSecret") != true
        )
            configurations.Add(ConfigurationReader.Of(config, config.At, "the value alertmanager.config", YamlWriter.Write(config)));
    }

    private void Read(Manifest manifest, YamlMap? data, string where, bool isTemplate, bool isEncoded = false)
    {
        foreach (var (key, value) in Of(data))
        {
            var title = Title(manifest, where, key);
            var text =
                isEncoded ? Decoded(value.Text)
                : isTemplate ? Rendered(value.Text)
                : value.Text;
            if (text is null)
                unreadable.Add((value.At, title, "it is not base64"));
            else if (YamlReader.ReadAll(value.At.File, text, new DiagnosticBag(), YamlLimits.Generated) is [YamlMap map, ..])
                configurations.Add(
                    ConfigurationReader.Of(map, value.At, title, text) with
                    {
                        IsGuessed = isTemplate && text.Contains(Guess, StringComparison.Ordinal),
                    }
                );
            else
                unreadable.Add(
                    (value.At, title, isTemplate ? "it is a template whose output is not YAML without its values" : "it is not YAML")
                );
        }
    }

    private static string Title(Manifest manifest, string where, string key) => $"{Naming.Of(manifest)} {where}[{key}]";

    private static IEnumerable<(string Key, YamlScalar Value)> Of(YamlMap? data) =>
        Keys.Select(key => (key, data?.Scalar(key))).Where(pair => pair.Item2 is not null).Select(pair => (pair.key, pair.Item2!));

    private static string? Decoded(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Of a Go template: raw texts as they stand, and in the place of everything else what passes for a text and for an address.
    private static string Rendered(string text) =>
        Placeholder().Replace(text, match => match.Groups["raw"].Success ? match.Groups["raw"].Value : Guess);

    [GeneratedRegex(@"\{\{-?\s*`(?<raw>[^`]*)`\s*-?\}\}|\{\{(?:""(?:\\.|[^""\\])*""|[^""}]|\}[^}])*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
