using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Sync;

/// <summary>What an object's annotations say of hooks, in Argo CD's words or in Helm's (2.1, 2.2; hook/*.go).</summary>
internal static class HookAnnotations
{
    private const string HelmHook = "helm.sh/hook";

    /// <summary>Argo CD's own word wins when it names a phase of a sync; what both say of deletion is added up.</summary>
    public static ImmutableArray<HookType> Types(Manifest manifest)
    {
        ImmutableArray<HookType> own = [.. Words(manifest, Manifest.HookAnnotation).Select(Own).OfType<HookType>()];
        ImmutableArray<HookType> helm = [.. Words(manifest, HelmHook).Select(Helm).OfType<HookType>()];
        return own.Any(type => !IsOfDeletion(type)) ? own : [.. own.Concat(helm).Distinct()];
    }

    public static ImmutableArray<HookDeletePolicy> DeletePolicies(Manifest manifest) =>
        [
            .. Words(manifest, Manifest.HookAnnotation + "-delete-policy").Select(OwnPolicy).OfType<HookDeletePolicy>(),
            .. Words(manifest, HelmHook + "-delete-policy").Select(HelmPolicy).OfType<HookDeletePolicy>(),
        ];

    public static int Wave(Manifest manifest) =>
        Number(manifest.Annotation(Manifest.WaveAnnotation)) ?? Number(manifest.Annotation(HelmHook + "-weight")) ?? 0;

    // The names of the members are Argo CD's words; a number is none of them.
    private static HookType? Own(string word) => Enum.TryParse<HookType>(word, out var type) && type.ToString() == word ? type : null;

    private static HookDeletePolicy? OwnPolicy(string word) =>
        Enum.TryParse<HookDeletePolicy>(word, out var policy) && policy.ToString() == word ? policy : null;

    // Those that are not named here are ignored; crd-install is a plain object.
    private static HookType? Helm(string word) =>
        word switch
        {
            "pre-install" or "pre-upgrade" => HookType.PreSync,
            "post-install" or "post-upgrade" => HookType.PostSync,
            "pre-delete" => HookType.PreDelete,
            "post-delete" => HookType.PostDelete,
            _ => null,
        };

    private static HookDeletePolicy? HelmPolicy(string word) =>
        word switch
        {
            "before-hook-creation" => HookDeletePolicy.BeforeHookCreation,
            "hook-succeeded" => HookDeletePolicy.HookSucceeded,
            "hook-failed" => HookDeletePolicy.HookFailed,
            _ => null,
        };

    private static bool IsOfDeletion(HookType type) => type is HookType.PreDelete or HookType.PostDelete;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Words(Manifest manifest, string annotation) =>
        (manifest.Annotation(annotation) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
