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
        foreach (var definition in contents.OfKind("apiextensions.k8s.io/CustomResourceDefinition"))
            if (
                !ArgoCdApplication.IsServerSide(definition.SyncOptions)
                && ObjectSize.IsOver(definition.Document, ObjectSize.AnnotationLimit)
            )
                Judge(
                    applications.Where(one => one.Brings(definition.Document.At.File)).ToList(),
                    Messages.DefinitionTooLarge(definition.Document.At, definition.ToString()),
                    application => Messages.DefinitionClientSide(definition.Document.At, definition.ToString(), application),
                    findings
                );
        foreach (
            var chart in contents.Parts.Select(part => part.Chart).OfType<ChartUse>().Where(chart => !chart.IsSeen && BringsThem(chart))
        )
            Judge(
                applications.Where(one => one.Inflates(chart)).ToList(),
                Messages.ChartDefinitionsTooLarge(chart.At, chart.Name),
                application => Messages.ChartDefinitionsClientSide(chart.At, chart.Name, application),
                findings
            );
    }

    private static void Judge(List<ArgoCdApplication> applications, Diagnostic doubt, Func<string, Diagnostic> failure, Findings findings)
    {
        if (applications.Count == 0)
            findings.CannotTell(doubt);
        foreach (var application in applications.Where(one => !one.IsServerSide()))
            findings.Fail(failure(application.Manifest.ToString()));
    }

    private static bool BringsThem(ChartUse chart) =>
        chart.Name == "prometheus-operator-crds"
        || (chart.Name == KubePrometheusStack.ChartName && new ChartValues(chart).Flag(true, "crds", "enabled"));
}
