using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Twenty different mistakes in five files, through the whole tool.</summary>
public sealed class BrokenFleetTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("render")]
    [InlineData("render", "--check")]
    [InlineData("render", "--dry-run")]
    public async Task Twenty_mistakes_in_five_files_are_twenty_diagnostics_at_their_places_and_nothing_is_written(params string[] command)
    {
        Break();
        var before = fleet.Folder.Snapshot();

        var answer = await Gitopsgen.RunInAsync(fleet.Folder, command);

        Assert.Equal(1, answer.Exit);
        Assert.Equal(before, fleet.Folder.Snapshot());
        Assert.Equal("", answer.Output);
        var lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("20 errors; nothing was written.", lines[^1]);
        Assert.Equal(Expected(), lines[..^1].Select(line => line[..line.IndexOf(':', line.IndexOf("GOG", StringComparison.Ordinal))]));
    }

    [Fact]
    public async Task The_same_as_JSON()
    {
        Break();
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--output", "json");
        var found = System.Text.Json.Nodes.JsonNode.Parse(answer.Output)!["diagnostics"]!.AsArray();
        Assert.Equal(Expected(), found.Select(item => $"{item!["path"]}({item["line"]},{item["column"]}): {item["severity"]} {item["code"]}"));
        Assert.Equal(1, answer.Exit);
    }

    private IEnumerable<string> Expected() => fleet.Marks.Zip(
        [
            "GOG004", "GOG003", "GOG033", "GOG022",
            "GOG015", "GOG006", "GOG026", "GOG013", "GOG007", "GOG054",
            "GOG005", "GOG016",
            "GOG019", "GOG021", "GOG038", "GOG014", "GOG004",
            "GOG018", "GOG002", "GOG024",
        ],
        (at, code) => (at, code)).OrderBy(entry => entry.at.File, StringComparer.Ordinal).ThenBy(entry => entry.at.Line).Select(entry => $"{entry.at}: error {entry.code}");

    private void Break()
    {
        fleet.Write("gitopsgen.yaml", """
            apiVersion: gitopsgen.io/v1alpha1
            kind: Fleet
            metadata: {name: small}
            spec:
              repository: {url: https://git.example/small.git, branch: ‸[main]}
              ‸limit: {deletions: 60%}
              waves:
                - {name: dev, follows: head}
                - {name: prod, follows: head}
                - {name: ‸dev}
                - {name: ‸later}

            """);
        fleet.Write("apps/web/app.yaml", """
            apiVersion: gitopsgen.io/v1alpha1
            kind: App
            metadata: {name: web}
            spec:
              version: 1.0.0
              namespace: ‸Demo
              delivery: ‸render
              requires: [config, ‸operator]
              kustomize:
                base: base
                patches:
                  - {file: ‸../config/base/map.yaml}
              parameters:
                size: {type: integer, maximum: 9, default: ‸10}
              argocd:
                syncOptions:
                  - ‸Force=true

            """);
        fleet.Write("apps/config/app.yaml", """
            apiVersion: gitopsgen.io/v1alpha1
            kind: App
            metadata: {name: config}
            spec:
              ‸version: 1.0.0
              kustomize:
                base: ‸bases

            """);
        fleet.Write("environments/dev/environment.yaml", """
            apiVersion: gitopsgen.io/v1alpha1
            kind: Environment
            metadata: {name: dev}
            spec:
              extends: [‸shred]
              wave: ‸dve
              clusters:
                - {name: dev-1, server: ‸http://dev-1.example}
              apps:
                ‸confg: {}
                web: {sync: ‸[]}

            """);
        fleet.Write("environments/prod/environment.yaml", """
            apiVersion: gitopsgen.io/v1alpha1
            kind: Environment
            metadata: {name: prod}
            spec:
              extends: [shared, ‸prod]
              class: prod
              wave: prod
              ‸wave: dev
              clusters:
                - {name: prod-1, server: https://prod-1.example}
                - {name: ‸dev-1, server: https://prod-2.example}
              apps: {config: {}, web: {}}

            """);
    }
}
