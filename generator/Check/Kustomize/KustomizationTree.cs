using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>One kustomization as it is written.</summary>
/// <param name="Folder">That it is in; empty for the root.</param>
/// <param name="File">Its path.</param>
public sealed record Kustomization(string Folder, string File, YamlMap Document)
{
    public bool IsComponent => Document.Text("kind") == "Component";
}

/// <summary>The kustomizations of a folder and all below, of whatever repository, with the files that they may name.</summary>
public sealed class KustomizationTree
{
    private readonly IReadOnlyDictionary<string, string?> files;
    private readonly HashSet<string> folders;
    private readonly ConcurrentDictionary<string, Manifests> objects = new(StringComparer.Ordinal);

    private KustomizationTree(IReadOnlyDictionary<string, string?> files, ImmutableSortedDictionary<string, Kustomization> all)
    {
        this.files = files;
        ByFolder = all;
        folders = new HashSet<string>([""], StringComparer.Ordinal);
        foreach (var file in files.Keys)
            for (var folder = RepositoryPath.Parent(file); folder.Length > 0 && folders.Add(folder); )
                folder = RepositoryPath.Parent(folder);
    }

    /// <summary>Of a folder without any.</summary>
    public static KustomizationTree None { get; } =
        new(ImmutableDictionary<string, string?>.Empty, ImmutableSortedDictionary<string, Kustomization>.Empty);

    /// <summary>By the folder, in its order; of a folder with several only the first, which is a finding.</summary>
    public ImmutableSortedDictionary<string, Kustomization> ByFolder { get; }

    public IEnumerable<Kustomization> All => ByFolder.Values;

    /// <summary>Files and folders that something else than a kustomization uses, or makes before a build.</summary>
    public ImmutableHashSet<string> UsedElsewhere { get; init; } = [];

    public IEnumerable<string> Files => files.Keys;

    /// <param name="files">Paths with '/' and without '.' and '..' parts, and texts; null for a file that is there and not read.</param>
    /// <param name="diagnostics">What is wrong with a kustomization that is not YAML, which is left out then.</param>
    public static KustomizationTree Read(IReadOnlyDictionary<string, string?> files, DiagnosticBag diagnostics)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, Kustomization>(StringComparer.Ordinal);
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            if (
                KustomizationChecks.IsKustomization(path)
                && text is not null
                && YamlReader.ReadMap(path, text, diagnostics) is { } document
            )
                all.TryAdd(RepositoryPath.Parent(path), new Kustomization(RepositoryPath.Parent(path), path, document));
        return new KustomizationTree(files, all.ToImmutable());
    }

    public KustomizationTree With(IEnumerable<string> usedElsewhere) => new(files, ByFolder) { UsedElsewhere = [.. usedElsewhere] };

    public bool HasFile(string path) => files.ContainsKey(path);

    public bool HasFolder(string path) => folders.Contains(path);

    /// <summary>Null for a file that is not there, or not read.</summary>
    public string? Text(string path) => files.GetValueOrDefault(path);

    /// <summary>The objects of a file; none of what is not YAML.</summary>
    public Manifests Objects(string path) =>
        objects.GetOrAdd(
            path,
            static (at, tree) =>
                tree.Text(at) is { } text ? Manifests.Read(at, text, new DiagnosticBag()) ?? Manifests.None : Manifests.None,
            this
        );

    /// <summary>The entry, or a folder above it, is used by something else.</summary>
    public bool IsUsedElsewhere(string path)
    {
        for (var at = path; at.Length > 0; at = RepositoryPath.Parent(at))
            if (UsedElsewhere.Contains(at))
                return true;
        return false;
    }
}
