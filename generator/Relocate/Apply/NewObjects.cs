using System.Collections.Immutable;
using System.IO.Enumeration;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Apply;

/// <summary>An object that the new namespace may need.</summary>
public enum NewObject
{
    Namespace,
    NetworkPolicy,
    ResourceQuota,
}

/// <summary>The service mesh of the cluster; each wants another label on a namespace.</summary>
public enum Mesh
{
    None,
    Istio,
    AksIstio,
    Ambient,
}

/// <summary>Which new objects are asked for.</summary>
/// <param name="Folder">Relative to the searched folder; it becomes a Kustomize component.</param>
/// <param name="Revision">Of the mesh, such as <c>asm-1-27</c>.</param>
/// <param name="Defaults">Where the files have nothing to copy, write something sane.</param>
public sealed record NewObjectRequest(string Folder, ImmutableArray<NewObject> Objects, Mesh Mesh, string? Revision, bool Defaults);

/// <summary>Makes the Namespace, and gives the moved objects the policies and quotas that they had where they were.</summary>
/// <param name="manifests">Every object that the searched files declare.</param>
public sealed class NewObjects(RelocationRequest move, NewObjectRequest asked, Manifests manifests, DiagnosticBag diagnostics)
{
    private readonly List<IReadOnlyDictionary<string, string>> pods =
    [
        .. manifests
            .Objects.Where(manifest => IsMoved(move, manifest))
            .Select(manifest => manifest.Pods)
            .OfType<PodTemplate>()
            .Select(pod => pod.Labels),
    ];

    /// <summary>Texts by path relative to the searched folder; nothing when there is nothing to write.</summary>
    public ImmutableSortedDictionary<string, string> Files()
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (asked.Objects.Contains(NewObject.Namespace))
            files["namespace.yaml"] = YamlWriter.Write(NamespaceManifest.Of(move.To, asked.Mesh, asked.Revision), NamespaceManifest.Header);
        if (asked.Objects.Contains(NewObject.NetworkPolicy))
            Add(files, "NetworkPolicy", Policies(), PolicyCopy.Default(move.To));
        if (asked.Objects.Contains(NewObject.ResourceQuota))
            Add(files, "ResourceQuota", Quotas(), QuotaCopy.Default(move.To));
        if (files.Count > 0)
            files["kustomization.yaml"] = YamlWriter.Write(Component(files.Keys.Order(StringComparer.Ordinal)));
        return files
            .ToImmutable()
            .ToImmutableSortedDictionary(file => $"{asked.Folder}/{file.Key}", file => file.Value, StringComparer.Ordinal);
    }

    private void Add(ImmutableSortedDictionary<string, string>.Builder files, string kind, IReadOnlyList<YamlMap> copies, YamlMap sane)
    {
        if (copies.Count == 0 && !asked.Defaults)
            diagnostics.Add(Messages.NothingToCopy(kind, move.From));
        foreach (var one in copies.Count == 0 && asked.Defaults ? [sane] : copies)
            files[$"{kind.ToLowerInvariant()}-{one.Map("metadata")!.Text("name")}.yaml"] = YamlWriter.Write(one);
    }

    // One that is moved itself comes along by its own edit.
    private IReadOnlyList<YamlMap> Policies() =>
        [
            .. Old("NetworkPolicy")
                .Where(policy => pods.Exists(labels => LabelSelector.Selects(policy.Map("spec")?.Map("podSelector"), labels)))
                .Select(policy => PolicyCopy.Of(policy, move.From, move.To)),
        ];

    private IReadOnlyList<YamlMap> Quotas() => [.. Old("ResourceQuota").Select(quota => QuotaCopy.Of(quota, move.To))];

    // Two files may hold the same object, as a chart and what was rendered from it: the first counts.
    private IEnumerable<YamlMap> Old(string kind) =>
        manifests
            .OfKind(kind)
            .Where(manifest => manifest.Namespace == move.From && manifest.Name.Length > 0 && !IsMoved(move, manifest))
            .DistinctBy(manifest => manifest.Name, StringComparer.Ordinal)
            .Select(manifest => manifest.Document);

    // What names no namespace gets the new one.
    private static bool IsMoved(RelocationRequest move, Manifest manifest) =>
        manifest.Name.Length > 0
        && (manifest.Namespace.Length == 0 || manifest.Namespace == move.From || manifest.Namespace == move.To)
        && move.Objects.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, manifest.Name, ignoreCase: false));

    private static YamlMap Component(IEnumerable<string> resources) =>
        Y.Map(("apiVersion", Y.Text("kustomize.config.k8s.io/v1alpha1")), ("kind", Y.Text("Component")), ("resources", Y.Texts(resources)));
}
