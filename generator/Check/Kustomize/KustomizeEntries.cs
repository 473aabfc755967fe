using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>What a kustomization may name in a place.</summary>
internal enum EntryTarget
{
    /// <summary>A file of objects, or a folder with a kustomization.</summary>
    Resource,

    /// <summary>A folder with a component.</summary>
    Component,

    /// <summary>A file below the kustomization's own folder.</summary>
    File,
}

/// <summary>A place of a kustomization that names a file or folder.</summary>
/// <param name="Path">As it is written, without the key that a generator's source may begin with.</param>
internal sealed record KustomizeEntry(string Field, YamlScalar Written, string Path, EntryTarget Target)
{
    public bool IsRemote => KustomizeReference.IsRemote(Path);
}

/// <summary>All that a kustomization names (Kustomize's types, api/types/kustomization.go).</summary>
internal static class KustomizeEntries
{
    private static readonly string[] Generators = ["configMapGenerator", "secretGenerator"];

    public static IEnumerable<KustomizeEntry> Of(YamlMap kustomization) =>
        [
            .. Texts(kustomization, EntryTarget.Resource, "resources", "bases"),
            .. Texts(kustomization, EntryTarget.Component, "components"),
            .. Texts(kustomization, EntryTarget.Resource, "transformers", "generators", "validators").Where(one => !IsInPlace(one.Path)),
            .. Texts(kustomization, EntryTarget.File, "crds", "configurations", "patches"),
            .. Texts(kustomization, EntryTarget.File, "patchesStrategicMerge").Where(one => !OutdatedFields.IsInPlace(one.Path)),
            .. Maps(kustomization, "path", "patches", "patchesJson6902", "replacements"),
            .. kustomization.Map("openapi")?.Scalar("path") is { } schema ? [File("openapi", schema)] : Array.Empty<KustomizeEntry>(),
            .. Sources(kustomization),
            .. Values(kustomization),
        ];

    private static KustomizeEntry File(string field, YamlScalar written) => new(field, written, written.Text, EntryTarget.File);

    private static IEnumerable<KustomizeEntry> Texts(YamlMap kustomization, EntryTarget target, params string[] fields) =>
        fields.SelectMany(field => kustomization.Texts(field).Select(text => new KustomizeEntry(field, text, text.Text, target)));

    private static IEnumerable<KustomizeEntry> Maps(YamlMap kustomization, string key, params string[] fields) =>
        fields.SelectMany(field =>
            kustomization
                .List(field)
                .OfType<YamlMap>()
                .Select(one => one.Scalar(key))
                .OfType<YamlScalar>()
                .Select(path => File(field, path))
        );

    // key=file, or a file whose name is the key.
    private static IEnumerable<KustomizeEntry> Sources(YamlMap kustomization) =>
        Generators.SelectMany(field =>
            kustomization
                .List(field)
                .OfType<YamlMap>()
                .SelectMany(generator =>
                    generator
                        .Texts("files")
                        .Select(source =>
                            File($"{field}.files", source) with
                            {
                                Path = source.Text[(source.Text.IndexOf('=', StringComparison.Ordinal) + 1)..],
                            }
                        )
                        .Concat(
                            generator
                                .Texts("envs")
                                .Append(generator.Scalar("env")!)
                                .Where(env => env is not null)
                                .Select(env => File($"{field}.envs", env))
                        )
                )
        );

    private static IEnumerable<KustomizeEntry> Values(YamlMap kustomization) =>
        kustomization
            .List("helmCharts")
            .OfType<YamlMap>()
            .SelectMany(chart => chart.Texts("additionalValuesFiles").Append(chart.Scalar("valuesFile")!).Where(file => file is not null))
            .Select(file => File("helmCharts", file));

    private static bool IsInPlace(string text) => text.Contains('\n', StringComparison.Ordinal) || text.TrimStart().StartsWith('{');
}
