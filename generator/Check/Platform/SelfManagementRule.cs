using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>ARG-001: Argo CD applies itself on the server.</summary>
internal static class SelfManagementRule
{
    public static Rule<ClusterContents> ServerSide { get; } =
        new(
            "ARG-001",
            "The Application that brings Argo CD itself (the chart argo-cd, the manifests of argoproj/argo-cd, or its ApplicationSet "
                + "definition) has the sync option ServerSideApply=true.",
            Check
        )
        {
            Why =
                "Since 3.3 the definition of ApplicationSet is larger than client-side apply can keep: Argo CD can no longer update "
                + "itself.",
            Mend = "Add ServerSideApply=true to syncPolicy.syncOptions.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var applications = ArgoCdApplication.Of(contents).ToList();
        foreach (var application in applications.Where(one => !one.IsServerSide() && BringsArgoCd(contents, one)))
            findings.Fail(Messages.ArgoCdClientSide(application.Spec.Place("syncPolicy", "syncOptions"), application.Manifest.ToString()));
        foreach (var part in contents.Parts)
            if (part.Chart is { Name: ArgoCdSettings.ChartName } chart && !applications.Any(one => one.Inflates(chart)))
                Chart(part, chart, findings);
    }

    private static void Chart(ContentsPart part, ChartUse chart, Findings findings)
    {
        if (part.SyncOptions is not { } options)
            findings.CannotTell(Messages.ArgoCdNotSeen(chart.At));
        else if (!ArgoCdApplication.IsServerSide(options))
            findings.Fail(Messages.ArgoCdClientSide(chart.At, $"the Application of {part.App}"));
    }

    private static bool BringsArgoCd(ClusterContents contents, ArgoCdApplication application) =>
        application.Sources.Any(IsArgoCd)
        || contents
            .OfKind("apiextensions.k8s.io/CustomResourceDefinition")
            .Any(one =>
                one.Name == "applicationsets.argoproj.io"
                && !ArgoCdApplication.IsServerSide(one.SyncOptions)
                && application.Brings(one.Document.At.File)
            );

    private static bool IsArgoCd(YamlMap source) =>
        source.Text("chart")?.Split('/')[^1] == ArgoCdSettings.ChartName
        || (
            (source.Text("repoURL") ?? "").TrimEnd('/') is var url
            && (
                url.EndsWith("argoproj/argo-cd", StringComparison.Ordinal) || url.EndsWith("argoproj/argo-cd.git", StringComparison.Ordinal)
            )
            && (source.Text("path") ?? "").Contains("manifests", StringComparison.Ordinal)
        );
}
