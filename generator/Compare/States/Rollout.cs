using GitOpsGen.Compare;
using GitOpsGen.Compare.States;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>Reads the order of the rollout from what the head says, else the base: environments that went had their place in it.</summary>
public static class Rollout
{
    public static async Task<RolloutOrder> OrderAsync(
        FleetSide old,
        FleetSide @new,
        IEnumerable<string> environments,
        CancellationToken cancellation
    )
    {
        var waves = await WavesAsync(@new, cancellation) is { Count: > 0 } said ? said : await WavesAsync(old, cancellation);
        if (waves.Count == 0)
            return RolloutOrder.ByName;
        var waveOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var environment in environments)
            if (
                await SpecAsync(@new, environment, cancellation) is { } spec
                || (spec = await SpecAsync(old, environment, cancellation)) is not null
            )
                waveOf[environment] = spec.Text("wave") ?? "";
        return new RolloutOrder(waves, waveOf);
    }

    private static async Task<IReadOnlyList<string>> WavesAsync(FleetSide side, CancellationToken cancellation) =>
        [
            .. ((await side.MapAsync(FleetLoader.FleetFile, cancellation))?.Map("spec")?.List("waves") ?? [])
                .OfType<YamlMap>()
                .Select(wave => wave.Text("name"))
                .OfType<string>(),
        ];

    private static async Task<YamlMap?> SpecAsync(FleetSide side, string environment, CancellationToken cancellation) =>
        (await side.MapAsync($"environments/{environment}/environment.yaml", cancellation))?.Map("spec");
}
