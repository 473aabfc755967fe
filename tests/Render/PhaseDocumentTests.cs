using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Render;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>
/// The checklists, runbooks, notices and pages of a migration: that they are there for each phase, say what holds in it, and can be pasted.
/// </summary>
public sealed partial class PhaseDocumentTests
{
    private const string Folder = "environments/dev/ama-metrics/migration";

    private static readonly string[] Names =
    [
        "after.md",
        "before.md",
        "guide.md",
        "notice-after.md",
        "notice-before.md",
        "ownership/aks-addon.md",
        "ownership/arc.md",
        "ownership/argocd.md",
        "ownership/helm.md",
        "post-mortem.md",
        "rollback.md",
        "sign-off.md",
    ];

    /// <summary>Where dev may stand, and where it came from when that is not the phase before.</summary>
    public static TheoryData<string, string?> Stands =>
        new()
        {
            { "adopted", null },
            { "prepared", null },
            { "cutover", null },
            { "soak", null },
            { "cleanup", null },
            { "done", null },
            { "prepared", "soak" },
            { "adopted", "prepared" },
        };

    [Theory]
    [MemberData(nameof(Stands))]
    public void Every_document_is_made_for_every_phase_and_nothing_of_its_text_is_left_over(string phase, string? previous)
    {
        var documents = Documents(phase, previous);
        Assert.Equal(Names.Select(name => $"{Folder}/{name}"), documents.Keys);
        Assert.All(
            documents,
            document =>
            {
                Assert.DoesNotContain("{{", document.Value, StringComparison.Ordinal);
                Assert.DoesNotContain("}}", document.Value, StringComparison.Ordinal);
                Assert.EndsWith("\n", document.Value, StringComparison.Ordinal);
                Assert.DoesNotMatch(TrailingBlanks(), document.Value);
                // Neither a clock nor a place of the machine may get into them.
                Assert.DoesNotMatch(@"\b20[2-9][0-9]\b", document.Value);
                Assert.DoesNotContain(Path.GetTempPath().TrimEnd('/') + "/", document.Value, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("adopted", "prepared", null, "kube-system")]
    [InlineData("prepared", "cutover", "phase: adopted, previousPhase: prepared", "kube-system")]
    [InlineData("cutover", "soak", "phase: prepared, previousPhase: cutover", "azure-managed-prometheus")]
    [InlineData("soak", "cleanup", "phase: prepared, previousPhase: soak", "azure-managed-prometheus")]
    [InlineData("cleanup", "done", "phase: prepared, previousPhase: cleanup", "azure-managed-prometheus")]
    [InlineData("done", null, "phase: prepared, previousPhase: done", "azure-managed-prometheus")]
    public void The_lists_name_the_pin_of_the_next_step_the_pin_of_the_way_back_and_the_namespace_that_runs(
        string phase,
        string? next,
        string? back,
        string active
    )
    {
        var documents = Documents(phase);
        var (before, after, rollback) = (
            documents[$"{Folder}/before.md"],
            documents[$"{Folder}/after.md"],
            documents[$"{Folder}/rollback.md"]
        );

        if (next is null)
            Assert.DoesNotContain("## The step", before, StringComparison.Ordinal);
        else
            Assert.Contains($"\nspec: {{release: head, phase: {next}}}\n", before, StringComparison.Ordinal);
        if (back is null)
            Assert.DoesNotContain("## How", rollback, StringComparison.Ordinal);
        else
            Assert.Contains($"kind: Pin\nspec: {{release: head, {back}}}\nYAML\n", rollback, StringComparison.Ordinal);

        Assert.Contains("export CLUSTERS=\"aks-dev\"\n", before, StringComparison.Ordinal);
        Assert.Contains(
            $"kubectl --context \"$cluster\" --namespace {active} rollout status deployment/ama-metrics --timeout=60s",
            after,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"kubectl --context \"$cluster\" --namespace {active} get deployment/ama-metrics-operator-targets deployment/ama-metrics",
            before,
            StringComparison.Ordinal
        );
        Assert.Contains("--namespace kube-system get secret aad-msi-auth-token", after, StringComparison.Ordinal);
        Assert.Contains("\"ingestion-dev-before.tsv\" \"ingestion-dev-after.tsv\"", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adopted", "azureMonitorProfile.metrics.enabled", "What is prepared")]
    [InlineData(
        "prepared",
        "# expect: each Deployment 0/0, each DaemonSet 0 desired, no autoscaler",
        "Whether the old objects are still needed"
    )]
    [InlineData("soak", "Whether the old objects are still needed", "Network policies, quotas, pod security")]
    [InlineData("cleanup", "Whether the old rights are still used", "What is prepared")]
    public void Before_a_step_is_checked_what_that_step_needs(string phase, string present, string absent)
    {
        var before = Documents(phase)[$"{Folder}/before.md"];
        Assert.Contains(present, before, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "prepared",
        null,
        "azure-managed-prometheus get pods --selector='rsName=ama-metrics' --output=name",
        "# expect: each Job succeeded 1 time (copy)"
    )]
    [InlineData(
        "prepared",
        "soak",
        "azure-managed-prometheus get pods --selector='rsName=ama-metrics' --output=name",
        "# expect: each Job succeeded 1 time (copy, gate, verify)"
    )]
    [InlineData(
        "soak",
        null,
        "kube-system get pods --selector='rsName=ama-metrics' --output=name",
        "--as=system:serviceaccount:azure-managed-prometheus:ama-metrics-serviceaccount"
    )]
    [InlineData("done", null, "# expect: azure-managed-prometheus alone", "What is left in kube-system")]
    public void After_a_step_the_other_side_must_hold_still(string phase, string? previous, string one, string other)
    {
        var after = Documents(phase, previous)[$"{Folder}/after.md"];
        Assert.Contains(one, after, StringComparison.Ordinal);
        Assert.Contains(other, after, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_block_of_commands_is_good_bash()
    {
        using var folder = new TemporaryFolder();
        var blocks = AllDocuments()
            .SelectMany(document => Blocks(document.Text, "bash").Select(block => (document.Name, Block: block)))
            .DistinctBy(item => item.Block)
            .ToList();
        Assert.True(blocks.Count > 60, $"only {blocks.Count} blocks");
        for (var i = 0; i < blocks.Count; i++)
            folder.Write($"{i}-{Path.GetFileNameWithoutExtension(blocks[i].Name)}.sh", blocks[i].Block);
        var files = Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal).ToList();
        Assert.All(
            files,
            file =>
            {
                var (exit, _, error) = TestTools.Run("bash", ["-n", file]);
                Assert.True(exit == 0, $"{error}\n{File.ReadAllText(file)}");
            }
        );
        var (found, output, problem) = TestTools.Run(TestTools.Shellcheck, ["--shell=bash", .. files]);
        Assert.True(found == 0, $"{System.Text.Encoding.UTF8.GetString(output)}{problem}");
    }

    [Fact]
    public void Every_query_is_good_promql()
    {
        using var folder = new TemporaryFolder();
        var queries = AllDocuments().SelectMany(document => Blocks(document.Text, "promql")).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(queries.Count >= 8, $"only {queries.Count} queries");
        folder.Write(
            "rules.yaml",
            "groups:\n  - name: all\n    rules:\n"
                + string.Concat(
                    queries.Select(
                        (query, i) =>
                            $"      - record: q{i}\n        expr: "
                            + $"|\n{string.Concat(query.TrimEnd('\n').Split('\n').Select(line => $"          {line}\n"))}"
                    )
                )
        );
        var (exit, output, error) = TestTools.Run(TestTools.Promtool, ["check", "rules", folder.File("rules.yaml")]);
        Assert.True(exit == 0, $"{System.Text.Encoding.UTF8.GetString(output)}{error}");
    }

    [Fact]
    public void The_queries_that_are_recorded_are_the_ones_that_are_shown()
    {
        var documents = Documents("soak");
        foreach (var name in new[] { "before.md", "after.md" })
        {
            var text = documents[$"{Folder}/{name}"];
            var shown = Blocks(text, "promql").Select(query => query.Split('\n')[1]).ToList();
            Assert.Equal(7, shown.Count);
            Assert.All(shown, query => Assert.Matches($"(?m)^[a-z]+ {Regex.Escape(query)}$", text));
        }
    }

    [Theory]
    [InlineData("samples", "1000", "960", true)]
    [InlineData("samples", "1000", "949", false)]
    [InlineData("samples", "1000", "1051", false)]
    [InlineData("targets", "7", "7", true)]
    [InlineData("targets", "7", "6", false)]
    [InlineData("success", "1", "0.96", true)]
    [InlineData("success", "1", "0.94", false)]
    [InlineData("delay", "20", "119", true)]
    [InlineData("delay", "20", "121", false)]
    [InlineData("memory", "5e9", "5.9e9", true)]
    [InlineData("memory", "5e9", "6.1e9", false)]
    [InlineData("cpu", "2", "1.5", false)]
    [InlineData("gap", "0", "2", true)]
    [InlineData("gap", "0", "6", false)]
    [InlineData("targets", "7", null, false)]
    public void The_comparison_stops_at_what_is_out_of_tolerance_or_missing(string name, string before, string? after, bool holds)
    {
        using var folder = new TemporaryFolder();
        folder.Write("ingestion-dev-before.tsv", $"{name}\taks-dev\tkubelet\t{before}\n");
        folder.Write("ingestion-dev-after.tsv", after is null ? "" : $"{name}\taks-dev\tkubelet\t{after}\n");
        folder.Write(
            "compare.sh",
            Assert.Single(
                Blocks(Documents("soak")[$"{Folder}/after.md"], "bash"),
                block => block.Contains("awk -F", StringComparison.Ordinal)
            )
        );
        var (exit, output, error) = TestTools.Run("bash", ["compare.sh"], folder.Path);
        var text = System.Text.Encoding.UTF8.GetString(output);
        Assert.True(exit == (holds ? 0 : 1), text + error);
        Assert.StartsWith(holds ? "ok" : "STOP", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fences_are_closed_and_tables_are_whole()
    {
        foreach (var (name, text) in AllDocuments())
        {
            var lines = text.Split('\n');
            Assert.True(lines.Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2 == 0, $"{name}: a fence is open");
            var inside = false;
            var columns = 0;
            foreach (var line in lines)
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                    inside = !inside;
                var count = inside || !line.StartsWith('|') ? 0 : Pipe().Count(line);
                Assert.True(count == 0 || columns == 0 || count == columns, $"{name}: {line}");
                columns = count;
            }
        }
    }

    [Fact]
    public void Links_to_other_documents_lead_to_one()
    {
        foreach (var (name, text) in AllDocuments())
            Assert.All(
                DocumentName().Matches(text).Select(match => match.Value),
                mentioned =>
                    Assert.True(
                        Names.Any(known => known == mentioned || known == $"ownership/{mentioned}")
                            || mentioned is "docs/migration.md"
                            || mentioned.StartsWith("templates/migration/", StringComparison.Ordinal),
                        $"{name}: {mentioned}"
                    )
            );
    }

    // An app of no agent, with no autoscaler, bridge, token, copies or parameters, as somebody else may have one.
    [Theory]
    [InlineData("adopted")]
    [InlineData("prepared")]
    [InlineData("soak")]
    [InlineData("done")]
    public void Another_app_that_moves_gets_the_documents_without_what_only_the_agent_has(string phase)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base}",
                "migration: {from: demo, to: web, shared: config, roles: [{name: main, object: Deployment/web, pods: app=web, wave: 12}]}"
            )
        );
        fleet.Write(
            "environments/dev/releases/web.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: head, phase: {phase}}}\n"
        );
        var documents = Of(fleet)["environments/dev/web"];
        Assert.Equal(Names.Length, documents.Count);
        Assert.All(documents.Values, text => Assert.DoesNotContain("{{", text, StringComparison.Ordinal));
        Assert.DoesNotContain("ama-metrics", string.Concat(documents.Values), StringComparison.Ordinal);
        Assert.Contains("get deployment/web", documents["environments/dev/web/migration/before.md"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_notices_say_the_parameters_and_something_neutral_without_them()
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "prepared");
        Assert.Contains("**When.** to be announced, to be announced.", Text(fleet, "notice-before.md"), StringComparison.Ordinal);
        var environment = fleet.Read("environments/dev/environment.yaml");
        fleet.Write(
            "environments/dev/environment.yaml",
            environment.Replace(
                "bridge: true",
                "bridge: true\n        notice: {date: 14 to 18 September, window: 08:00 to 10:00 UTC, contact: monitoring@contoso.example}",
                StringComparison.Ordinal
            )
        );
        Assert.Contains("**When.** 14 to 18 September, 08:00 to 10:00 UTC.", Text(fleet, "notice-before.md"), StringComparison.Ordinal);
        Assert.Contains("monitoring@contoso.example", Text(fleet, "notice-after.md"), StringComparison.Ordinal);

        // As in a release that is older than the parameter.
        fleet.Write("environments/dev/environment.yaml", environment);
        fleet.Write(
            "apps/ama-metrics/app.yaml",
            Regex.Replace(fleet.Read("apps/ama-metrics/app.yaml"), @"(?ms)^    notice:\n.*?(?=^    \S)", "")
        );
        Assert.DoesNotContain("notice:", fleet.Read("apps/ama-metrics/app.yaml"), StringComparison.Ordinal);
        Assert.Contains("the platform team", Text(fleet, "notice-before.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_with_bounds_of_their_own_stand_in_one_table()
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "adopted");
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet
                .Read("environments/dev/environment.yaml")
                .Replace(
                    "clusters: [{name: aks-dev, server: https://aks-dev.example}]",
                    "clusters: [{name: one, server: https://one.example, apps: {ama-metrics: {parameters: {resourceGroup: "
                        + "rg(1), hpa: {minReplicas: 3, maxReplicas: 9}}}}}, {name: two, server: https://two.example}]",
                    StringComparison.Ordinal
                )
        );
        var before = Text(fleet, "before.md");
        Assert.Contains("| `one` | 3 | 9 |\n| `two` | 2 | 30 |\n", before, StringComparison.Ordinal);
        Assert.Contains("export CLUSTERS=\"one two\"", before, StringComparison.Ordinal);
        Assert.Contains("--resource-group 'rg(1)' --name one", before, StringComparison.Ordinal);
        Assert.Contains("--resource-group rg --name two", before, StringComparison.Ordinal);
        Assert.Contains("cluster=~\"one|two\"", before, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_whose_pin_names_no_phase_has_none()
    {
        using var fleet = AgentFleet.Create();
        Assert.Empty(Of(fleet));
        AgentFleet.Pin(fleet, "adopted");
        Assert.NotEmpty(Of(fleet));
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet
                .Read("environments/dev/environment.yaml")
                .Replace("    ama-metrics:\n", "    ama-metrics:\n      remove: delete\n", StringComparison.Ordinal)
        );
        Assert.Empty(Of(fleet));
    }

    [Fact]
    public async Task They_are_generated_files_like_all_others()
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "prepared");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        Assert.All(
            Names,
            name => Assert.Contains($"\"{Folder}/{name}\"", fleet.Read("environments/dev/ama-metrics/owned.json"), StringComparison.Ordinal)
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check", "--offline")).Exit);

        // A fleet's own text wins, and is noticed.
        fleet.Write("templates/migration/guide.md", "# Ours\n\n{{ environment.name }} moves to {{ migration.to }}.\n\n\n\nEnd.\n");
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check", "--offline");
        Assert.Equal(3, check.Exit);
        Assert.Contains($"{Folder}/guide.md", check.Output + check.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        Assert.EndsWith(
            "-->\n\n# Ours\n\ndev moves to azure-managed-prometheus.\n\nEnd.\n",
            fleet.Read($"{Folder}/guide.md"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("# Ours\n\n{{parameters.nothing}}\n", 3)]
    [InlineData("# Ours\n{{ if phase.soak }}\nopen\n", 2)]
    [InlineData("# Ours\n\n\n{{ include 'other' }}\n", 4)]
    [InlineData("# Ours\n\n\n{{> other}}\n", 4)]
    [InlineData("# Ours\n\n{{#if phase.soak}}old{{/if}}\n", 3)]
    public void A_mistake_in_a_text_is_reported_at_its_line(string text, int line)
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "soak");
        fleet.Write("templates/migration/ownership/helm.md", text);
        var diagnostics = new DiagnosticBag();
        Of(fleet, diagnostics);
        var error = Assert.Single(diagnostics.Sorted(), item => item.Severity == Severity.Error);
        Assert.Equal($"GOG155 templates/migration/ownership/helm.md {line}", $"{error.Code} {error.At?.File} {error.At?.Line}");
    }

    [Fact]
    public void A_text_with_a_name_that_no_document_has_is_a_warning_with_the_nearest_one()
    {
        using var fleet = AgentFleet.Create();
        fleet.Write("templates/migration/befor.md", "# Ours\n");
        fleet.Write("templates/messages/commit.txt", "other texts are not looked at\n");
        var diagnostics = new DiagnosticBag();
        Of(fleet, diagnostics);
        var warning = Assert.Single(diagnostics.Sorted());
        Assert.Equal("Warning GOG156 templates/migration/befor.md", $"{warning.Severity} {warning.Code} {warning.At?.File}");
        Assert.Contains("Did you mean 'before.md'?", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("templates/migration/guide.md")]
    [InlineData("templates/migration")]
    public void A_link_among_the_texts_is_refused(string path)
    {
        using var fleet = AgentFleet.Create();
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("guide.md", "# Elsewhere\n");
        AgentFleet.Pin(fleet, "soak");
        Directory.CreateDirectory(Path.GetDirectoryName(fleet.File(path))!);
        File.CreateSymbolicLink(
            fleet.File(path),
            path.EndsWith(".md", StringComparison.Ordinal) ? elsewhere.File("guide.md") : elsewhere.Path
        );
        var diagnostics = new DiagnosticBag();
        var documents = Of(fleet, diagnostics);
        Assert.Contains(diagnostics.Sorted(), item => item.Code == "GOG012" && item.At?.File == path);
        Assert.DoesNotContain("Elsewhere", string.Concat(documents.Values.SelectMany(part => part.Values)), StringComparison.Ordinal);
    }

    private static List<(string Name, string Text)> AllDocuments() =>
        [
            .. Stands.SelectMany(stand =>
                Documents(stand.Data.Item1, stand.Data.Item2)
                    .Select(document => ($"{stand.Data.Item1}/{document.Key[(Folder.Length + 1)..].Replace('/', '-')}", document.Value))
            ),
        ];

    private static ImmutableSortedDictionary<string, string> Documents(string phase, string? previous = null)
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, phase, previous);
        return Of(fleet)["environments/dev/ama-metrics"];
    }

    private static string Text(TemporaryFolder fleet, string name) => Of(fleet)["environments/dev/ama-metrics"][$"{Folder}/{name}"];

    private static ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> Of(
        TemporaryFolder fleet,
        DiagnosticBag? diagnostics = null
    )
    {
        var bag = diagnostics ?? new DiagnosticBag();
        var plan = new Workspace(fleet.Path).Plan(bag);
        var documents = new PhaseDocuments(plan.Fleet.Fleet, bag, TestContext.Current.CancellationToken).Of(plan.Units);
        if (diagnostics is null)
            Assert.Empty(bag.Sorted());
        return documents;
    }

    private static IEnumerable<string> Blocks(string text, string language) =>
        Block().Matches(text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["body"].Value);

    [GeneratedRegex(@"(?ms)^```(?<language>\w+)\n(?<body>.*?)^```$")]
    private static partial Regex Block();

    [GeneratedRegex(@"[ \t]\n")]
    private static partial Regex TrailingBlanks();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex(@"[\w./-]+\.md\b")]
    private static partial Regex DocumentName();
}
