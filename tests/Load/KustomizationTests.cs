using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG055, GOG056 and the paths in an app's own kustomizations.</summary>
public sealed class KustomizationTests : IDisposable
{
    private const string Base = "apps/web/base/kustomization.yaml";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("resources: [‸https://example.com/x.yaml]")]
    [InlineData("resources: [‸github.com/org/repository//path]")]
    [InlineData("resources: [‸git@github.com:org/repository]")]
    [InlineData("resources: [‸org/repository?ref=v1]")]
    [InlineData("components: [‸ssh://git@example.com/x]")]
    [InlineData("patches: [{path: ‸https://example.com/x.yaml}]")]
    [InlineData("configMapGenerator: [{name: a, files: [‸a=https://example.com/x]}]")]
    [InlineData("transformers: [‸https://example.com/x.yaml]")]
    public void What_is_fetched_at_every_build_is_refused(string line) =>
        fleet.Write(Base, $"{line}\n").Says("GOG055", "Copy what you need");

    [Theory]
    [InlineData("helmCharts", "'chart' in app.yaml")]
    [InlineData("helmChartInflationGenerator", "'chart' in app.yaml")]
    public void A_field_that_Kustomize_gives_up_is_refused_with_its_successor(string field, string instead) =>
        fleet.Write(Base, $"resources: [deployment.yaml]\n‸{field}: []\n").Says("GOG056", $"'{field}'", instead);

    [Theory]
    [InlineData("‸bases: [../more]", "at the end of 'resources'")]
    [InlineData("‸patchesStrategicMerge: [patch.yaml]", "'patches' with '- path: <file>'")]
    [InlineData("‸patchesStrategicMerge: ['{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}']", "'- patch: |-'")]
    [InlineData("‸patchesJson6902: [{target: {kind: Deployment}, path: patch.yaml}]", "at the end of 'patches'")]
    [InlineData("‸vars: [{name: A, objref: {kind: Deployment, name: web}}]", "'replacements'")]
    [InlineData("‸commonLabels: {team: web}", "'labels: [{pairs: {team: web}, includeSelectors: true}]'")]
    [InlineData("‸commonAnnotations: {team: web}", "restarts every pod")]
    public void A_field_of_an_earlier_Kustomize_is_accepted_with_a_note_of_its_equivalent(string line, string equivalent)
    {
        fleet.Write("apps/web/more/kustomization.yaml", "resources: []\n").Write("apps/web/base/patch.yaml", "");
        fleet.Write(Base, $"resources: [deployment.yaml]\n{line}\n").Says("GOG264", equivalent);
        Assert.Equal(Severity.Note, Assert.Single(fleet.Diagnose()).Severity);
    }

    [Theory]
    [InlineData("bases: [‸https://example.com/x]", "GOG055")]
    [InlineData("bases: [‸../../config/base]", "GOG013")]
    [InlineData("patchesStrategicMerge: [‸https://example.com/x.yaml]", "GOG055")]
    [InlineData("patchesStrategicMerge: [‸../app.yaml]", "GOG013")]
    [InlineData("patchesStrategicMerge: [‸missing.yaml]", "GOG016")]
    [InlineData("patchesJson6902: [{path: ‸../app.yaml}]", "GOG013")]
    [InlineData("patchesJson6902: [{path: ‸https://example.com/x.yaml}]", "GOG055")]
    public void What_such_a_field_reaches_is_held_to_the_same_bounds(string line, string code)
    {
        fleet.Write(Base, $"resources: [deployment.yaml]\n{line}\n");
        var errors = fleet.Diagnose().Where(item => item.Severity == Severity.Error);
        Assert.Equal((code, fleet.Marks[0]), Assert.Single(errors) is var error ? (error.Code, error.At!.Value) : default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n")]
    public void An_empty_kustomization_is_named(string text) =>
        fleet.Write(Base, $"‸{text}").Says("GOG267", "'apps/web/base/kustomization.yaml'");

    [Theory]
    [InlineData("resources: [‸../../config/base]", "apps/web")]
    [InlineData("resources: [‸../../../../etc]", "apps/web")]
    [InlineData("resources: [‸/etc/passwd]", "apps/web")]
    [InlineData("resources: [‸~/x]", "apps/web")]
    [InlineData("resources: [‸'a\\b']", "apps/web")]
    [InlineData("resources: [‸../releases/1.0.0-abcdef0]", "apps/web")]
    [InlineData("components: [‸../../config/base]", "apps/web")]
    [InlineData("resources: [‸../app.yaml]", "apps/web/base")]
    [InlineData("patches: [{path: ‸../app.yaml}]", "apps/web/base")]
    [InlineData("replacements: [{path: ‸../app.yaml}]", "apps/web/base")]
    [InlineData("configMapGenerator: [{name: a, files: [‸../app.yaml]}]", "apps/web/base")]
    [InlineData("configMapGenerator: [{name: a, files: [‸key=../app.yaml]}]", "apps/web/base")]
    [InlineData("secretGenerator: [{name: a, envs: [‸/etc/passwd]}]", "apps/web/base")]
    [InlineData("secretGenerator: [{name: a, env: ‸../x.env}]", "apps/web/base")]
    [InlineData("openapi: {path: ‸../x.json}", "apps/web/base")]
    [InlineData("crds: [‸../x.json]", "apps/web/base")]
    public void A_path_must_stay_in_the_app_and_a_file_in_the_kustomizations_folder(string line, string allowed) =>
        fleet.Write(Base, $"{line}\n").Says("GOG013", $"does not stay in {allowed}.");

    [Theory]
    [InlineData("resources: [‸deploment.yaml]", "Did you mean 'deployment.yaml'?")]
    [InlineData("resources: [‸missing/]", "Create it, or correct the path")]
    [InlineData("components: [‸../component]", "Did you mean 'components'?")]
    [InlineData("patches: [{path: ‸patch.yaml}]", "Create it")]
    [InlineData("configMapGenerator: [{name: a, files: [‸a.txt]}]", "Create it")]
    public void What_is_named_must_be_there(string line, string mend) =>
        fleet.Write("apps/web/components/x", "").Write(Base, $"{line}\n").Says("GOG016", mend);

    [Theory]
    [InlineData("‸bas", "'apps/web/bas'", "Did you mean 'base'?")]
    [InlineData("‸base/deployment.yaml", "'apps/web/base/deployment.yaml/kustomization.yaml'", "")]
    [InlineData("‸empty", "'apps/web/empty/kustomization.yaml'", "Did you mean 'kustomisation.yaml'?")]
    public void A_base_is_a_folder_with_a_kustomization(string folder, string what, string mend) =>
        fleet.Write("apps/web/empty/kustomisation.yaml", "").App("web", $"kustomize: {{base: {folder}}}").Says("GOG016", what, mend);

    [Fact]
    public void What_a_kustomization_of_a_kustomization_reaches_is_looked_at_once()
    {
        fleet.Write(Base, "resources: [../more]\ncomponents: [../part]\n");
        fleet.Write("apps/web/more/kustomization.yaml", "resources: [‸https://example.com/x.yaml]\n");
        fleet.Write("apps/web/part/kustomization.yaml", "resources: [../more]\n");
        fleet.Says("GOG055");
    }

    [Fact]
    public void A_kustomization_that_is_no_YAML_is_one_mistake_however_often_it_is_reached()
    {
        fleet.Write("apps/web/part/kustomization.yaml", "resources: ‸\"a\n");
        fleet.App("web", "kustomize: {base: base, components: [part, {path: part, when: cloud}]}").Says("GOG001");
    }

    [Fact]
    public void What_Kustomize_offers_may_be_used()
    {
        foreach (var file in new[] { "patch.yaml", "a.txt", "b.env", "replacement.yaml" })
            fleet.Write($"apps/web/base/{file}", "");
        fleet.Write("apps/web/more/kustomization.yml", "resources: []\n");
        fleet
            .Write(
                Base,
                """
                resources: [deployment.yaml, ../more]
                patches:
                  - path: patch.yaml
                  - patch: |
                      - {op: add, path: /metadata/annotations/see, value: https://example.com}
                    target: {kind: Deployment}
                configMapGenerator:
                  - {name: a, files: [a.txt, key=a.txt], envs: [b.env], literals: [url=https://example.com]}
                replacements: [{path: replacement.yaml}]
                transformers:
                  - |
                    apiVersion: builtin
                    kind: LabelTransformer
                    metadata: {name: x}
                """
            )
            .SaysNothing();
    }
}
