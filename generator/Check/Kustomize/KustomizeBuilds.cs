using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>
/// What kustomizations build, in names and namespaces alone: nothing is patched here. Each is looked at once.
/// </summary>
internal sealed class KustomizeBuilds(KustomizationTree tree)
{
    // A real build gives up long before.
    private const int Deepest = 64;

    private static readonly string[] Labelling = ["commonAnnotations", "commonLabels", "labels"];

    private readonly Dictionary<string, BuiltObjects> known = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, Kustomization>> users = new(() => Users(tree));

    /// <summary>What the kustomization changes: all that it names, before its own prefix and namespace.</summary>
    public BuiltObjects Inputs(Kustomization kustomization) => Inputs(kustomization, 0);

    /// <summary>What the patches of a kustomization are laid over: of a component, what each that uses it has.</summary>
    public IReadOnlyList<BuiltObjects> Patched(Kustomization kustomization) => Patched(kustomization, 0);

    private List<BuiltObjects> Patched(Kustomization kustomization, int depth)
    {
        if (!kustomization.IsComponent)
            return [Inputs(kustomization)];
        if (depth > Deepest)
            return [BuiltObjects.Unknown("its components name each other")];
        return [.. users.Value[kustomization.Folder].SelectMany(user => Patched(user, depth + 1).Select(all => all.With(Inputs(user))))];
    }

    private BuiltObjects Inputs(Kustomization kustomization, int depth)
    {
        var all = Generated(kustomization.Document);
        foreach (
            var entry in KustomizeEntries.Of(kustomization.Document).Where(entry => entry.Field is "resources" or "bases" or "components")
        )
            all = all.With(Entry(kustomization, entry, depth));
        if (
            Array.Find(["generators", "transformers", "helmCharts", "helmChartInflationGenerator"], kustomization.Document.Says) is { } made
        )
            all = all with { Doubt = all.Doubt ?? $"'{made}' may make objects or rename them" };
        return all with { Relabels = all.Relabels || Array.Exists(Labelling, kustomization.Document.Says) };
    }

    private BuiltObjects Entry(Kustomization kustomization, KustomizeEntry entry, int depth)
    {
        if (entry.IsRemote)
            return BuiltObjects.Unknown($"{entry.Path} is not at hand");
        if (RepositoryPath.Resolve(kustomization.Folder, entry.Path) is not { } path)
            return BuiltObjects.Unknown($"{entry.Path} is outside of what is looked at");
        if (tree.ByFolder.TryGetValue(path, out var inner))
            return Output(inner, depth + 1);
        return tree.Text(path) is not null
            ? new BuiltObjects([.. tree.Objects(path).Objects.Select(BuiltObject.Of)], null, false)
            : BuiltObjects.Unknown($"{entry.Path} is not at hand");
    }

    // A component is part of what uses it, but its prefix and namespace are laid over all the same.
    private BuiltObjects Output(Kustomization kustomization, int depth)
    {
        if (known.TryGetValue(kustomization.Folder, out var built))
            return built;
        if (depth > Deepest)
            return BuiltObjects.Unknown("its kustomizations name each other");
        known[kustomization.Folder] = BuiltObjects.Unknown("its kustomizations name each other");
        var inputs = Inputs(kustomization, depth);
        return known[kustomization.Folder] = inputs with
        {
            Objects = [.. inputs.Objects.Select(one => Renamed(one, kustomization.Document))],
        };
    }

    private static BuiltObject Renamed(BuiltObject built, YamlMap kustomization) =>
        built.Called(
            $"{kustomization.Text("namePrefix")}{built.Name}{kustomization.Text("nameSuffix")}",
            built.Manifest.IsClusterScoped ? built.Namespace : kustomization.Text("namespace") ?? built.Namespace
        );

    private static BuiltObjects Generated(YamlMap kustomization) =>
        new(
            [
                .. new[] { ("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret") }.SelectMany(one =>
                    kustomization
                        .List(one.Item1)
                        .OfType<YamlMap>()
                        .Select(generator =>
                            ManifestHeader.Of("v1", one.Item2, generator.Text("namespace") ?? "", generator.Text("name") ?? "").ToDocument()
                        )
                        .Select(document => BuiltObject.Of(new Manifest(document)))
                ),
            ],
            null,
            false
        );

    private static ILookup<string, Kustomization> Users(KustomizationTree tree) =>
        tree
            .All.SelectMany(user =>
                user.Document.Texts("components").Select(entry => (User: user, Folder: RepositoryPath.Resolve(user.Folder, entry.Text)))
            )
            .Where(one => one.Folder is not null)
            .ToLookup(one => one.Folder!, one => one.User, StringComparer.Ordinal);
}
