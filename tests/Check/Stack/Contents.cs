using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Stack;

/// <summary>What a cluster holds, from a text, for the rules that judge it.</summary>
internal static class Contents
{
    public const string Pass = "pass";

    // Packed, as validate has them.
    public static ClusterContents Of(string manifests, params string[] features) =>
        new("test", [new ContentsPart("app", Manifests.Of(Read("apps/manifests.yaml", manifests)).Packed(int.MaxValue))])
        {
            KubernetesVersion = "1.34",
            Features = [.. features],
        };

    /// <summary>With a chart that Argo CD inflates.</summary>
    public static ClusterContents OfChart(string name, string values, string manifests = "", params string[] features)
    {
        var contents = Of(manifests, features);
        return contents with { Parts = [contents.Parts[0] with { Chart = Chart(name, values) }] };
    }

    public static ClusterContents OfStack(string values, string manifests = "", params string[] features) =>
        OfChart("kube-prometheus-stack", values, manifests, features);

    /// <summary>Something may bring anything.</summary>
    public static ClusterContents WithUnseen(this ClusterContents contents) =>
        contents with
        {
            Unseen = [new UnseenPart("the chart of web", "Argo CD inflates it", [], [])],
        };

    /// <summary>One object, its fields in brackets.</summary>
    public static string Object(string apiVersion, string kind, string name, string fields, string metadata = "") =>
        $"---\n{{apiVersion: {apiVersion}, kind: {kind}, metadata: {{name: {name}, namespace: monitoring{(metadata.Length > 0 ? ", " : "")}"
        + $"{metadata}}}, {fields}}}\n";

    /// <param name="expected"><see cref="Pass"/>, or the severity and a piece of a finding: <c>error: no password</c>.</param>
    public static void Expect(this RuleSet<ClusterContents> rules, string id, ClusterContents contents, string expected)
    {
        var found = rules.Rules.Single(rule => rule.Id == id).Judge(contents).All.Select(Text).ToList();
        if (expected == Pass)
            Assert.Empty(found);
        else
            Assert.Contains(
                found,
                text =>
                    text.StartsWith(expected.Split(": ")[0], StringComparison.Ordinal)
                    && text.Contains(expected[(expected.IndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparison.Ordinal)
            );
    }

    private static string Text(Diagnostic finding)
    {
        // Each finding stands somewhere, and says what to do.
        Assert.NotNull(finding.At);
        Assert.EndsWith(finding.Message.EndsWith('?') ? "?" : ".", finding.Message, StringComparison.Ordinal);
        return $"{finding.Severity.ToString().ToLowerInvariant()}: {finding.Message}";
    }

    private static ChartUse Chart(string name, string values) =>
        new(
            new Position("app.yaml", 3, 5),
            name,
            "1.0.0",
            "kps",
            "monitoring",
            Read("values.yaml", values).OfType<YamlMap>().FirstOrDefault() ?? YamlMap.Empty(Position.Start("values.yaml")),
            IsSeen: false
        );

    private static ImmutableArray<YamlNode> Read(string file, string text)
    {
        var diagnostics = new DiagnosticBag();
        var documents = YamlReader.ReadAll(file, text, diagnostics, YamlLimits.Generated);
        Assert.Empty(diagnostics.Sorted());
        return [.. documents!];
    }
}
