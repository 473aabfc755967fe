using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Fields of a kustomization that Kustomize 5 still builds, though it has others for the same. The equivalents of bases, labels and patches
/// build the same bytes (tests/Engines/Kustomize/OutdatedFieldTests holds both against the real one).
/// </summary>
public static class OutdatedFields
{
    /// <returns>What to write in its place, or what to know of it; null for any other field.</returns>
    public static string? Equivalent(string field, YamlNode value) =>
        field switch
        {
            "bases" => "The same, for good: its entries at the end of 'resources'.",
            "commonLabels" =>
                $"The same, for good: 'labels: [{{pairs: {Pairs(value)}, includeSelectors: true}}]'. Without includeSelectors "
                    + "selectors would change, which no cluster lets a workload do.",
            // It has no successor.
            "commonAnnotations" => "It may stay; it reaches pod templates, so each change of it restarts every pod.",
            "patchesStrategicMerge" => "The same, for good: 'patches' with '- path: <file>' for each file, '- patch: |-' for each text.",
            "patchesJson6902" => "The same, for good: its entries at the end of 'patches'.",
            "vars" => "The same, for good: 'replacements' from the same fields to each that says $(NAME).",
            _ => null,
        };

    /// <summary>
    /// Kustomize takes an entry of <c>patchesStrategicMerge</c> that is an object for the patch itself. No address or file that it would
    /// look for has a second line or begins with a brace.
    /// </summary>
    public static bool IsInPlace(string patch) => patch.Contains('\n', StringComparison.Ordinal) || patch.TrimStart().StartsWith('{');

    private static string Pairs(YamlNode value) => value is YamlMap { Entries.Count: > 0 } pairs ? YamlSplice.Flow(pairs) : "{…}";
}
