using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// Who has a say in the values and parameters of an app, weakest first: fleet, app, its value files for the features, abstract
/// environments, environment, cluster.
/// </summary>
public static class Layers
{
    public static IEnumerable<Layer> Values(FleetSettings fleet, ResolvedEnvironment environment, AppSource source, Cluster? cluster)
    {
        if (fleet.Apps.GetValueOrDefault(source.App.Name)?.Values is { } fleetValues)
            yield return new Layer("fleet", fleetValues);
        foreach (var file in source.App.Values)
            if (environment.Holds(file.When) && source.Values.TryGetValue(file.File.Text, out var values))
                yield return new Layer($"app {file.File.Text}", values);
        foreach (var layer in Environments(environment, source.App.Name, cluster, settings => settings.Values))
            yield return layer;
    }

    public static IEnumerable<Layer> Parameters(FleetSettings fleet, ResolvedEnvironment environment, AppSource source, Cluster? cluster)
    {
        yield return new Layer("app default", source.App.ParameterDefaults);
        if (fleet.Apps.GetValueOrDefault(source.App.Name)?.Parameters is { } fleetParameters)
            yield return new Layer("fleet", fleetParameters);
        foreach (var layer in Environments(environment, source.App.Name, cluster, settings => settings.Parameters))
            yield return layer;
    }

    private static IEnumerable<Layer> Environments(
        ResolvedEnvironment environment,
        string app,
        Cluster? cluster,
        Func<AppSettings, YamlMap?> part
    )
    {
        foreach (var member in environment.Lineage)
            if (member.Apps.GetValueOrDefault(app) is { } settings && part(settings) is { } map)
                yield return new Layer($"environment {member.Name}", map);
        if (cluster?.Apps.GetValueOrDefault(app) is { } own && part(own) is { } clusterMap)
            yield return new Layer($"cluster {cluster.Name}", clusterMap);
    }
}
