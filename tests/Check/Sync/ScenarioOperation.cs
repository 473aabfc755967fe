using System.Collections.Immutable;
using GitOpsGen.Check.Sync;
using GitOpsGen.Yaml;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>Reads the operation of a scenario; a word that is unknown here fails, so that nothing of a case is passed over.</summary>
internal static class ScenarioOperation
{
    private static readonly string[] Unchecked =
    [
        "ConfigMap",
        "Secret",
        "Namespace",
        "Application",
        "NetworkPolicy",
        "ClusterRole",
        "Role",
    ];

    public static SyncOperation Of(Scenario scenario)
    {
        var app = scenario.Map.Map("app")!;
        Known(app, "ns", "options", "prune", "resources", "retry", "confirmed");
        var space = app.Text("ns") ?? "";
        var targets = scenario.Map.List("target").Cast<YamlMap>().Select(one => Object(one, space)).ToImmutableArray();
        return new SyncOperation
        {
            Application = new() { Namespace = space, Options = SyncOptions.Of(Texts(app, "options")) },
            Targets = targets,
            Live = [.. scenario.Map.List("live").Cast<YamlMap>().Select(one => Live(one, targets, app, space))],
            Prune = app.Flag("prune"),
            Resources = app.Says("resources") ? [.. Texts(app, "resources")] : null,
            Retry = scenario.Kind == "retry" ? RetryPolicy.Of(app.Integer("retry") ?? 0) : null,
            IsPruneConfirmed = app.Flag("confirmed"),
        };
    }

    private static LiveObject Live(YamlMap map, ImmutableArray<SyncObject> targets, YamlMap app, string space)
    {
        var id = map.Text("id")!;
        var written = targets.FirstOrDefault(target => target.Id == id) ?? Object(map, space);
        var isMadeForApp = written.IsNamespace && id == space && Texts(app, "options").Contains("CreateNamespace=true");
        return new LiveObject(written with { Behaviour = written.Behaviour with { TerminatingPasses = map.Integer("gone") ?? 0 } })
        {
            IsChanged = map.Flag("changed"),
            IsTracked = !isMadeForApp || targets.Any(target => target.Id == id),
        };
    }

    private static SyncObject Object(YamlMap map, string space)
    {
        Known(
            map,
            "id",
            "kind",
            "ns",
            "wave",
            "hook",
            "policy",
            "opts",
            "crd",
            "known",
            "health",
            "apply",
            "dryrun",
            "permitted",
            "vanish",
            "changed",
            "gone"
        );
        return new SyncObject
        {
            Id = map.Text("id")!,
            Kind = map.Text("kind")!,
            Namespace = map.Text("ns") ?? "",
            Name = map.Text("id")!,
            Wave = map.Integer("wave") ?? 0,
            Hooks = [.. Texts(map, "hook").Select(Enum.Parse<HookType>)],
            DeletePolicies = [.. Texts(map, "policy").Select(Enum.Parse<HookDeletePolicy>)],
            Options = SyncOptions.Of(Texts(map, "opts")),
            Defines = map.Text("crd"),
            IsKindKnown = map.Text("known") != "false",
            IsPermitted = map.Text("permitted") != "false",
            Behaviour = new()
            {
                Health = Health(map),
                Apply = map.Text("apply") switch
                {
                    null => ApplyOutcome.Applied,
                    "error" => ApplyOutcome.Refused,
                    "errorOnce" => ApplyOutcome.RefusedOnce,
                    var other => throw new InvalidOperationException(other),
                },
                FailsDryRun = map.Text("dryrun") == "error",
                Vanishes = map.Flag("vanish"),
            },
        };
    }

    // The head writes both a list and a single word.
    private static ImmutableArray<HealthStatus> Health(YamlMap map) =>
        Texts(map, "health") is { Count: > 0 } words ? [.. words.Select(word => Enum.Parse<HealthStatus>(word, ignoreCase: true))]
        : Unchecked.Contains(map.Text("kind")) ? [HealthStatus.None]
        : [HealthStatus.Healthy];

    private static List<string> Texts(YamlMap map, string key) =>
        map.Text(key) is { } one ? [one] : [.. map.Texts(key).Select(text => text.Text)];

    private static void Known(YamlMap map, params string[] keys)
    {
        if (map.Entries.FirstOrDefault(entry => !keys.Contains(entry.Key.Text)).Key is { } unknown)
            throw new InvalidOperationException($"{unknown.At}: unknown key {unknown.Text}");
    }
}
