using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG013: paths that leave the app, the environment or the repository, wherever one can be written.</summary>
public sealed class PathTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    public static TheoryData<string> Leaving =>
        [
            "../config/app.yaml",
            "../../gitopsgen.yaml",
            "../../../etc/passwd",
            "base/../../config/app.yaml",
            "/etc/passwd",
            "~/values.yaml",
            "~root",
            "..\\config\\app.yaml",
            "base\\x.yaml",
            "C:/values.yaml",
            "releases/1.0.0-abcdef0/values.yaml",
        ];

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_values_file_must_stay_in_the_app(string path) => InChartApp(path, "values: [PATH]");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_conditional_values_file_must_stay_in_the_app(string path) => InChartApp(path, "values: [{file: PATH, when: cloud}]");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_component_must_stay_in_the_app(string path) => InApp(path, "kustomize: {base: base, components: [PATH]}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_conditional_component_must_stay_in_the_app(string path) =>
        InApp(path, "kustomize: {base: base, components: [{path: PATH, when: cloud}]}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_base_must_stay_in_the_app(string path) => InApp(path, "kustomize: {base: PATH}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_patch_must_stay_in_the_app(string path) => InApp(path, "kustomize: {base: base, patches: [{file: PATH}]}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_template_must_stay_in_the_app(string path) =>
        InApp(path, "kustomize: {base: base, templates: [{file: PATH, as: patch}]}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_chart_must_stay_in_the_app(string path) => InApp(path, "chart: {path: PATH, version: 1.0.0}");

    [Theory]
    [MemberData(nameof(Leaving))]
    public void A_certificate_must_stay_in_the_app(string path) =>
        InApp(path, "chart: {repository: https://charts.example, name: web, version: 1.0.0, caFile: PATH}");

    [Theory]
    [InlineData("../../apps/web/base/deployment.yaml")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("~/p.yaml")]
    [InlineData("patches\\p.yaml")]
    public void A_patch_of_an_environment_must_stay_in_its_folder(string path) =>
        fleet.Edit(BrokenFleet.Dev, "web: {}", $"web: {{patches: [{{file: ‸'{path}'}}]}}").Says("GOG013", $"'{path}'", "environments/dev");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_path_names_nothing(string path)
    {
        fleet.App("web", "kustomize: {base: base}", $"chart: {{path: ‸'{path}', version: 1.0.0}}");
        Assert.Contains(Assert.Single(fleet.Diagnose()).Code, new[] { "GOG013", "GOG016" });
    }

    [Theory]
    [InlineData("./base")]
    [InlineData("base/")]
    [InlineData("base/../base")]
    [InlineData("base//.")]
    public void A_path_that_stays_may_be_written_in_many_ways(string path) =>
        fleet.App("web", "requires: [config]", $"kustomize: {{base: {path}}}").SaysNothing();

    private void InApp(string path, string line) =>
        fleet.App("web", line.Replace("PATH", $"‸'{path}'", StringComparison.Ordinal)).Says("GOG013", $"'{path}'", "apps/web");

    private void InChartApp(string path, string line) =>
        fleet
            .App(
                "web",
                "chart: {repository: https://charts.example, name: web, version: 1.0.0}",
                line.Replace("PATH", $"‸'{path}'", StringComparison.Ordinal)
            )
            .Says("GOG013", $"'{path}'", "apps/web");
}
