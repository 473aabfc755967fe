using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Objects;

/// <summary>What the API server asks of an object beyond its schema (Kubernetes, pkg/apis/*/validation).</summary>
public static class ObjectRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "Objects as the API server takes them",
            [
                new(
                    "OBJ-001",
                    "What a workload, Job or Service says of itself fits together: selector and labels, mounts and volumes, names of "
                        + "containers and ports, restart policy, requests and limits.",
                    Fitting
                )
                {
                    Why = "The API server refuses the whole object, though each field by itself is as its schema wants it.",
                    Mend = "Correct what the finding names.",
                },
                new("OBJ-002", "Names and labels have a form that the API server takes.", Named)
                {
                    Severities = [Severity.Error, Severity.Warning],
                    Why = "The API server refuses the whole object.",
                    Mend =
                        "Names are of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit. A value of a "
                        + "label has 63 characters at most: letters, digits, '-', '_' and '.'. What a tool fills in later is judged as it "
                        + "makes it: pipe that into `gitopsgen validate -`.",
                },
            ]
        )
        {
            IsPerObject = true,
        };

    private static void Fitting(ClusterContents contents, Findings findings)
    {
        foreach (var manifest in contents.Objects.Objects)
        foreach (var trouble in PodFit.Of(manifest).Concat(ServiceFit.Of(manifest)))
            findings.Fail(Messages.DoesNotFit(trouble.At, manifest.ToString(), trouble.Says));
    }

    private static void Named(ClusterContents contents, Findings findings)
    {
        foreach (var manifest in contents.Objects.Objects)
        foreach (var trouble in ObjectForms.Of(manifest))
            findings.Fail(
                trouble.IsUnfilled
                    ? Messages.FormNotFilled(trouble.At, manifest.ToString(), trouble.Says)
                    : Messages.FormNotTaken(trouble.At, manifest.ToString(), trouble.Says)
            );
    }
}

/// <summary>What is wrong with an object, as the end of a sentence.</summary>
internal sealed record Misfit(Position At, string Says)
{
    /// <summary>Somebody may be going to fill it in before it is applied.</summary>
    public bool IsUnfilled { get; init; }
}
