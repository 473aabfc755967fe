using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>The hand-over to Kustomize: the overlay's own files by path in it, and what must be true of its patches.</summary>
/// <param name="NeedsBuild">There is a kustomization.yaml to build; without one Argo CD only gets values.</param>
public sealed record Overlay(
    Unit Unit,
    ImmutableSortedDictionary<string, string> Files,
    ImmutableArray<EmittedPatch> Patches,
    bool NeedsBuild
)
{
    /// <summary>The folder of the overlay that this one leads back from; null for that one itself. Its files are owned there.</summary>
    public string? LeadsBackFrom { get; init; }

    public string Owner => LeadsBackFrom ?? Unit.Directory;

    /// <summary>
    /// The kustomizations as they would be without patches, by path; needed to know what a patch that deletes had to delete.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Unpatched { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The kustomization as it would be if a monitor took nothing from the object that it is for; needed to know what there is instead of
    /// one that is not there. Empty where no monitor does.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Unselected { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A patch as it stands in the overlay. <paramref name="At"/>: where it was declared.</summary>
public sealed record EmittedPatch(Position At, string File, string Text, YamlMap? Target)
{
    /// <summary>It deletes its target, so the result does not tell whether there was one.</summary>
    public bool Deletes => Text.Contains("$patch: delete", StringComparison.Ordinal);
}
