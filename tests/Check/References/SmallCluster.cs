using System.Collections.Immutable;
using GitOpsGen.Check.References;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using Xunit;

namespace GitOpsGen.Tests.Check.References;

/// <summary>A cluster that holds what a test writes, and nothing unseen unless it says so.</summary>
internal static class SmallCluster
{
    public static ClusterContents Of(string manifests, params IEnumerable<UnseenPart> unseen)
    {
        var bag = new DiagnosticBag();
        var objects = Manifests.Read("m.yaml", manifests, bag);
        Assert.Empty(bag.Sorted());
        // Packed, as validate has them.
        return new ClusterContents("dev", [new ContentsPart("", objects!.Packed(int.MaxValue))]) { Unseen = [.. unseen] };
    }

    /// <summary>Something unseen that brings the kinds into the namespaces; empty ones are all.</summary>
    public static UnseenPart Unseen(string kinds = "", string namespaces = "") =>
        new("the chart of web", "it is not at hand", Set(kinds), Set(namespaces));

    public static IReadOnlyList<Diagnostic> Judge(string rule, ClusterContents contents) =>
        [.. ReferenceRules.Rules.Rules.Single(one => one.Id == rule).Judge(contents).All];

    public static RuleOutcome Outcome(string rule, string manifests, params IEnumerable<UnseenPart> unseen) =>
        ReferenceRules.Rules.Rules.Single(one => one.Id == rule).Judge(Of(manifests, unseen)).Outcome;

    /// <summary>An object with what follows <c>metadata</c>.</summary>
    public static string Object(string apiVersion, string kind, string name, string body, string space = "shop") =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: "
        + $"{{name: {name}{(space.Length == 0 ? "" : $", namespace: {space}")}}}\n{body}\n---\n";

    /// <summary>A Deployment whose pods are labelled <c>app: web</c>.</summary>
    /// <param name="spec">Of its pods, in flow style, without the braces.</param>
    public static string Deployment(string spec, string name = "web", string space = "shop") =>
        Object("apps/v1", "Deployment", name, $"spec: {{template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{{spec}}}}}}}", space);

    private static ImmutableHashSet<string> Set(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
