using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>
/// One mistake gives one diagnostic: every key of every description is mistyped in turn, every value given a wrong type, every file made
/// unreadable.
/// </summary>
public sealed class OneMistakeTests : IAsyncLifetime
{
    private readonly BrokenFleet fleet = new();

    public static TheoryData<string> Files =>
        [
            "gitopsgen.yaml",
            "apps/config/app.yaml",
            "apps/web/app.yaml",
            "environments/cloud/environment.yaml",
            "environments/shared/environment.yaml",
            "environments/dev/environment.yaml",
            "environments/prod-a/environment.yaml",
            "environments/prod-b/environment.yaml",
            "environments/prod-a/releases/web.yaml",
            "environments/prod-b/releases/config.yaml",
        ];

    public async ValueTask InitializeAsync()
    {
        Directory.Delete(fleet.Folder.File("environments/prod"), recursive: true);
        fleet.Write(
            "gitopsgen.yaml",
            """
            apiVersion: gitopsgen.io/v1alpha1
            kind: Fleet
            metadata: {name: rich}
            spec:
              repository: {url: https://git.example/rich.git, branch: main}
              argocd: {namespace: argocd, url: https://argocd.example}
              tools: {kustomize: ">=5.5", helm: {version: ">=3.17", path: helm}}
              limits: {deletions: 25%}
              waves:
                - {name: dev, follows: head}
                - {name: half, percent: 50, enter: {approvals: 1}, leave: {health: argocd, soak: 7d}}
                - {name: rest, percent: 100}
              prerequisites:
                - {name: operator, description: An operator., provides: [things.example.com], from: somewhere}
              clusterKinds: [example.com/Thing]
              apps:
                web: {values: {a: 1}, parameters: {size: 3}}

            """
        );
        fleet.Write(
            "apps/web/app.yaml",
            """
            apiVersion: gitopsgen.io/v1alpha1
            kind: App
            metadata: {name: web}
            spec:
              description: An app with everything.
              version: 1.0.0
              namespace: demo
              delivery: helm
              syncWave: 5
              requires: [config, operator]
              ownership: argocd
              chart:
                repository: https://charts.example
                name: web
                version: 1.0.0
                releaseName: web
                produces: {namespaces: [demo], clusterKinds: [Namespace], kinds: [Service]}
              values: [values.yaml, {file: values-cloud.yaml, when: cloud}]
              kustomize:
                base: base
                components: [{path: component, when: [cloud]}]
                patches: [{file: patch.yaml, target: {kind: Deployment, name: web}}]
                templates: [{file: template.yaml, as: patch}]
                labels: {team: platform}
              argocd:
                syncOptions: [Validate=false]
                ignoreDifferences: [{kind: Deployment, jsonPointers: [/spec/replicas]}]
              parameters:
                size: {type: integer, required: true, minimum: 1, maximum: 9}
                region: {type: string, required: true, pattern: "^[a-z]+$"}

            """
        );
        fleet.App(
            "config",
            "kustomize: {base: base}",
            "parameters: {bridge: {type: boolean, default: false}}",
            "migration:",
            "  from: demo",
            "  to: fresh",
            "  shared: web",
            "  roles: [{name: agent, object: Deployment/agent, pods: app=agent, wave: 12, when: cloud, autoscaler: {name: "
                + "agent, cap: 3, when: cloud}}]",
            "  namespaceVariables: [{object: Deployment/agent, container: agent, variable: SPACE, when: cloud}]",
            "  token: {namespace: demo, secret: token}",
            "  copies: [Secret/proxy]",
            "  customerOwned: [ConfigMap/settings]",
            "  namespaceAwareImages: [{tag: v1.2, evidence: seen}]",
            "  bridge: {parameter: bridge, service: targets, file: bridge.yaml, patches: [bridge-patch.yaml]}",
            "  jobs: [{file: gate.yaml, use: gate}]"
        );
        foreach (var file in new[] { "bridge.yaml", "bridge-patch.yaml", "gate.yaml" })
            fleet.Write($"apps/config/{file}", "");
        foreach (var file in new[] { "values.yaml", "values-cloud.yaml", "patch.yaml", "template.yaml" })
            fleet.Write($"apps/web/{file}", "");
        fleet.Write("apps/web/component/kustomization.yaml", "kind: Component\nresources: []\n");
        fleet.Environment("cloud", "abstract: true", "features: [cloud]");
        fleet.Environment(
            "shared",
            "abstract: true",
            "extends: [cloud]",
            "kubernetesVersion: \"1.33\"",
            "apps: {web: {parameters: {region: west}}}"
        );
        fleet.Environment(
            "dev",
            "extends: [shared]",
            "class: dev",
            "wave: dev",
            "clusters: [{name: dev-1, server: https://dev-1.example}]",
            "apps: {config: {sync: manual}, web: {sync: automated, patches: [{file: patches/p.yaml, when: cloud}]}}"
        );
        fleet.Write("environments/dev/patches/p.yaml", "");
        fleet.Environment(
            "prod-a",
            "extends: [shared]",
            "class: prod",
            "wave: half",
            "clusters: [{name: a-1, server: https://a-1.example}]",
            "apps: {config: {}, web: {}}"
        );
        fleet.Environment(
            "prod-b",
            "extends: [shared]",
            "class: prod",
            "wave: rest",
            "clusters: [{name: b-1, server: https://b-1.example, apps: {web: {parameters: {size: 4}}}}]",
            "apps: {config: {}, web: {}}"
        );
        var releases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var app in new[] { "config", "web" })
        {
            var cut = await Gitopsgen.RunInAsync(fleet.Folder, "release", "cut", app, "--offline");
            Assert.True(cut.Exit == 0, cut.ToString());
            releases[app] = cut.Output.Trim().Split(' ')[0];
        }

        foreach (var environment in new[] { "prod-a", "prod-b" })
        foreach (var (app, release) in releases)
            fleet.Write(
                $"environments/{environment}/releases/{app}.yaml",
                $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {release}, previous: {release}, "
                    + $"{(app == "config" ? "phase: done, previousPhase: cleanup, " : "")}hold: {{reason: A rest.}}}}\n"
            );
    }

    public ValueTask DisposeAsync()
    {
        fleet.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_fleet_that_is_to_be_broken_has_no_mistake() => fleet.SaysNothing();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_mistyped_key_is_one_mistake(string file) =>
        Try(
            file,
            (document, path) => path[^1] is string && !IsFree(path[..^1]),
            (document, path) => Rename(document, path),
            (document, path) => Key(document, [.. path[..^1], Mistyped((string)path[^1])])
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void A_value_of_a_wrong_type_is_one_mistake(string file) =>
        Try(
            file,
            (_, path) => !IsFree(path),
            (document, path) => Replace(document, path, Find(document, path) is YamlScalar ? Y.List(Y.List()) : Y.Text("wrong")),
            (document, path) => Find(document, path).At,
            // What may be short or long takes text for the short form.
            exceptions: path =>
                path is ["spec", "values", 1] or ["spec", "kustomize", "components", 0] or ["spec", "tools", "helm"]
                || (path is [.., "when"])
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void A_key_that_is_there_twice_is_one_mistake(string file)
    {
        var original = (YamlMap)Read(file, fleet.Folder.Read(file));
        foreach (var path in Paths(original, []).Where(path => path is [.., string]))
        {
            fleet.Folder.Write(
                file,
                YamlWriter.Write(
                    Map(
                        original,
                        path.AsSpan()[..^1],
                        node => new YamlMap(
                            node.At,
                            [
                                .. ((YamlMap)node).Entries,
                                new YamlEntry(
                                    new YamlScalar(node.At, (string)path[^1], isString: true),
                                    ((YamlMap)node)[(string)path[^1]]!
                                ),
                            ]
                        )
                    )
                )
            );
            // Lists are joined, so that what they hold may be there twice as well.
            if (Find(original, path) is not YamlList)
                Assert.Equal("GOG002", Assert.Single(fleet.Diagnose()).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_wrong_word_is_at_most_one_mistake(string file)
    {
        var original = (YamlMap)Read(file, fleet.Folder.Read(file));
        foreach (var word in new[] { "Wrong Word", "elsewhere", "-1" })
        {
            foreach (var path in Paths(original, []).Where(path => Find(original, path) is YamlScalar && !IsFree(path)))
            {
                fleet.Folder.Write(
                    file,
                    YamlWriter.Write(Replace(original, path, new YamlScalar(original.At, word, isString: word[0] != '-')))
                );
                var found = fleet.Diagnose();
                Assert.True(found.Count <= 1, $"{word} as {string.Join('.', path)}:\n{string.Join('\n', found)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_cannot_be_read_is_one_mistake(string file)
    {
        var text = fleet.Folder.Read(file);
        foreach (
            var broken in new[]
            {
                "\"" + text,
                text + "\n\t- x: [",
                "",
                "[]\n",
                new string('#', 2 << 20),
                text.Replace("kind: ", "kind: X", StringComparison.Ordinal),
                text.Replace("\nspec:", "\nspce:", StringComparison.Ordinal),
                $"a: {new string('[', 99)}",
            }
        )
        {
            fleet.Folder.Write(file, broken);
            Assert.Equal(file, Assert.Single(fleet.Diagnose()).At!.Value.File);
        }

        File.WriteAllBytes(fleet.Folder.File(file), [0xff, 0xfe]);
        Assert.Equal("GOG011", Assert.Single(fleet.Diagnose()).Code);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_description_that_is_missing_is_one_mistake(string file)
    {
        if (file.Contains("releases", StringComparison.Ordinal) || file == "gitopsgen.yaml")
            return; // Whole features, and a command's own answer.
        File.Delete(fleet.Folder.File(file));
        fleet.SaysAt(Position.Start(file), "GOG016");
    }

    private void Try(
        string file,
        Func<YamlMap, object[], bool> applies,
        Func<YamlNode, object[], YamlNode> @break,
        Func<YamlNode, object[], Position> place,
        Func<object[], bool>? exceptions = null
    )
    {
        var original = (YamlMap)Read(file, fleet.Folder.Read(file));
        var paths = Paths(original, [])
            .Where(path => path.Length > 0 && applies(original, path) && exceptions?.Invoke(path) != true)
            .ToList();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var text = YamlWriter.Write(@break(original, path));
            fleet.Folder.Write(file, text);
            var at = place(Read(file, text), path);
            var found = fleet.Diagnose();
            Assert.True(found is [{ } only] && only.At == at, $"{string.Join('.', path)} at {at}:\n{string.Join('\n', found)}");
        }
    }

    // Names and values that the user makes up.
    private static bool IsFree(object[] path) =>
        path
            is ["spec", "parameters"]
                or ["spec", "kustomize", "labels"]
                or ["spec", "kustomize", "labels", _]
                or ["spec", "parameters", _, "minimum" or "maximum", ..]
        || path.Skip(2).Any(part => part is "values" or "parameters")
        || path is ["spec", "apps", ..] && path.Contains("parameters");

    private static IEnumerable<object[]> Paths(YamlNode node, object[] path) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Paths(entry.Value, [.. path, entry.Key.Text])).Prepend(path),
            YamlList list => list.Items.SelectMany((item, i) => Paths(item, [.. path, i])).Prepend(path),
            _ => [path],
        };

    private static YamlNode Read(string file, string text) => YamlReader.ReadMap(file, text, new DiagnosticBag())!;

    private static YamlNode Find(YamlNode node, object[] path) =>
        path.Aggregate(node, (current, part) => part is int index ? ((YamlList)current).Items[index] : ((YamlMap)current)[(string)part]!);

    private static Position Key(YamlNode document, object[] path) =>
        ((YamlMap)Find(document, path[..^1])).Entries.First(entry => entry.Key.Text == (string)path[^1]).Key.At;

    private static YamlNode Rename(YamlNode document, object[] path) =>
        Map(
            document,
            path.AsSpan()[..^1],
            node => new YamlMap(
                node.At,
                [
                    .. ((YamlMap)node).Entries.Select(entry =>
                        entry.Key.Text == (string)path[^1]
                            ? entry with
                            {
                                Key = new YamlScalar(entry.Key.At, Mistyped(entry.Key.Text), isString: true),
                            }
                            : entry
                    ),
                ]
            )
        );

    private static YamlNode Replace(YamlNode document, object[] path, YamlNode by) => Map(document, path, _ => by);

    private static YamlNode Map(YamlNode node, ReadOnlySpan<object> path, Func<YamlNode, YamlNode> change)
    {
        if (path.IsEmpty)
            return change(node);
        var (first, rest) = (path[0], path[1..].ToImmutableArray());
        if (node is YamlList list)
            return new YamlList(node.At, [.. list.Items.Select((item, i) => i == (int)first ? Map(item, rest.AsSpan(), change) : item)]);
        return new YamlMap(
            node.At,
            [
                .. ((YamlMap)node).Entries.Select(entry =>
                    entry.Key.Text == (string)first ? entry with { Value = Map(entry.Value, rest.AsSpan(), change) } : entry
                ),
            ]
        );
    }

    private static string Mistyped(string key) => key[0] + key;
}
