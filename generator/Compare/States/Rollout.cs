namespace GitOpsGen.Compare.States;

/// <summary>Reads the order of the rollout from what the head says, else the base: environments that went had their place in it.</summary>
public static class Rollout
{
    public static RolloutOrder Order(FleetSide old, FleetSide @new, IEnumerable<string> environments)
    {
        var waves = Waves(@new) is { Count: > 0 } said ? said : Waves(old);
        if (waves.Count == 0)
            return RolloutOrder.ByName;
        var waveOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in environments)
            if ((@new.Descriptions.Environment(name) ?? old.Descriptions.Environment(name)) is { } environment)
                waveOf[name] = environment.Wave?.Text ?? "";
        return new RolloutOrder(waves, waveOf);
    }

    private static IReadOnlyList<string> Waves(FleetSide side) => [.. side.Descriptions.Settings()?.Waves.Select(wave => wave.Name) ?? []];
}
