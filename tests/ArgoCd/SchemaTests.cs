using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.ArgoCd;

/// <summary>Every document of argocd/ against Argo CD's real CRDs.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Every_document_of_this_fleet_is_valid()
    {
        var schemas = Schemas();
        var documents = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "argocd"), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(file => Documents(file, File.ReadAllText(file)))
            .ToList();
        Assert.True(documents.Count > 30, $"only {documents.Count} documents");
        Assert.Empty(
            documents.SelectMany(document =>
                schemas[document.Map.Text("kind")!].Errors(document.Map).Select(error => $"{document.File}: {error}")
            )
        );
    }

    [Fact]
    public async Task Every_kind_of_delivery_source_and_removal_is_valid()
    {
        var schemas = Schemas();
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/config/app.yaml",
            SmallFleet.App(
                "config",
                "delivery: helm",
                "chart: {repository: oci://registry.example/charts, name: config, version: 1.2.3, produces: {kinds: "
                    + "[ConfigMap], clusterKinds: [rbac.authorization.k8s.io/ClusterRole], namespaces: [demo]}}",
                "kustomize: {base: base}",
                "argocd: {syncOptions: [Validate=false], ignoreDifferences: [{group: apps, kind: Deployment, "
                    + "jqPathExpressions: [.spec.replicas]}, {kind: Secret, jsonPointers: [/data]}]}"
            )
        );
        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "requires: [config]", "delivery: kustomize", "kustomize: {base: base}"));
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet
                .Read("environments/dev/environment.yaml")
                .Replace("web: {}", "web: {sync: manual, remove: keep}", StringComparison.Ordinal)
        );
        fleet.Write(
            "environments/prod/environment.yaml",
            fleet
                .Read("environments/prod/environment.yaml")
                .Replace("wave: prod", "wave: prod\n  argocd: {rollingSync: {clusters: 1}}", StringComparison.Ordinal)
                .Replace("web: {}", "web: {remove: delete}", StringComparison.Ordinal)
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(render.Exit == 0, render.ToString());

        var documents = Directory
            .EnumerateFiles(fleet.File("argocd"), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(file => Documents(file, File.ReadAllText(file)))
            .ToList();
        Assert.Equal(2 + 2 + 4, documents.Count);
        Assert.Empty(
            documents.SelectMany(document =>
                schemas[document.Map.Text("kind")!].Errors(document.Map).Select(error => $"{document.File}: {error}")
            )
        );
        Assert.Contains("repoURL: registry.example/charts", fleet.Read("argocd/apps/dev/config.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_judge_finds_an_unknown_field_a_wrong_type_and_a_missing_one()
    {
        var schema = Schemas()["Application"];
        var errors = schema
            .Errors(
                Documents(
                        "test",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\nspec: {project: 1, destinatoin: {}}\n"
                    )
                    .Single()
                    .Map
            )
            .ToList();
        Assert.Contains(errors, error => error.Contains("destinatoin: unknown field", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("StringExpected", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("PropertyRequired", StringComparison.Ordinal));
    }

    private static Dictionary<string, CrdSchema> Schemas() =>
        new(StringComparer.Ordinal)
        {
            ["Application"] = CrdSchema.Read(Repository.Data("crds/application-crd.yaml")),
            ["ApplicationSet"] = CrdSchema.Read(Repository.Data("crds/applicationset-crd.yaml")),
            ["AppProject"] = CrdSchema.Read(Repository.Data("crds/appproject-crd.yaml")),
        };

    private static IEnumerable<(string File, YamlMap Map)> Documents(string file, string text) =>
        YamlReader.ReadAll(file, text, new DiagnosticBag())!.Cast<YamlMap>().Select(map => (file, map));
}
