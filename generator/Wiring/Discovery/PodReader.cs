using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>Reads of an object which pods it makes.</summary>
/// <param name="scaled">The objects that an autoscaler scales, as <c>Kind namespace/name</c>, with how many pods it gives them.</param>
internal sealed class PodReader(IReadOnlyDictionary<string, PodCount?> scaled)
{
    private const string HelmHook = "helm.sh/hook";

    /// <summary>Null for what makes none, or none that stay: Helm deletes the pods of its hooks.</summary>
    public PodSource? Read(Manifest manifest, int number)
    {
        if (manifest.Pods is not { } pods || manifest.Annotation(HelmHook) is not null)
            return null;
        var metadata = pods.Document.Map("metadata");
        return new PodSource(number, manifest.Kind, Spaces.Of(manifest), manifest.Name, Known(metadata, "labels"), manifest.Document.At)
        {
            Annotations = Known(metadata, "annotations"),
            OwnLabels = Known(manifest.Metadata, "labels"),
            OwnAnnotations = Known(manifest.Metadata, "annotations"),
            Containers = [.. Containers(pods.Spec, "containers", isInit: false), .. Containers(pods.Spec, "initContainers", isInit: true)],
            Maker = manifest.Id,
            Count = Count(manifest),
            Idle = Idle(manifest, pods),
        };
    }

    public static KnownLabels Known(YamlMap? metadata, string field) => new(LabelSelector.Pairs(metadata?.Map(field)));

    private bool IsScaled(Manifest manifest) => scaled.ContainsKey($"{manifest.Kind} {Spaces.FullName(manifest)}");

    private string Idle(Manifest manifest, PodTemplate pods) =>
        pods.IsHeld ? $"is held back by the nodeSelector {PodTemplate.Hold}"
        : manifest.Kind is "Deployment" or "StatefulSet" or "ReplicaSet" && manifest.Replicas == 0 && !IsScaled(manifest)
            ? "has replicas: 0"
        : "";

    private PodCount? Count(Manifest manifest) =>
        manifest.Kind switch
        {
            "DaemonSet" => PodCount.OnEachNode,
            "Pod" => PodCount.Of(1),
            "Job" or "CronJob" => PodCount.Of(manifest.Spec?.Integer("parallelism") ?? 1),
            _ when scaled.TryGetValue($"{manifest.Kind} {Spaces.FullName(manifest)}", out var count) => count,
            _ => PodCount.Of(manifest.Replicas ?? 1),
        };

    private static IEnumerable<ContainerSource> Containers(YamlMap? spec, string field, bool isInit) =>
        (spec?.List(field) ?? [])
            .OfType<YamlMap>()
            .Select(map => new ContainerSource(map.Text("name") ?? "", map.Text("image") ?? "", isInit, Ports(map))
            {
                Ends = isInit && map.Text("restartPolicy") != "Always",
            });

    private static ImmutableArray<ContainerPort> Ports(YamlMap container) =>
        [
            .. container
                .List("ports")
                .OfType<YamlMap>()
                .Where(port => port.Integer("containerPort") is > 0)
                .Select(port => new ContainerPort(
                    port.Text("name") ?? "",
                    port.Integer("containerPort")!.Value,
                    (port.Text("protocol") ?? "TCP").ToUpper(CultureInfo.InvariantCulture)
                )),
        ];
}
