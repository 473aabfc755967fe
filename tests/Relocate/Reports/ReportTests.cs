using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Reports;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Reports;

/// <summary>What a person is told of a plan.</summary>
public sealed class ReportTests
{
    private const string Written = """
        metadata:
          name: ama-metrics
          namespace: kube-system
        ---
        metadata:
          name: coredns
          namespace: kube-system
        subjects:
          - kind: ServiceAccount
            name: ama-metrics-serviceaccount
            namespace: kube-system
        args:
          - --secret-namespace=kube-system
          - --leader-namespace=kube-system # kube-system
        image: example.azurecr.io/x/prometheus-collector/images:6.9.0
        x: {{ lookup "v1" "Secret" "kube-system" "ama-metrics-x" }}

        """;

    // In the order of the text.
    private static readonly (Verdict Verdict, Category Category)[] Verdicts =
    [
        (Verdict.Move, Category.ObjectNamespace),
        (Verdict.Keep, Category.ObjectNamespace),
        (Verdict.Move, Category.BindingSubject),
        (Verdict.Keep, Category.Argument),
        (Verdict.Move, Category.Argument),
        (Verdict.Keep, Category.Comment),
        (Verdict.Move, Category.HelmLookup),
    ];

    [Fact]
    public void The_usual_patterns_are_held_against_the_verdicts()
    {
        var scores = new PlainReplacement("kube-system").Score(Occurrences(), _ => Bytes());
        Assert.Equal(
            [(3, 2, 0, 1), (4, 2, 1, 0)],
            scores.Select(score => (score.Right, score.Breaks.Length, score.Unasked.Length, score.Missed.Length))
        );
        Assert.Equal([7, 13], scores[0].Breaks.Select(one => one.Line));
        Assert.Equal([14], scores[0].Missed.Select(one => one.Line));
    }

    [Fact]
    public void Windows_line_ends_do_not_hide_the_subjects()
    {
        var text = "subjects:\r\n- kind: ServiceAccount\r\n  name: ama-metrics-x\r\n  namespace:\tkube-system\r\n";
        var score = new PlainReplacement("kube-system").Score(
            [
                new Occurrence(
                    "a",
                    4,
                    1,
                    text.IndexOf("kube", StringComparison.Ordinal),
                    11,
                    new Judgement(Verdict.Move, Category.BindingSubject, ""),
                    true
                ),
            ],
            _ => Encoding.UTF8.GetBytes(text)
        )[0];
        Assert.Equal(1, score.Right);
    }

    [Fact]
    public void Images_that_write_the_name_themselves_and_what_stays_behind_are_told()
    {
        var found = new BeyondManifests(Request(), ["ama-metrics-serviceaccount"]).Find(
            Occurrences(),
            ["a.yaml", "b.go"],
            path => path == "a.yaml" ? Bytes() : throw new InvalidOperationException("not asked for")
        );
        Assert.Equal([15, 13], found.Select(one => one.Line));
        Assert.Contains("images:6.9.0", found[0].What, StringComparison.Ordinal);
        Assert.Contains("--as=system:serviceaccount:azure-managed-prometheus:", found[1].Check, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_is_not_edited_is_told()
    {
        var code = new Occurrence(
            "main.go",
            9,
            1,
            0,
            11,
            new Judgement(Verdict.Move, Category.Code, "Secret ama-metrics-tls moves"),
            Edit: false
        );
        var found = Assert.Single(new BeyondManifests(Request(), ["ama-metrics-serviceaccount"]).Find([code], [], _ => []));
        Assert.Contains("until it is changed and released", found.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_section_is_there_with_its_checks() => await Snapshot.VerifyAsync(ReportText.Write(Report().Sections()));

    [Fact]
    public async Task The_same_as_Markdown() => await Snapshot.VerifyAsync(ReportMarkdown.Write(Report().Title, Report().Sections()), "md");

    [Fact]
    public void Open_reviews_come_with_lines_to_paste()
    {
        var open = new[] { Review("a: b.yaml", 3, null), Review("x.yaml", 4, "token:aad"), Review("y.yaml", 5, "token:aad") };
        var problems = new DiagnosticBag();
        var rules = RelocationRules.Read("migration.yaml", Decisions.Snippet(open), problems);
        Assert.Empty(problems.Sorted());
        Assert.Equal(["a: b.yaml:3", "token:aad"], rules!.Decisions.Select(decision => decision.ToString()));
        Assert.All(open, one => Assert.Contains(rules.Decisions, decision => decision.IsFor(one)));
    }

    [Fact]
    public void Nothing_in_a_file_becomes_markup()
    {
        var nasty = "| a `b` <img src=x> [x](y) *z* _u_ ~~s~~ $m$ &amp; @admin\n# top\u2028x\u001b[31m";
        var report = ReportMarkdown.Write(
            nasty,
            [
                new Section(
                    nasty,
                    new Block.Items(["- not a list", nasty]),
                    new Block.Table(
                        [nasty],
                        [
                            [nasty],
                        ]
                    ),
                    new Block.Code("yaml", "```\n````\nx")
                ),
            ]
        );
        foreach (var line in report.Split('\n').Where(line => line.Contains("img", StringComparison.Ordinal)))
            Assert.Contains(
                """\| a \`b\` \<img src=x\> \[x\](y) \*z\* \_u\_ \~\~s\~\~ \$m\$ \&amp; @"""
                    + "\u200badmin\\\\n#\u200b top\\\\u2028x\\\\u001b\\[31m",
                line,
                StringComparison.Ordinal
            );
        Assert.Contains("- \\- not a list\n", report, StringComparison.Ordinal);
        Assert.Contains("\n`````yaml\n```\n````\nx\n`````\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_no_control_characters() =>
        Assert.DoesNotContain(
            '\u001b',
            ReportText.Write([new Section("t", new Block.Words("\u001b[31mred"), new Block.Code("", "\u001b[31m"))])
        );

    private static RelocationReport Report() =>
        new(
            Request(),
            Occurrences(),
            ["a.yaml"],
            new Inventory(
                Request(),
                [],
                [
                    new DeclaredObject(new ObjectId("networking.k8s.io", "NetworkPolicy", "", "a"), "a.yaml", 1),
                    new DeclaredObject(new ObjectId("networking.k8s.io", "NetworkPolicy", "", "b"), "a.yaml", 1),
                    new DeclaredObject(new ObjectId("", "ConfigMap", "", "ama-metrics-known"), "a.yaml", 1),
                ]
            ),
            Manifests.Of([Workload()]),
            _ => Bytes()
        );

    private static YamlMap Workload() =>
        (YamlMap)
            YamlReader.ReadMap(
                "x",
                """
                kind: DaemonSet
                metadata: {name: ama-metrics-node}
                spec:
                  template:
                    spec:
                      volumes: [{configMap: {name: ama-metrics-left, optional: true}}, {configMap: {name: ama-metrics-known}}, {projected: {sources: [{secret: {name: tls}}]}}]
                      containers: [{env: [{valueFrom: {configMapKeyRef: {name: ama-metrics-left}}}]}]
                """,
                new DiagnosticBag()
            )!;

    private static RelocationRequest Request() => new("/x", "kube-system", "azure-managed-prometheus", ["ama-metrics*"]);

    private static Occurrence Review(string path, int line, string? group) =>
        new(path, line, 1, 0, 11, new Judgement(Verdict.Review, Category.Prose, "who knows", group), false);

    private static byte[] Bytes() => Encoding.UTF8.GetBytes(Written.ReplaceLineEndings("\n"));

    private static List<Occurrence> Occurrences()
    {
        var text = Encoding.Latin1.GetString(Bytes());
        var occurrences = new List<Occurrence>();
        for (
            var at = text.IndexOf("kube-system", StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf("kube-system", at + 1, StringComparison.Ordinal)
        )
        {
            var (verdict, category) = Verdicts[occurrences.Count];
            occurrences.Add(
                new Occurrence(
                    "a.yaml",
                    text.AsSpan(0, at).Count('\n') + 1,
                    1,
                    at,
                    11,
                    new Judgement(verdict, category, "a test says so"),
                    verdict == Verdict.Move
                )
            );
        }

        return occurrences;
    }
}
