using GitOpsGen.Check.Sync;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>Short words for the operations of the tests here.</summary>
internal static class SmallSync
{
    public static SyncObject One(string id, string kind = "ConfigMap", int wave = 0, params string[] options) =>
        new()
        {
            Id = id,
            Kind = kind,
            Name = id,
            Wave = wave,
            Options = SyncOptions.Of(options),
        };

    public static SyncObject Hook(string id, HookType type, params HookDeletePolicy[] policies) =>
        One(id, "Job") with
        {
            Hooks = [type],
            DeletePolicies = [.. policies],
        };

    public static SyncObject Seen(this SyncObject one, params HealthStatus[] health) =>
        one with
        {
            Behaviour = one.Behaviour with { Health = [.. health] },
        };

    public static SyncObject Refused(this SyncObject one, ApplyOutcome outcome = ApplyOutcome.Refused) =>
        one with
        {
            Behaviour = one.Behaviour with { Apply = outcome },
        };

    public static SyncOperation Operation(params SyncObject[] targets) =>
        new()
        {
            Application = new() { Namespace = "demo" },
            Targets = [.. targets],
            Prune = true,
        };

    public static SyncOperation With(this SyncOperation operation, params string[] options) =>
        operation with
        {
            Application = operation.Application with { Options = SyncOptions.Of(options) },
        };

    public static SyncOperation Over(this SyncOperation operation, params SyncObject[] live) =>
        operation with
        {
            Live = [.. live.Select(one => new LiveObject(one))],
        };

    public static IEnumerable<string> Events(this SyncOperation operation) =>
        SyncSimulator.Run(operation).Events.Select(one => one.ToString());
}
