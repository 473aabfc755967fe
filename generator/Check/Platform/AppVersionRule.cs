using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// APP-001: each app runs on the clusters' Kubernetes. What is so today <c>render</c> refuses; this is for the version that somebody asks
/// about.
/// </summary>
internal static class AppVersionRule
{
    public static Rule<ClusterContents> Runs { get; } =
        new(
            "APP-001",
            "An app runs on the Kubernetes of the clusters: its `kubernetes` in app.yaml has the version. "
                + "`validate --kubernetes-version` asks for another one.",
            Check
        )
        {
            Why = "After the upgrade the app's APIs are gone, or its programs are not made for that version.",
            Mend = "Take a version of the app that runs there before you upgrade, or what the app names instead.",
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var refusal in contents.Refusals)
            findings.Fail(
                Messages.AppOutside(refusal.At, refusal.App, contents.KubernetesVersion!, refusal.Versions, refusal.Why, refusal.Instead)
            );
    }
}
