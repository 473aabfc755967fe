using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>One patch of a kustomization.</summary>
/// <param name="What">How messages call it: its file, or what it is for.</param>
/// <param name="Target">Null where the patch itself says what it is for.</param>
/// <param name="Objects">What a patch without a target is for.</param>
internal sealed record Patch(Position At, string What, YamlMap? Target, IReadOnlyList<Manifest> Objects)
{
    /// <summary>It is a list of operations.</summary>
    public bool NeedsTarget { get; init; }

    /// <summary>Its file is not at hand.</summary>
    public bool IsUnread { get; init; }
}

/// <summary>The patches of a kustomization, in all the forms that they may be written in.</summary>
internal static class Patches
{
    public static IEnumerable<Patch> Of(KustomizationTree tree, Kustomization kustomization) =>
        kustomization
            .Document.List("patches")
            .Concat(kustomization.Document.List("patchesJson6902"))
            .Concat(kustomization.Document.List("patchesStrategicMerge"))
            .Select(node => Of(tree, kustomization, node))
            .OfType<Patch>();

    private static Patch? Of(KustomizationTree tree, Kustomization kustomization, YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: false } text when OutdatedFields.IsInPlace(text.Text) => Read(text.At, null, null, text.Text),
            YamlScalar { IsNull: false } path => Read(path.At, path.Text, null, Text(tree, kustomization, path.Text)),
            YamlMap map when map.Scalar("path") is { } path => Read(
                path.At,
                path.Text,
                map.Map("target"),
                Text(tree, kustomization, path.Text)
            ),
            YamlMap map when map.Scalar("patch") is { } patch => Read(map.At, null, map.Map("target"), patch.Text),
            _ => null,
        };

    private static string? Text(KustomizationTree tree, Kustomization kustomization, string path) =>
        RepositoryPath.Resolve(kustomization.Folder, path) is { } file ? tree.Text(file) : null;

    private static Patch Read(Position at, string? file, YamlMap? target, string? text)
    {
        var documents = text is null ? null : YamlReader.ReadAll(at.File, text, new DiagnosticBag(), YamlLimits.Generated);
        var objects = Manifests.Of(documents ?? []).Objects;
        var what =
            target is not null ? $"{target.Text("kind")} " + $"{target.Text("name")}".Trim()
            : objects.FirstOrDefault() is { } first ? $"{first.Kind} {first.Name}".Trim()
            : "";
        return new Patch(
            target?.At ?? at,
            (file ?? "", what) switch
            {
                ("", "") => "the patch",
                ("", _) => $"the patch for {what}",
                (_, "") => file!,
                _ => $"{file} (for {what})",
            },
            target,
            objects
        )
        {
            IsUnread = documents is null,
            NeedsTarget = documents is [YamlList, ..],
        };
    }
}
