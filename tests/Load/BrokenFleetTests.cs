using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Twenty different mistakes in five files, through the whole tool.</summary>
public sealed class BrokenFleetTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task Twenty_mistakes_in_five_files_are_twenty_diagnostics_at_their_places_and_nothing_is_written()
    {
        Break();
        var before = fleet.Folder.Snapshot();
        var answers = new List<Answer>();
        foreach (var command in new[] { "render", "render --check", "render --dry-run" })
            answers.Add(await Gitopsgen.RunInAsync(fleet.Folder, command.Split(' ')));
        var answer = Assert.Single(answers.Distinct());

        Assert.Equal((1, ""), (answer.Exit, answer.Output));
        Assert.Equal(before, fleet.Folder.Snapshot());
        var places = answer.Error.Split('\n')[..20].Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(fleet.Marks.Select(mark => $"{mark}").Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
        await Snapshot.VerifyAsync(answer.Error);
    }

    [Fact]
    public async Task The_same_as_JSON()
    {
        Break();
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--output", "json");
        Assert.Equal(1, answer.Exit);
        await Snapshot.VerifyAsync(answer.Output.Seconds(), "json");
    }

    private void Break()
    {
        fleet.Write(
            "gitopsgen.yaml",
            """
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

            """
        );
        fleet.Write(
            "apps/web/app.yaml",
            """
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

            """
        );
        fleet.Write(
            "apps/config/app.yaml",
            """
            apiVersion: gitopsgen.io/v1alpha1
            kind: App
            metadata: {name: config}
            spec:
              ‸version: 1.0.0
              kustomize:
                base: ‸bases

            """
        );
        fleet.Write(
            "environments/dev/environment.yaml",
            """
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

            """
        );
        fleet.Write(
            "environments/prod/environment.yaml",
            """
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

            """
        );
    }
}
