using System.Text.Json.Nodes;
using GitOpsGen.Ownership;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>The commands from the first plan to the last undo.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Agent = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ama-metrics, namespace: kube-system}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec: {containers: [{name: agent, image: agent:1, args: [--secret-namespace=kube-system, --secret-name=aad-msi-auth-token]}]}

        """;

    private readonly TemporaryFolder folder = new();

    public CommandTests() => folder.Write("agent.yaml", Agent);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Plan_apply_verify_and_undo_go_around()
    {
        var before = folder.Snapshot();
        var applied = await RunAsync("apply");
        Assert.True(applied.Exit == 0, applied.ToString());
        Assert.Equal(
            Agent.Replace("namespace: kube-system", "namespace: azure-managed-prometheus", StringComparison.Ordinal),
            folder.Read("agent.yaml")
        );
        var verified = await RunAsync("verify");
        Assert.Equal(0, verified.Exit);
        var again = await RunAsync("apply", "-o", "json");
        Assert.Equal(0, again.Exit);
        Assert.Empty((JsonArray)JsonNode.Parse(again.Output)!["edited"]!);
        Assert.True(File.Exists(folder.State(JournalEntry.StateFile)));
        var undone = await RunAsync("undo");
        Assert.Equal(before, folder.Snapshot());
        var nothing = await RunAsync("undo");
        await Snapshot.VerifyAsync($"{applied}{verified}{undone}{nothing}".Folder(folder.Path, "folder"));
    }

    [Fact]
    public async Task Open_reviews_are_listed_and_fail_unless_they_are_allowed()
    {
        folder.Write("README.md", "# Notes\n\nAll of this once lived in kube-system, which was a mistake.\n");
        var applied = await RunAsync("apply");
        Assert.Equal(1, applied.Exit);
        Assert.Contains("README.md(3,27): error GOG147: a person decides", applied.Error, StringComparison.Ordinal);
        Assert.Contains("1 error; everything else has moved.", applied.Error, StringComparison.Ordinal);
        Assert.Contains(Plans.To, folder.Read("agent.yaml"), StringComparison.Ordinal);
        var allowed = await RunAsync("apply", "--allow-open");
        Assert.True(allowed.Exit == 0 && allowed.Error.Contains("warning GOG147", StringComparison.Ordinal), allowed.ToString());
        folder.Write(
            "migration.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Migration\nspec:\n  decisions:\n    - {at: \"README.md:3\", verdict: "
                + "keep, reason: history}\n"
        );
        var decided = await RunAsync("apply");
        Assert.True(decided is { Exit: 0, Error: "" }, decided.ToString());
    }

    [Fact]
    public async Task Code_that_stays_is_said_and_edited_when_asked()
    {
        folder.Write("run.sh", "#!/bin/sh\nkubectl -n kube-system rollout status deployment/ama-metrics\n");
        var applied = await RunAsync("apply");
        Assert.Contains("run.sh(2,12): warning GOG146: this code still names the old namespace", applied.Error, StringComparison.Ordinal);
        Assert.Contains(Plans.From, folder.Read("run.sh"), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("apply", "--include-code")).Exit);
        Assert.DoesNotContain(Plans.From, folder.Read("run.sh"), StringComparison.Ordinal);
        Assert.Equal((0, "The move holds."), await LastLineAsync("verify"));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var answer = await RunAsync("apply", "--dry-run", "--with", "namespace", "--write-to", "new");
        Assert.Contains("1 mentions in 1 files would be moved", answer.Output, StringComparison.Ordinal);
        Assert.Equal(["agent.yaml"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        await RunAsync("apply");
        Assert.Contains("1 files would be taken back", (await RunAsync("undo", "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains(Plans.To, folder.Read("agent.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_objects_come_and_go_with_the_move()
    {
        folder.Write(
            "policy.yaml",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: all, namespace: kube-system}\nspec: "
                + "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}\n"
        );
        string[] with =
        [
            "--with",
            "namespace,network-policy",
            "--write-to",
            "deploy/new",
            "--mesh",
            "aks-istio",
            "--mesh-revision",
            "asm-1-27",
        ];
        var applied = await RunAsync("apply", with);
        Assert.True(applied.Exit == 0, applied.ToString());
        Assert.Contains("istio.io/rev: asm-1-27", folder.Read("deploy/new/namespace.yaml"), StringComparison.Ordinal);
        // The copy means the old namespace, and nobody is asked about it.
        Assert.Contains("kube-system", folder.Read("deploy/new/networkpolicy-all.yaml"), StringComparison.Ordinal);
        Assert.True(await RunAsync("apply", with) is { Exit: 0, Error: "" });
        Assert.Equal((0, "The move holds."), await LastLineAsync("verify"));
        var undone = await RunAsync("undo");
        Assert.True(
            undone.Exit == 0 && undone.Output.Contains("removed   deploy/new/namespace.yaml", StringComparison.Ordinal),
            undone.ToString()
        );
        Assert.False(Directory.Exists(folder.File("deploy")));
    }

    [Fact]
    public async Task New_objects_overwrite_nothing_and_edited_ones_stay()
    {
        folder.Write("new/namespace.yaml", "mine");
        string[] with = ["--with", "namespace", "--write-to", "new"];
        var refused = await RunAsync("apply", with);
        Assert.True(
            refused.Exit == 1 && refused.Error.Contains("new/namespace.yaml(1,1): error GOG148", StringComparison.Ordinal),
            refused.ToString()
        );
        Assert.Equal((Agent, "mine"), (folder.Read("agent.yaml"), folder.Read("new/namespace.yaml")));
        var file = await RunAsync("apply", "--with", "namespace", "--write-to", "agent.yaml/new");
        Assert.True(file.Exit == 1 && file.Error.Contains("agent.yaml(1,1): error GOG148", StringComparison.Ordinal), file.ToString());
        File.Delete(folder.File("new/namespace.yaml"));
        await RunAsync("apply", with);
        folder.Write("new/namespace.yaml", "edited");
        Assert.Contains("error GOG137", (await RunAsync("undo")).Error, StringComparison.Ordinal);
        Assert.Contains(Plans.To, folder.Read("agent.yaml"), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("undo", "--keep-going")).Exit);
        Assert.Equal((Agent, "edited"), (folder.Read("agent.yaml"), folder.Read("new/namespace.yaml")));
    }

    [Fact]
    public async Task Verify_finds_what_was_edited_and_what_was_added_since()
    {
        Assert.Contains("GOG145", (await RunAsync("verify")).Error, StringComparison.Ordinal);
        await RunAsync("apply");
        folder.Write("agent.yaml", folder.Read("agent.yaml") + "# more\n");
        folder.Write("later.yaml", Agent);
        var verified = await RunAsync("verify");
        Assert.Equal(1, verified.Exit);
        Assert.Contains("agent.yaml(1,1): error GOG139", verified.Error, StringComparison.Ordinal);
        Assert.Contains("later.yaml(3,42): error GOG140", verified.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ .Values.where }}", "charts/agent: makes the same but for 1 moved names", 0, "")]
    [InlineData("{{ required \"say where\" .Values.nowhere }}", "renders neither before nor after", 0, "note GOG143")]
    [InlineData(
        "{{ if ne .Values.where \"kube-system\" }}{{ fail \"not here\" }}{{ end }}",
        "renders only before or only after",
        1,
        "error GOG142"
    )]
    [InlineData("{{ if eq .Values.where \"kube-system\" }}here{{ end }}", "makes something else than before", 1, "error GOG141")]
    public async Task Verify_renders_charts_with_the_helm_of_the_fleet(string text, string expected, int exit, string diagnostic)
    {
        folder.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{helm: {{path: {TestTools.Helm4}}}}}\n");
        folder.Write("charts/agent/Chart.yaml", "apiVersion: v2\nname: agent\nversion: 1.0.0\n");
        folder.Write("charts/agent/values.yaml", "where: kube-system\n");
        folder.Write(
            "charts/agent/templates/map.yaml",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: ama-metrics-map}}\ndata:\n  where: \"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n".Replace(
                "\\\"",
                "\"",
                StringComparison.Ordinal
            )
        );
        folder.Write(
            "migration.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Migration\nspec:\n  decisions:\n    - {at: "
                + "\"charts/agent/values.yaml:1\", verdict: move, reason: a test}\n    - {at: \"charts/agent/templates/map.yaml:5\", "
                + "verdict: keep, reason: a test}\n"
        );
        await RunAsync("apply");
        var verified = await RunAsync("verify", "--offline");
        Assert.True(
            verified.Exit == exit
                && verified.Output.Contains(expected, StringComparison.Ordinal)
                && verified.Error.Contains(diagnostic, StringComparison.Ordinal),
            verified.ToString()
        );
    }

    [Fact]
    public async Task Without_helm_it_is_said_that_no_chart_was_rendered()
    {
        folder.Write("gitopsgen.yaml", SmallFleet.Fleet + "  tools: {helm: {path: tools/none}}\n");
        folder.Write("charts/agent/Chart.yaml", "apiVersion: v2\nname: agent\nversion: 1.0.0\n");
        await RunAsync("apply");
        var verified = await RunAsync("verify", "--offline", "-o", "json");
        Assert.True(verified.Exit == 0 && verified.Error.Contains("warning GOG144", StringComparison.Ordinal), verified.ToString());
        Assert.Null(JsonNode.Parse(verified.Output)!["charts"]);
    }

    [Fact]
    public async Task Another_move_is_not_mixed_into_one_that_is_recorded()
    {
        await RunAsync("apply");
        var other = await Gitopsgen.RunAsync("migrate", "apply", "--from", Plans.To, "--to", "elsewhere", "--path", folder.Path);
        Assert.True(other.Exit == 1 && other.Error.Contains("error GOG134", StringComparison.Ordinal), other.ToString());
    }

    [Theory]
    [InlineData("apply --from a --to b --mesh aks-istio", "needs --mesh-revision")]
    [InlineData("apply --from a --to b --with quota --write-to x", "not 'quota'")]
    [InlineData("apply --from a --to b --with namespace", "needs --write-to")]
    [InlineData("apply --from a --to b --with namespace --write-to ../x", "no folder inside")]
    [InlineData("apply --from a --to b --with namespace --write-to .git", "no folder inside")]
    [InlineData("apply --from a --to b --write-to x", "are for --with")]
    [InlineData("apply --from a --to b --with resource-quota --write-to x --mesh ambient", "is for the new Namespace")]
    [InlineData("apply --from a --to b --mesh linkerd", "not 'linkerd'")]
    [InlineData("verify --values /etc/x", "no file inside")]
    [InlineData("plan --from a --to b -o xml", "--output is text, json, markdown")]
    public async Task Wrong_usage_exits_2(string line, string expected)
    {
        var answer = await Gitopsgen.RunAsync(["migrate", .. line.Split(' ')]);
        Assert.True(answer.Exit == 2 && answer.Error.Contains(expected, StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task The_report_is_markdown_when_asked()
    {
        folder.Write("README.md", "All of this once lived in kube-system.\n");
        var report = await RunAsync("plan", "-o", "markdown");
        Assert.True(report.Exit == 0, report.ToString());
        foreach (
            var expected in new[]
            {
                "# Move from kube-system to azure-managed-prometheus\n",
                "| high | object-namespace | 1 | 0 | 0 |",
                "  - at: README.md:1",
                "## Known issues",
                "1 right, 1 broken",
            }
        )
            Assert.Contains(expected, report.Output, StringComparison.Ordinal);
    }

    private Task<Answer> RunAsync(string command, params string[] options) =>
        Gitopsgen.RunAsync([
            "migrate",
            command,
            .. command is "plan" or "apply" ? new[] { "--from", Plans.From, "--to", Plans.To } : [],
            "--path",
            folder.Path,
            .. options,
        ]);

    private async Task<(int Exit, string Line)> LastLineAsync(string command)
    {
        var answer = await RunAsync(command);
        return (answer.Exit, answer.Output.TrimEnd('\n').Split('\n')[^1]);
    }
}
