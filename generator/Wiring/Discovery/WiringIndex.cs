using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>What is looked at of a cluster's contents, found by namespace. Made once.</summary>
internal sealed class WiringIndex
{
    private static readonly string[] PodKinds = ["apps/Deployment", "apps/DaemonSet", "apps/StatefulSet", "Pod", "argoproj.io/Rollout"];

    private readonly ClusterContents contents;
    private readonly NamespaceLabels namespaces;
    private readonly HashSet<string> seen;
    private readonly Lazy<SecretIndex> secrets;

    public WiringIndex(ClusterContents contents, Manifests objects)
    {
        this.contents = contents;
        namespaces = new NamespaceLabels(objects);
        secrets = new Lazy<SecretIndex>(() => new SecretIndex(objects));
        seen = [.. objects.Objects.Select(one => one.GroupKind == "Namespace" ? one.Name : Spaces.Of(one))];
        Pods = [.. ReadPods(objects)];
        Services =
        [
            .. objects.Objects.Where(one => one.GroupKind == "Service").Select(ServiceSource.Of),
            .. OperatedPods.Services(objects),
        ];
        PodsIn = Pods.ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
        ServicesIn = Services.ToLookup(service => service.Namespace, StringComparer.Ordinal);
        Ingresses = [.. objects.Objects.Where(one => one.GroupKind == "networking.k8s.io/Ingress")];
        Endpoints = objects
            .Objects.Where(one => one.GroupKind is "Endpoints" or "discovery.k8s.io/EndpointSlice")
            .ToLookup(one => $"{Spaces.Of(one)}/{one.Label("kubernetes.io/service-name") ?? one.Name}", StringComparer.Ordinal);
    }

    public ImmutableArray<PodSource> Pods { get; }

    public ImmutableArray<ServiceSource> Services { get; }

    public ILookup<string, PodSource> PodsIn { get; }

    public ILookup<string, ServiceSource> ServicesIn { get; }

    public ImmutableArray<Manifest> Ingresses { get; }

    /// <summary>Rendered endpoints, by the full name of their Service.</summary>
    public ILookup<string, Manifest> Endpoints { get; }

    public SecretIndex Secrets => secrets.Value;

    public KnownLabels NamespaceLabels(string name) => namespaces.Of(name);

    public Manifest? Namespace(string name) => namespaces.Rendered.GetValueOrDefault(name);

    /// <summary>Why nothing can be said of some namespaces: nothing of them is among the manifests. Null where something is.</summary>
    public string? Foreign(IReadOnlyCollection<string>? spaces) =>
        spaces?.FirstOrDefault(space => !seen.Contains(space)) is { } foreign
            ? $"nothing of namespace {foreign} is among the manifests"
            : null;

    /// <summary>Who may bring objects of a kind that are not seen here, and why; null when nobody does.</summary>
    /// <param name="spaces">Null for every namespace.</param>
    public string? Unseen(string groupKind, IReadOnlyCollection<string>? spaces) =>
        UnseenParts(groupKind, spaces).FirstOrDefault() is { } part ? $"{part.What} may bring more: {part.Why}" : null;

    /// <summary>Of what a cluster brings itself in namespaces of its own, only who asks for these hears.</summary>
    public IEnumerable<UnseenPart> UnseenParts(string groupKind, IReadOnlyCollection<string>? spaces) =>
        contents.Unseen.Where(part =>
            spaces is null
                ? part.Namespaces.IsEmpty
                    ? part.MayBring(groupKind, "")
                    : part.Namespaces.Any(space => !IsOfCluster(space) && part.MayBring(groupKind, space))
                : spaces.Any(space => part.MayBring(groupKind, space))
        );

    private static bool IsOfCluster(string space) => space.StartsWith("kube-", StringComparison.Ordinal);

    /// <summary>As <see cref="Unseen"/>, of whatever makes pods; those of the cluster itself are nobody's.</summary>
    public string? UnseenPods(IReadOnlyCollection<string>? spaces) =>
        spaces is not null && spaces.Contains(Spaces.System)
            ? $"in {Spaces.System} the cluster itself starts pods that nobody renders"
            : PodKinds.Select(kind => Unseen(kind, spaces)).FirstOrDefault(reason => reason is not null);

    /// <summary>As <see cref="Unseen"/>, of Services.</summary>
    public string? UnseenServices(IReadOnlyCollection<string>? spaces) =>
        spaces is not null && spaces.Contains(Spaces.System)
            ? $"in {Spaces.System} the cluster itself makes Services that nobody renders"
            : Unseen("Service", spaces);

    private static IEnumerable<PodSource> ReadPods(Manifests objects)
    {
        var reader = new PodReader(ScaledCounts.Of(objects));
        var number = 0;
        foreach (var manifest in objects.Objects)
            if ((reader.Read(manifest, number) ?? OperatedPods.Of(manifest, number)) is { } pods)
            {
                number++;
                yield return pods;
            }
    }
}
