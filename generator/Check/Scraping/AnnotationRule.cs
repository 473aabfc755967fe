using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Scraping;

/// <summary>SCR-004: the annotations by which pods ask to be scraped are where a scrape job looks, and of a form that it takes.</summary>
internal static class AnnotationRule
{
    private const string Prefix = "prometheus.io/";

    private static readonly string[] Words = ["scrape", "port", "path", "scheme"];

    public static Rule<ClusterContents> OnPods { get; } =
        new(
            "SCR-004",
            "The annotations `prometheus.io/scrape`, `port`, `path` and `scheme` of a workload stand on its pod template, are quoted, and "
                + "have values that mean something; none stands twice, as `prometheus.io/scheme` and `prometheus.io.scheme`.",
            Check
        )
        {
            Why = "On the workload itself nobody reads them; `true` or `8080` without quotes is no text, and the API refuses the object.",
            Mend = "Move them to `spec.template.metadata.annotations`, in quotes.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var manifest in contents.Objects.Objects)
        {
            var own = manifest.Metadata?.Map("annotations");
            Form(manifest, own, "metadata.annotations", findings);
            if (manifest.Pods is not { } pods || manifest.Kind == "Pod")
            {
                if (manifest.Kind == "Pod")
                    Values(manifest, own, findings);
                continue;
            }

            var annotations = pods.Document.MapAt("metadata", "annotations");
            Form(manifest, annotations, "annotations of the pod template", findings);
            Values(manifest, annotations, findings);
            Misplaced(manifest, own, annotations, findings);
        }
    }

    private static void Form(Manifest manifest, YamlMap? annotations, string path, Findings findings)
    {
        foreach (var entry in Ours(annotations))
            if (entry.Value is not YamlScalar scalar)
                findings.Fail(Messages.AnnotationNoText(entry.Key.At, manifest.ToString(), path, entry.Key.Text, $"a {entry.Value.Kind}"));
            else if (PlainScalars.IsNoText(scalar))
                findings.Fail(
                    Messages.AnnotationNoText(
                        scalar.At,
                        manifest.ToString(),
                        path,
                        entry.Key.Text,
                        scalar.IsNull ? "null" : $"{scalar.Text} without quotes"
                    )
                );
    }

    private static void Values(Manifest manifest, YamlMap? annotations, Findings findings)
    {
        foreach (var entry in Ours(annotations))
        {
            var word = Word(entry.Key.Text);
            if (entry.Key.Text.StartsWith("prometheus.io.", StringComparison.Ordinal) && annotations![Prefix + word] is not null)
                findings.Fail(Messages.AnnotationTwice(entry.Key.At, manifest.ToString(), Prefix + word, entry.Key.Text));
            if (!Words.Contains(word, StringComparer.Ordinal))
            {
                if (Nearest.To(word, Words) is { } near)
                    findings.Fail(Messages.AnnotationUnknown(entry.Key.At, manifest.ToString(), entry.Key.Text, Prefix + near));
            }
            else if (entry.Value is YamlScalar { IsNull: false } value && Wanted(word, value.Text) is { } wanted)
                findings.Fail(Messages.AnnotationValue(value.At, manifest.ToString(), entry.Key.Text, value.Text, wanted));
        }
    }

    private static string? Wanted(string word, string value) =>
        word switch
        {
            "scrape" when value is not ("true" or "false") => "\"true\" or \"false\"",
            "port" when !int.TryParse(value, out var port) || port is < 1 or > 65535 => "a number of a port, such as \"8080\"",
            "path" when !value.StartsWith('/') => "a path that begins with '/'",
            "scheme" when value is not ("http" or "https") => "\"http\" or \"https\"",
            _ => null,
        };

    private static void Misplaced(Manifest manifest, YamlMap? own, YamlMap? annotations, Findings findings)
    {
        if (Ours(own).Where(entry => Words.Contains(Word(entry.Key.Text), StringComparer.Ordinal)).ToList() is not { Count: > 0 } entries)
            return;
        // Both is what some charts do; the template's count.
        if (!Ours(annotations).Any())
            findings.Fail(
                Messages.AnnotationMisplaced(entries[0].Key.At, manifest.ToString(), [.. entries.Select(entry => entry.Key.Text)])
            );
    }

    private static IEnumerable<YamlEntry> Ours(YamlMap? annotations) =>
        (annotations?.Entries ?? []).Where(entry =>
            entry.Key.Text.StartsWith(Prefix, StringComparison.Ordinal)
            || entry.Key.Text.StartsWith("prometheus.io.", StringComparison.Ordinal)
        );

    private static string Word(string key) => key[Prefix.Length..];
}
