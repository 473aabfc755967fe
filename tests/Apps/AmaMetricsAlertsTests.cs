using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The alerts of the agent's autoscaler hold wherever the agent runs, and know the numbers that the agent's own app has.</summary>
public sealed class AmaMetricsAlertsTests
{
    private static readonly string App = Path.Join(Repository.Root, "apps", "ama-metrics-alerts");

    [Fact]
    public void Every_series_of_a_namespace_is_looked_for_in_both()
    {
        foreach (var file in Directory.EnumerateFiles(App, "*.yaml", SearchOption.AllDirectories).Where(IsAsked))
        foreach (var line in File.ReadLines(file).Where(line => line.Contains("namespace=", StringComparison.Ordinal)))
            Assert.Contains("namespace=~\"kube-system|azure-managed-prometheus\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_watches_the_agent_does_not_move_with_it()
    {
        var app = Document("app.yaml").Map("spec")!;
        Assert.Equal("monitoring", app.Text("namespace"));
        Assert.Null(app["migration"]);
    }

    [Theory]
    [InlineData("dev", true)]
    [InlineData("local", false)]
    public void The_absence_of_an_autoscaler_is_told_only_where_there_should_be_one(string environment, bool isTold) =>
        Assert.Equal(isTold, File.ReadAllText(Manifests(environment)).Contains("AmaMetricsAutoscalerAbsent", StringComparison.Ordinal));

    [Fact]
    public void The_cap_is_the_parameter() =>
        Assert.Contains("expr: vector(12)", File.ReadAllText(Manifests("dev")), StringComparison.Ordinal);

    // Releases are what it was; tests have series of one namespace.
    private static bool IsAsked(string file) =>
        !file.Contains("/releases/", StringComparison.Ordinal) && !file.Contains("/alert-tests/", StringComparison.Ordinal);

    private static YamlMap Document(string file) => YamlReader.ReadMap(file, File.ReadAllText(Path.Join(App, file)), new DiagnosticBag())!;

    private static string Manifests(string environment) =>
        Path.Join(Repository.Root, "environments", environment, "ama-metrics-alerts", "rendered", "manifests.yaml");
}
