using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-005: the field <c>namespace</c> is for stacks of one namespace.</summary>
internal static class NamespaceRules
{
    public static Rule<KustomizationTree> Transformer { get; } =
        new("KUS-005", "`namespace` stands over no objects of several namespaces.", Check)
        {
            Why =
                "It moves all of them into one: Services of kube-system, Roles beside another app. What names a namespace inside of an "
                + "object (selectors "
                + "of monitors, addresses, arguments) is not moved along.",
            Mend = "Say the namespace in each object and take the field out, or give each namespace a kustomization of its own.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(KustomizationTree tree, Findings findings)
    {
        var builds = new KustomizeBuilds(tree);
        foreach (var kustomization in tree.All)
            if (kustomization.Document.Scalar("namespace") is { } space)
                Check(builds.Inputs(kustomization), space, findings);
    }

    private static void Check(BuiltObjects inputs, YamlScalar space, Findings findings)
    {
        var spaces = inputs
            .Objects.Where(one => !one.Manifest.IsClusterScoped && one.Namespace.Length > 0)
            .GroupBy(one => one.Namespace, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .ToList();
        if (spaces.Count > 1)
        {
            var moved = spaces.First(same => same.Key != space.Text).First();
            findings.Fail(
                Messages.KustomizeNamespaceSpans(
                    space.At,
                    space.Text,
                    spaces.Select(same => $"{same.Key} ({same.Count()})"),
                    $"{moved.Manifest.Kind} {moved.Namespace}/{moved.Name}"
                )
            );
        }
        else if (inputs.Doubt is { } why)
            findings.CannotTell(Messages.KustomizeNamespaceUnknown(space.At, space.Text, why));
    }
}
