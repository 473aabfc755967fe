using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>REF-012: the classes that pods and Ingresses name.</summary>
internal static class ClassRules
{
    public static Rule<ClusterContents> Classes { get; } =
        new("REF-012", "The PriorityClass and RuntimeClass that pods name, and the IngressClass of an Ingress, are there.", Check)
        {
            Why = "The API server refuses pods of an unknown class. An Ingress of an unknown class (a warning) is served by nobody.",
            Mend = "Correct the name, or bring the class.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        ReferenceJudge.Judge(
            index,
            index.Objects.SelectMany(Of).OfType<Reference>(),
            new(Messages.ClassMissing, Messages.ClassUnknown) { Weak = Messages.IngressClassMissing },
            findings
        );
    }

    private static IEnumerable<Reference?> Of(Manifest manifest)
    {
        if (PodSpec.Of(manifest) is { } pods)
        {
            yield return Reference.In(pods.Spec, "priorityClassName", manifest, pods.Path, "scheduling.k8s.io/PriorityClass", "");
            yield return Reference.In(pods.Spec, "runtimeClassName", manifest, pods.Path, "node.k8s.io/RuntimeClass", "");
        }

        if (manifest.GroupKind == "networking.k8s.io/Ingress")
            yield return Reference.In(manifest.Spec, "ingressClassName", manifest, "spec", "networking.k8s.io/IngressClass", "")
                is { } named
                ? named with
                {
                    IsWeak = true,
                }
                : null;
    }
}
