using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Objects;

/// <summary>Whether the parts of a pod template, and of what makes pods of it, fit together.</summary>
internal static class PodFit
{
    private static readonly string[] Selecting =
    [
        "apps/DaemonSet",
        "apps/Deployment",
        "apps/ReplicaSet",
        "apps/StatefulSet",
        "argoproj.io/Rollout",
    ];

    private static readonly string[] OfJobs = ["batch/Job", "batch/CronJob"];

    public static IEnumerable<Misfit> Of(Manifest manifest) =>
        manifest.Pods is not { Spec: { } spec } pods || !(manifest.GroupKind == "Pod" || manifest.IsKind([.. Selecting, .. OfJobs]))
            ? []
            :
            [
                .. Selector(manifest, pods),
                .. Restart(manifest, spec),
                .. Names(spec),
                .. Mounts(manifest, spec),
                .. Requests(spec),
                .. Probes(spec),
            ];

    private static IEnumerable<Misfit> Selector(Manifest manifest, PodTemplate pods)
    {
        if (!manifest.IsKind(Selecting))
            yield break;
        if (manifest.Spec?.Map("selector") is { } selector && !LabelSelector.Selects(selector, pods.Labels))
            yield return new Misfit(
                selector.At,
                "spec.selector does not select the pods of its own template. Give spec.template.metadata.labels what it asks"
            );
    }

    private static IEnumerable<Misfit> Restart(Manifest manifest, YamlMap spec)
    {
        var policy = spec.Text("restartPolicy");
        if (manifest.IsKind(OfJobs) && policy is not ("Never" or "OnFailure"))
            yield return new Misfit(spec.Place("restartPolicy"), "restartPolicy of its pods must be Never or OnFailure. Write it");
        else if (manifest.IsKind(Selecting) && policy is not (null or "Always"))
            yield return new Misfit(spec.Place("restartPolicy"), "restartPolicy of its pods must be Always. Leave it out");
    }

    private static IEnumerable<Misfit> Names(YamlMap spec)
    {
        var containers = spec.MapsAt("initContainers").Concat(spec.MapsAt("containers")).ToList();
        foreach (var twice in Twice(containers))
            yield return new Misfit(twice.At, $"two containers are called {twice.Text}. Rename one");
        foreach (var twice in Twice(spec.MapsAt("volumes")))
            yield return new Misfit(twice.At, $"two volumes are called {twice.Text}. Rename one");
        foreach (var ports in containers.Select(container => container.MapsAt("ports").ToList()))
        {
            foreach (var twice in Twice(ports))
                yield return new Misfit(twice.At, $"two ports of a container are called {twice.Text}. Rename one");
            foreach (var name in ports.Select(port => port.Scalar("name")).OfType<YamlScalar>().Where(name => !PortForm.IsName(name.Text)))
                yield return new Misfit(name.At, $"a port is called {name.Text}. {PortForm.Words}");
        }
    }

    private static IEnumerable<Misfit> Probes(YamlMap spec)
    {
        foreach (var container in spec.MapsAt("initContainers").Concat(spec.MapsAt("containers")))
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        foreach (var way in new[] { "httpGet", "tcpSocket" })
            if (container.Node(probe, way, "port") is YamlScalar port && PortForm.Trouble(port) is { } trouble)
                yield return new Misfit(port.At, $"{probe} of container {container.Text("name")} asks for {trouble}");
    }

    public static IEnumerable<YamlScalar> Twice(IEnumerable<YamlMap> named) =>
        named
            .Select(one => one.Scalar("name"))
            .OfType<YamlScalar>()
            .GroupBy(name => name.Text, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => same.Last());

    private static IEnumerable<Misfit> Mounts(Manifest manifest, YamlMap spec)
    {
        var volumes = spec.MapsAt("volumes")
            .Select(volume => volume.Text("name"))
            .Concat(manifest.Spec.MapsAt("volumeClaimTemplates").Select(claim => claim.TextAt("metadata", "name")))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var container in spec.MapsAt("initContainers").Concat(spec.MapsAt("containers")))
        foreach (var list in new[] { "volumeMounts", "volumeDevices" })
        foreach (var name in container.MapsAt(list).Select(mount => mount.Scalar("name")).OfType<YamlScalar>())
            if (!volumes.Contains(name.Text))
                yield return new Misfit(
                    name.At,
                    $"container {container.Text("name")} mounts the volume {name.Text}, which the pods do not have. Add it to volumes, or "
                        + "correct the name"
                );
    }

    private static IEnumerable<Misfit> Requests(YamlMap spec)
    {
        foreach (var container in spec.MapsAt("initContainers").Concat(spec.MapsAt("containers")))
        foreach (var entry in container.MapAt("resources", "requests")?.Entries ?? [])
            if (
                entry.Value is YamlScalar request
                && Quantity.Of(request.Text) is { } asked
                && Quantity.Of(container.TextAt("resources", "limits", entry.Key.Text)) is { } most
                && asked > most
            )
                yield return new Misfit(
                    request.At,
                    $"container {container.Text("name")} requests more {entry.Key.Text} ({request.Text}) than its limit allows. Raise the "
                        + "limit, or lower the request"
                );
    }
}
