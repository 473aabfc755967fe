using System.Text;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-008: Grafana's sidecar finds every dashboard, and the API takes it.</summary>
internal static class DashboardRule
{
    // Of data and binaryData together (API reference, ConfigMap).
    private const int Limit = 1024 * 1024;

    public static Rule<ClusterContents> Found { get; } =
        new(
            "PROM-008",
            "A ConfigMap with a dashboard bears the label that Grafana's sidecar looks for (`grafana_dashboard: \"1\"` unless it is told "
                + "otherwise), is in a namespace where it looks, and stays under 1 MiB.",
            Check
        )
        {
            Why = "Without the label no dashboard appears, and nothing says so; a ConfigMap of more than 1 MiB is refused.",
            Mend = "Set the label, as text; give a large dashboard a ConfigMap of its own, or take panels out.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var sidecars = DashboardSidecar.Of(contents).ToList();
        var asked = sidecars.Count == 0 ? [DashboardSidecar.Default] : sidecars;
        var mounted = Mounted(contents);
        foreach (var map in contents.OfKind("ConfigMap"))
        {
            var isLabelled = asked.Any(sidecar => map.Metadata.MapAt("labels")?.Says(sidecar.Label) == true);
            if (!isLabelled && !IsDashboard(map))
                continue;
            if (Size(map) is var size && size > Limit)
                findings.Fail(Messages.DashboardTooLarge(map.Document.At, map.ToString(), size));
            if (mounted.Contains((map.Namespace, map.Name)))
                continue;
            Label(map, asked, isLabelled, sidecars.Count > 0, findings);
        }
    }

    private static void Label(Manifest map, List<DashboardSidecar> asked, bool isLabelled, bool isSeen, Findings findings)
    {
        var first = asked[0];
        var at = map.Metadata?.Place("labels") ?? map.Document.At;
        if (!isLabelled && isSeen)
            findings.Fail(Messages.DashboardUnlabelled(at, map.ToString(), first.Label, first.Value));
        else if (!isLabelled)
            findings.CannotTell(Messages.DashboardNobody(at, map.ToString(), first.Label, first.Value));
        else if (
            asked.Select(sidecar => map.Metadata.Node("labels", sidecar.Label)).OfType<YamlScalar>().FirstOrDefault(IsNoText) is { } bare
        )
            findings.Fail(Messages.DashboardLabelForm(bare.At, map.ToString(), first.Label, bare.Text));
        else if (!asked.Any(sidecar => sidecar.Value.Length == 0 || map.Label(sidecar.Label) == sidecar.Value))
            findings.Fail(
                Messages.DashboardLabelValue(
                    map.Metadata!.Place("labels", first.Label),
                    map.ToString(),
                    first.Label,
                    map.Label(first.Label) ?? "",
                    first.Value
                )
            );
        else if (
            !asked.Any(sidecar => sidecar.Namespaces.Length == 0 || sidecar.Namespaces.Contains(map.Namespace, StringComparer.Ordinal))
        )
            findings.Fail(Messages.DashboardElsewhere(at, map.ToString(), first.Namespaces));
    }

    private static bool IsNoText(YamlScalar scalar) => PlainScalars.IsNoText(scalar);

    // The words of Grafana's dashboard model, which no other JSON has together.
    private static bool IsDashboard(Manifest map) =>
        (map.Document.Map("data")?.Entries ?? []).Any(entry =>
            entry.Key.Text.EndsWith(".json", StringComparison.Ordinal)
            && entry.Value is YamlScalar { Text: var text }
            && text.Contains("\"panels\"", StringComparison.Ordinal)
            && text.Contains("\"title\"", StringComparison.Ordinal)
            && (text.Contains("\"schemaVersion\"", StringComparison.Ordinal) || text.Contains("\"templating\"", StringComparison.Ordinal))
        );

    private static long Size(Manifest map) =>
        Scalars(map, "data").Sum(text => (long)Encoding.UTF8.GetByteCount(text))
        + Scalars(map, "binaryData").Sum(text => (long)text.Count(c => !char.IsWhiteSpace(c)) * 3 / 4);

    private static IEnumerable<string> Scalars(Manifest map, string key) =>
        (map.Document.Map(key)?.Entries ?? []).Select(entry => entry.Value).OfType<YamlScalar>().Select(scalar => scalar.Text);

    // Grafana's own provisioning reads these from its disk; the operator's GrafanaDashboard names one.
    private static HashSet<(string, string)> Mounted(ClusterContents contents) =>
        [
            .. new[] { "apps/Deployment", "apps/StatefulSet" }
                .SelectMany(contents.OfKind)
                .SelectMany(workload =>
                    workload.Pods?.Spec.MapsAt("volumes").SelectMany(Sources).Select(name => (workload.Namespace, name)) ?? []
                ),
            .. contents
                .OfKind("grafana.integreatly.org/GrafanaDashboard")
                .Select(dashboard => (dashboard.Namespace, dashboard.Spec.TextAt("configMapRef", "name") ?? "")),
        ];

    private static IEnumerable<string> Sources(YamlMap volume) =>
        volume.MapsAt("projected", "sources").Append(volume).Select(source => source.TextAt("configMap", "name")).OfType<string>();
}
