using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;
using Xunit.Sdk;

namespace GitOpsGen.Tests.Migrations;

/// <summary>Walks every wave of every step of the agent's move, forward and back, over what the real Kustomize renders.</summary>
public sealed class WalkTests(WalkTests.Rendered rendered) : IClassFixture<WalkTests.Rendered>
{
    public static TheoryData<string, string> Steps =>
        new(
            ("adopted", "prepared"),
            ("prepared", "cutover"),
            ("cutover", "soak"),
            ("soak", "cleanup"),
            ("cleanup", "done"),
            ("prepared", "adopted"),
            ("cutover", "prepared"),
            ("soak", "prepared"),
            ("cleanup", "prepared"),
            ("done", "prepared")
        );

    [Theory]
    [MemberData(nameof(Steps))]
    public void At_no_moment_do_old_and_new_of_a_role_both_run(string from, string to)
    {
        var simulation = rendered.Walk(from, to);
        foreach (var state in simulation.States)
        foreach (var role in rendered.Migration.Roles)
            Assert.False(state.Runs(role, Side.Old) && state.Runs(role, Side.New), $"{from} to {to}, {state.Name}: {role.Name} runs twice");
        foreach (var role in rendered.Migration.Roles)
            Assert.True(
                simulation.End.Runs(role, Side.Old) ^ simulation.End.Runs(role, Side.New),
                $"{from} to {to}: in the end {role.Name} must run once"
            );
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void No_pod_template_changes_but_for_the_hold_of_a_daemonset(string from, string to)
    {
        var (before, after) = (rendered.Of(from, null), rendered.After(from, to));
        foreach (var workload in after.Objects.Where(manifest => manifest.Kind is "Deployment" or "DaemonSet"))
        {
            if (before.Find(workload.Id) is not { } was)
                continue;
            Assert.Equal(Template(was), Template(workload));
        }
    }

    [Theory]
    [InlineData("prepared", "cutover")]
    [InlineData("cutover", "prepared")]
    [InlineData("soak", "prepared")]
    [InlineData("cleanup", "prepared")]
    [InlineData("done", "prepared")]
    public void What_goes_over_stops_one_side_waits_for_it_and_starts_the_other(string from, string to)
    {
        var simulation = rendered.Walk(from, to);
        foreach (var role in rendered.Migration.Roles)
        {
            var (down, up) = to == "cutover" ? (Side.Old, Side.New) : (Side.New, Side.Old);
            var stopped = simulation.Waves.First(state => state[role, down] == Activity.Draining).Wave;
            var gone = simulation.Waves.First(state => state.Wave > stopped && !state.Runs(role, down)).Wave;
            var started = simulation.Waves.First(state => state[role, up] == Activity.Active).Wave;
            Assert.True(
                stopped == 5 && gone > 7 && started >= gone,
                $"{role.Name}: stopped in {stopped}, gone by {gone}, started in {started}"
            );
        }
    }

    [Fact]
    public void A_plain_revert_of_the_cutover_would_scrape_twice()
    {
        // The overlay of the way there, applied on the way back.
        var simulation = SyncSimulation.Of(
            rendered.Migration,
            rendered.Migration.Roles,
            rendered.Of("soak", null),
            rendered.Of("prepared", null)
        );
        Assert.Contains(
            simulation.States,
            state => rendered.Migration.Roles.Any(role => state.Runs(role, Side.Old) && state.Runs(role, Side.New))
        );
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_object_goes_where_its_phase_says_and_what_belongs_to_others_stays(string from, string to)
    {
        var kept = rendered.Migration.CustomerOwned.Select(original => original.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (manifest, _) in SyncSimulation.Prunes(rendered.Of(from, null), rendered.After(from, to)))
        {
            Assert.False(manifest.Kind is "Namespace" or "CustomResourceDefinition" or "Secret", $"{manifest} is pruned");
            if (manifest.Namespace == "kube-system")
                Assert.DoesNotContain(manifest.Name, kept);
        }
    }

    // Kustomize writes an empty nodeSelector no differently from none.
    private static string Template(Manifest workload)
    {
        var template = YamlWriter.Write(workload.Document.Map("spec")!.Map("template")!, []);
        return template
            .Replace("    nodeSelector:\n      gitopsgen.io/hold: 'true'\n", "", StringComparison.Ordinal)
            .Replace("  nodeSelector:\n    gitopsgen.io/hold: 'true'\n", "", StringComparison.Ordinal);
    }

    /// <summary>Every phase rendered once, forward, and the overlay that leads back from it.</summary>
    public sealed class Rendered : IAsyncLifetime
    {
        private readonly Dictionary<(string Phase, string? From), Manifests> manifests = [];

        public Migration Migration { get; private set; } = null!;

        public Manifests Of(string phase, string? from) => manifests[(phase, from)];

        public Manifests After(string from, string to) =>
            to is "prepared" && from != "adopted" ? Of("prepared", from)
            : to == "adopted" ? Of("adopted", from)
            : Of(to, null);

        public SyncSimulation Walk(string from, string to) =>
            SyncSimulation.Of(Migration, Migration.Roles, Of(from, null), After(from, to));

        public async ValueTask InitializeAsync()
        {
            using var fleet = AgentFleet.Create();
            foreach (var phase in new[] { "adopted", "prepared", "cutover", "soak", "cleanup", "done" })
            {
                AgentFleet.Pin(fleet, phase);
                var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
                if (answer.Exit != 0)
                    throw new XunitException(answer.ToString());
                manifests[(phase, null)] = Read(fleet, "rendered/manifests.yaml");
                if (phase != "adopted")
                    manifests[(phase == "prepared" ? "adopted" : "prepared", phase)] = Read(fleet, "rollback/rendered/manifests.yaml");
            }

            var plan = new GitOpsGen.Pipeline.Workspace(fleet.Path).Plan(new DiagnosticBag());
            Migration = plan.Units.First(unit => unit.App.Migration is not null).App.Migration!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static Manifests Read(TemporaryFolder fleet, string file) =>
            Manifests.Read(file, fleet.Read($"environments/dev/ama-metrics/{file}"), new DiagnosticBag())!;
    }
}
