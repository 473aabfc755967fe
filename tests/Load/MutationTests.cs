using System.Diagnostics;
using GitOpsGen.Diagnostics;
using GitOpsGen.Pipeline;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Whatever happens to the files, loading answers with diagnostics, never with an exception, and soon.</summary>
public sealed class MutationTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder folder = SmallFleet.Create();

    public void Dispose() => folder.Dispose();

    // Each seed makes another fifty fleets; a failure names seed and step, so that it can be made again.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_fleet_whose_files_were_mangled_is_answered_with_diagnostics(int seed)
    {
        Enrich();
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var originals = files.ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        var random = new Random(seed);
        var mutator = new Mutator(random);
        for (var step = 0; step < 50; step++)
        {
            foreach (var (file, bytes) in originals)
                File.WriteAllBytes(file, bytes);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                var file = files[random.Next(files.Count)];
                File.WriteAllBytes(file, mutator.Mangle(File.ReadAllBytes(file)));
            }

            Check($"seed {seed}, step {step}");
        }
    }

    // The same, many times in one file: what a merge gone wrong leaves.
    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    public void A_file_that_was_mangled_again_and_again_is_answered_with_diagnostics(int seed)
    {
        Enrich();
        var random = new Random(seed);
        var mutator = new Mutator(random);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var original = File.ReadAllBytes(file);
            for (var step = 0; step < 15; step++)
            {
                File.WriteAllBytes(file, mutator.Mangle(File.ReadAllBytes(file)));
                Check($"seed {seed}, {file}, step {step}");
            }

            File.WriteAllBytes(file, original);
        }
    }

    private void Check(string what)
    {
        var watch = Stopwatch.StartNew();
        var bag = new DiagnosticBag();
        try
        {
            new Workspace(folder.Path).Plan(bag);
        }
        catch (Exception error)
        {
            Assert.Fail($"{what}: {error}");
        }

        Assert.True(watch.Elapsed < Soon, $"{what} took {watch.Elapsed}");
        foreach (var line in bag.Sorted().Select(diagnostic => diagnostic.ToString()))
            Assert.False(line.Any(char.IsControl), $"{what}: not one line of text: {line}");
        Assert.All(
            bag.Sorted(),
            diagnostic => Assert.True(diagnostic.At is { Line: > 0, Column: > 0 } at && !at.File.StartsWith('/'), $"{what}: {diagnostic}")
        );
    }

    // So that there is more to break than the small fleet has.
    private void Enrich()
    {
        folder.Write(
            "apps/chart/app.yaml",
            SmallFleet.App(
                "chart",
                "delivery: helm",
                "syncWave: 3",
                "requires: [config]",
                "chart:",
                "  repository: https://charts.example",
                "  name: chart",
                "  version: 1.0.0",
                "  digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "  produces: {kinds: [Service], namespaces: [demo]}",
                "values: [values.yaml, {file: values.yaml, when: [cloud]}]",
                "kustomize:",
                "  components: [{path: part, when: cloud}]",
                "  templates: [{file: template.yaml, as: patch}]",
                "argocd: {syncOptions: [Validate=false], ignoreDifferences: [{kind: Service, jsonPointers: [/spec]}]}",
                "parameters:",
                "  size: {type: integer, minimum: 1, maximum: 9, default: 3}",
                "  region: {type: string, pattern: '^[a-z]+$', required: true}",
                "  more: {type: object, properties: {deep: {type: list, items: {type: string, enum: [a, b]}}}}"
            )
        );
        folder.Write("apps/chart/values.yaml", "a: &a {b: [1, 2]}\nc: {<<: *a, d: null}\n");
        folder.Write("apps/chart/template.yaml", "kind: {{parameters.region}}\n");
        folder.Write("apps/chart/part/kustomization.yaml", "kind: Component\nconfigMapGenerator: [{name: a, files: [a.txt]}]\n");
        folder.Write("apps/chart/part/a.txt", "text");
        folder.Write(
            "environments/prod/releases/web.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head, hold: {reason: rest}}\n"
        );
        folder.Write(
            "environments/prod/environment.yaml",
            SmallFleet.Environment(
                "prod",
                "extends: [shared]",
                "class: prod",
                "wave: prod",
                "clusters:",
                "  - {name: prod-1, server: https://prod-1.example, apps: {chart: {parameters: {size: 4}}}}",
                "  - {name: prod-2, server: https://prod-2.example}",
                "apps:",
                "  config: {}",
                "  web: {sync: manual}",
                "  chart:",
                "    values: {a: {b: null}}",
                "    parameters: {region: west, more: {deep: [a]}}"
            )
        );
    }
}
