using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG149 to GOG154, GOG274 and GOG275: what is said of a move.</summary>
public sealed class MigrationMistakeTests : IDisposable
{
    private const string WebPin = "environments/dev/releases/web.yaml";
    private const string Roles = "roles: [{name: web, object: Deployment/web, pods: app=web, wave: 12}]";
    private const string Migration = $"migration: {{from: demo, to: fresh, shared: config, {Roles}}}";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    /// <summary>Nothing would ever be made of it: there is one copy of an app that stays.</summary>
    [Theory]
    [InlineData("components: [{path: ‸part, side: new}]")]
    [InlineData("components: [{path: ‸part, side: old}]")]
    [InlineData("patches: [{file: ‸t.yaml, side: new}]")]
    [InlineData("templates: [{file: ‸t.yaml, as: patch, side: old}]")]
    public void A_side_of_an_app_that_does_not_move_is_a_mistake(string said)
    {
        fleet.Write("apps/web/part/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: []\n");
        fleet.Write("apps/web/t.yaml", "{}\n");
        fleet.App("web", $"kustomize: {{base: base, {said}}}").Says("GOG274", "\"web\"", "'migration'");
    }

    [Fact]
    public void So_is_a_side_of_an_environments_patch_of_it()
    {
        fleet.Write("environments/dev/p.yaml", "{}\n");
        fleet.Edit(BrokenFleet.Dev, "web: {}", "web: {patches: [{file: ‸p.yaml, side: new}]}").Says("GOG274", "\"web\"");
    }

    [Theory]
    [InlineData("agnet.cap", "Did you mean 'agent.cap'?")]
    [InlineData("agent", "Known: agent.cap, size")]
    [InlineData("agent.name", "Known: agent.cap, size")]
    public void The_cap_of_an_autoscaler_is_an_integer_parameter(string name, string expected) =>
        fleet.App("web", "kustomize: {base: base}", Capped("‸" + name), Parameters).Says("GOG275", name, expected);

    [Theory]
    [InlineData("agent.cap")]
    [InlineData("size")]
    public void An_integer_parameter_may_be_the_cap(string name)
    {
        fleet.App("web", "kustomize: {base: base}", Capped(name), Parameters);
        fleet.SaysNothing();
    }

    private const string Parameters =
        "parameters: {size: {type: integer, default: 2}, agent: {type: object, properties: {cap: {type: integer, default: 4}, "
        + "name: {type: string, default: x}}}}";

    private static string Capped(string parameter) =>
        Migration.Replace("wave: 12}", $"wave: 12, autoscaler: {{name: web, capParameter: {parameter}}}}}", StringComparison.Ordinal);

    [Theory]
    [InlineData("phase: ‸prepared")]
    [InlineData("previousPhase: ‸prepared")]
    public void A_phase_of_an_app_that_does_not_move_is_a_mistake(string said) =>
        fleet.Write(WebPin, Pin(said)).Says("GOG150", "apps/web/app.yaml", "'migration'");

    [Theory]
    [InlineData("adopted", "soak")]
    [InlineData("prepared", "soak")]
    [InlineData("adopted", "done")]
    [InlineData("cutover", "adopted")]
    [InlineData("soak", "cutover")]
    [InlineData("done", "soak")]
    public void No_phase_is_skipped_forward_or_back(string previous, string phase) =>
        fleet
            .App("web", "kustomize: {base: base}", Migration)
            .Write(WebPin, Pin($"phase: ‸{phase}, previousPhase: {previous}"))
            .Says("GOG151", $"'{previous}' to '{phase}'");

    [Theory]
    [InlineData("prepared", "adopted")]
    [InlineData("cutover", "prepared")]
    [InlineData("soak", "prepared")]
    [InlineData("cleanup", "prepared")]
    [InlineData("done", "prepared")]
    [InlineData("adopted", "prepared")]
    [InlineData("soak", "soak")]
    public void One_step_on_and_every_way_back_are_right(string previous, string phase)
    {
        fleet.App("web", "kustomize: {base: base}", Migration).Write(WebPin, Pin($"phase: {phase}, previousPhase: {previous}"));
        fleet.SaysNothing();
    }

    [Fact]
    public void The_app_with_the_shared_objects_must_run_there_too() =>
        fleet
            .App("web", "kustomize: {base: base}", Migration.Replace("shared: config", "shared: commons", StringComparison.Ordinal))
            .Write(WebPin, Pin("phase: prepared"))
            .Edit(BrokenFleet.Dev, "web: {}", "‸web: {}")
            .Says("GOG152", "'commons'", "'dev'");

    [Fact]
    public void A_chart_cannot_be_built_for_two_namespaces() =>
        fleet
            .App(
                "web",
                "chart: {repository: https://charts.example, name: web, version: 1.2.3}",
                "migration: ‸" + Migration["migration: ".Length..]
            )
            .Says("GOG153", "'web'");

    [Theory]
    [InlineData("from: ‸Demo_", "from: demo", "GOG015")]
    [InlineData("{name: web, object: ‸web, pods", "{name: web, object: Deployment/web, pods", "GOG038")]
    [InlineData("wave: ‸5}", "wave: 12}", "GOG007")]
    [InlineData("pods: ‸\"app=web; rm\"", "pods: app=web", "GOG038")]
    [InlineData("‸form: x, from: demo", "from: demo", "GOG003")]
    public void A_mistake_in_the_section_is_one(string wrong, string right, string code) =>
        fleet.App("web", "kustomize: {base: base}", Migration.Replace(right, wrong, StringComparison.Ordinal)).Says(code);

    [Fact]
    public void A_file_that_the_section_names_must_be_in_the_app() =>
        fleet
            .App(
                "web",
                "kustomize: {base: base}",
                Migration.Replace(Roles, $"{Roles}, jobs: [{{file: ‸../gate.yaml, use: gate}}]", StringComparison.Ordinal)
            )
            .Says("GOG013");

    [Theory]
    [InlineData("bridge", "")]
    [InlineData("bridge", "parameters: {bridge: {type: string}}")]
    [InlineData("brigde", "parameters: {bridge: {type: boolean, default: false}}")]
    public void What_puts_the_bridge_on_is_a_boolean_parameter(string parameter, string declared)
    {
        fleet.Folder.Write("apps/web/bridge.yaml", "x: y\n");
        fleet
            .App(
                "web",
                "kustomize: {base: base}",
                Migration.Replace(
                    Roles,
                    $"{Roles}, bridge: {{parameter: ‸{parameter}, service: web, file: bridge.yaml}}",
                    StringComparison.Ordinal
                ),
                declared
            )
            .Says("GOG149", $"'{parameter}'");
    }

    [Fact]
    public async Task What_is_committed_must_be_one_step_before()
    {
        using var agent = AgentFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(agent, "render", "--offline")).Exit);
        AgentFleet.Pin(agent, "soak");
        var before = agent.Snapshot();

        var skipped = await Gitopsgen.RunInAsync(agent, "render", "--offline");

        Assert.Equal(1, skipped.Exit);
        Assert.Contains(
            "environments/dev/releases/ama-metrics.yaml(3,30): error MIG-005: environment \"dev\" cannot go from adopted to soak",
            skipped.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, agent.Snapshot());
    }

    [Fact]
    public async Task On_the_way_back_the_pin_must_say_where_it_comes_from()
    {
        using var agent = AgentFleet.Create();
        AgentFleet.Pin(agent, "soak");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(agent, "render", "--offline")).Exit);
        // A plain revert: the old side would come up before the new one is down.
        AgentFleet.Pin(agent, "prepared");
        var answer = await Gitopsgen.RunInAsync(agent, "render", "--offline");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("GOG154", answer.Error, StringComparison.Ordinal);
        Assert.Contains("previousPhase: soak", answer.Error, StringComparison.Ordinal);
        AgentFleet.Pin(agent, "prepared", previous: "soak");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(agent, "render", "--offline")).Exit);
    }

    private static string Pin(string said) => $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: head, {said}}}\n";
}
