using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-009: definitions that are too large for client-side apply are applied by the server.</summary>
internal static class DefinitionRule
{
    public static Rule<ClusterContents> ServerSide { get; } =
        new(
            "PROM-009",
            "A CustomResourceDefinition of more than 262,144 bytes is applied with ServerSideApply: six of the Prometheus operator's "
                + "are that "
                + "large (345 to 484 kB), and so is Argo CD's ApplicationSet.",
            Check
        )
        {
            Why = "Client-side apply keeps the whole object in an annotation, which may have no more than that: the sync fails.",
            Mend = "Say ServerSideApply=true among the Application's sync options, or in the annotation of the definition.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var applications = ArgoCdApplication.Of(contents).ToList();
        foreach (var part in contents.Parts)
        {
            foreach (var definition in part.Objects.Objects.Where(IsTooLarge))
                Judge(
                    Appliers(part, applications, one => one.Brings(definition.Document.At.File)),
                    Messages.DefinitionTooLarge(definition.Document.At, definition.ToString()),
                    applier => Messages.DefinitionClientSide(definition.Document.At, definition.ToString(), applier),
                    findings
                );
            if (part.Chart is { IsSeen: false } chart && BringsThem(chart))
                Judge(
                    Appliers(part, applications, one => one.Inflates(chart)),
                    Messages.ChartDefinitionsTooLarge(chart.At, chart.Name),
                    applier => Messages.ChartDefinitionsClientSide(chart.At, chart.Name, applier),
                    findings
                );
        }
    }

    private static bool IsTooLarge(Manifest manifest) =>
        manifest.GroupKind == "apiextensions.k8s.io/CustomResourceDefinition"
        && !ArgoCdApplication.IsServerSide(manifest.SyncOptions)
        && ObjectSize.IsOver(manifest.Document, ObjectSize.AnnotationLimit);

    // Who applies it, and whether on the server.
    private static List<(string Name, bool IsServerSide)> Appliers(
        ContentsPart part,
        List<ArgoCdApplication> applications,
        Func<ArgoCdApplication, bool> brings
    ) =>
        part.SyncOptions is { } options
            ? [($"the Application of {part.App}", ArgoCdApplication.IsServerSide(options))]
            : [.. applications.Where(brings).Select(one => (one.Manifest.ToString(), one.IsServerSide()))];

    private static void Judge(
        List<(string Name, bool IsServerSide)> appliers,
        Diagnostic doubt,
        Func<string, Diagnostic> failure,
        Findings findings
    )
    {
        if (appliers.Count == 0)
            findings.CannotTell(doubt);
        foreach (var (name, _) in appliers.Where(one => !one.IsServerSide))
            findings.Fail(failure(name));
    }

    private static bool BringsThem(ChartUse chart) =>
        chart.Name == "prometheus-operator-crds"
        || (chart.Name == KubePrometheusStack.ChartName && new ChartValues(chart).Flag(true, "crds", "enabled"));
}
