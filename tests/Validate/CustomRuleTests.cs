using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Validate.Custom;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Rules that a fleet writes itself.</summary>
public sealed class CustomRuleTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: demo, labels: {team: one, "app.kubernetes.io/name": web}}
        spec:
          hostNetwork: false
          priority: 10
          containers:
            - {name: one, image: registry.example/one:1}
            - {name: two, image: docker.io/two}
        """;

    [Theory]
    [InlineData("{path: \"spec.containers[*].image\", matches: 'registry\\.example/.*'}", "spec.containers[1].image does not match")]
    [InlineData("{path: \"spec.containers[*].image\", matches: '.*/.*'}", null)]
    [InlineData("{path: \"spec.containers[*].image\", matches: 'image'}", "spec.containers[0].image does not match")]
    [InlineData("{path: \"spec.containers[*].image\", notMatches: '[^:]*'}", "spec.containers[1].image matches")]
    [InlineData("{path: \"$.metadata.labels['app.kubernetes.io/name']\", in: [web, api]}", null)]
    [InlineData("{path: \"metadata.labels['app.kubernetes.io/name']\", in: [api]}", "is not api")]
    [InlineData("{path: metadata.labels.team, notIn: [one]}", "metadata.labels.team is one")]
    [InlineData("{path: metadata.labels.cost, notIn: [one]}", null)]
    [InlineData("{path: metadata.labels.cost, in: [one]}", "metadata.labels.cost is missing")]
    [InlineData("{path: metadata.labels.cost, exists: true}", "metadata.labels.cost is missing")]
    [InlineData("{path: metadata.labels.cost, exists: false}", null)]
    [InlineData("{path: metadata.labels.team, exists: false}", "metadata.labels.team is there")]
    [InlineData("{path: spec.hostNetwork, in: [\"false\"]}", null)]
    [InlineData("{path: spec.priority, atLeast: 10, atMost: 10}", null)]
    [InlineData("{path: spec.priority, atMost: 9.5}", "spec.priority is more than 9.5")]
    [InlineData("{path: metadata.name, atLeast: 1}", "metadata.name is no number")]
    [InlineData("{path: spec.containers, in: [a]}", "spec.containers is no single value")]
    [InlineData("{path: \"spec.containers[?(@.name == 'two')].image\", matches: 'docker.*'}", null)]
    public void An_assertion_holds_or_is_told_where_it_does_not(string assertion, string? finding)
    {
        var findings = Judge(assertion).All.Select(one => one.Message).ToList();
        if (finding is null)
            Assert.Empty(findings);
        else
            Assert.Contains(finding, Assert.Single(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_stands_at_the_value() =>
        Assert.Equal(new Position("pod.yaml", 9, 26), Judge("{path: \"spec.containers[1].image\", matches: x}").All.Single().At);

    [Theory]
    [InlineData("kinds: [apps/Deployment]")]
    [InlineData("namespaces: [other]")]
    [InlineData("labels: {team: two}")]
    public void Only_what_it_is_for_is_judged(string match) =>
        Assert.Equal(RuleOutcome.Pass, Judge("{path: metadata.labels.cost, exists: true}", match).Outcome);

    [Fact]
    public void A_pattern_of_a_path_that_takes_for_ever_ends_as_a_doubt()
    {
        var pod = Pod.Replace("one:1", new string('a', 40) + "!", StringComparison.Ordinal);
        var findings = Judge("{path: \"spec.containers[?(@.image =~ /(.*a)*b/)]\", exists: false}", pod: pod);
        Assert.Equal(RuleOutcome.CannotTell, findings.Outcome);
    }

    [Theory]
    [InlineData(
        "- {id: SYN-001, summary: A., message: B., assert: [{path: a, exists: true}]}",
        "GOG365: SYN-001 is the id of a rule of gitopsgen"
    )]
    [InlineData("- {id: TEAM-001, summary: A., message: B., assert: [{path: 'a[', exists: true}]}", "GOG366: the path a[ cannot be read")]
    [InlineData("- {id: TEAM-001, summary: A., message: B., assert: [{path: a, matches: '('}]}", "GOG366: the pattern ( cannot be read")]
    [InlineData(
        "- {id: TEAM-001, summary: A., message: B., assert: [{path: a, matches: '(?=a)'}]}",
        "GOG366: the pattern (?=a) cannot be read"
    )]
    [InlineData("- {id: TEAM-001, summary: A., message: B., assert: [{path: a, exist: true}]}", "GOG003: unknown key 'exist'")]
    [InlineData(
        "- {id: TEAM-001, summary: A., message: B., assert: [{path: $..a..b, exists: true}]}",
        "GOG366: the path $..a..b cannot be read: it may have '..' once"
    )]
    [InlineData("- {id: TEAM-001, summary: A., message: B., assert: [{path: \"a[?(@..b)]..c\", exists: true}]}", "GOG366")]
    [InlineData("- {id: TEAM-001, summary: A., message: B., assert: [{path: a, matches: '(a{1000}){1000}'}]}", "GOG366: the pattern")]
    [InlineData("- {id: team, summary: A., message: B., assert: [{path: a}]}", "GOG")]
    public void What_cannot_be_read_is_told(string rule, string finding)
    {
        var diagnostics = new DiagnosticBag();
        Read(rule, diagnostics);
        Assert.Contains(
            diagnostics.Sorted(),
            one => $"{one}".Contains(finding, StringComparison.Ordinal) && one.Severity == Severity.Error
        );
    }

    [Theory]
    [InlineData("../rules.yaml")]
    [InlineData("gone.yaml")]
    public void A_file_outside_the_repository_or_none_is_told(string path)
    {
        var diagnostics = new DiagnosticBag();
        var files = MemoryFiles.Of();
        new CustomRuleReader(files, new Dictionary<string, string>(StringComparer.Ordinal), diagnostics).Read([Text(path)]);
        Assert.Equal("GOG366", Assert.Single(diagnostics.Sorted()).Code);
    }

    private static Findings Judge(string assertion, string match = "kinds: [Pod]", string pod = Pod)
    {
        var diagnostics = new DiagnosticBag();
        var rules = Read($"- id: TEAM-001\n  summary: A.\n  message: B.\n  match: {{{match}}}\n  assert:\n    - {assertion}", diagnostics);
        Assert.Equal([], diagnostics.Sorted());
        var objects = Manifests.Read("pod.yaml", pod, diagnostics)!;
        return Assert.Single(rules.Rules).Judge(new ClusterContents("x", [new ContentsPart("", objects)]));
    }

    private static RuleSet<ClusterContents> Read(string rules, DiagnosticBag diagnostics)
    {
        var indented = rules.Replace("\n", "\n    ", StringComparison.Ordinal);
        var files = MemoryFiles.Of(("rules.yaml", $"apiVersion: gitopsgen.io/v1alpha1\nkind: Rules\nspec:\n  rules:\n    {indented}\n"));
        var taken = new Dictionary<string, string>(StringComparer.Ordinal) { ["SYN-001"] = "a rule of gitopsgen" };
        return new CustomRuleReader(files, taken, diagnostics).Read([Text("rules.yaml")]);
    }

    private static YamlScalar Text(string text) => new(Position.Start("gitopsgen.yaml"), text, isString: true);
}
