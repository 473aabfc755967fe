using System.Collections.Immutable;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate;

/// <summary>
/// Says which mentions <c>apply</c> touches: those that move, but not in code and pipelines unless that was asked for, and not in what a
/// fleet generates.
/// </summary>
internal static class Edits
{
    public static ImmutableArray<Occurrence> Mark(
        ImmutableArray<Occurrence> occurrences,
        RelocationContext context,
        GeneratedFiles generated,
        bool includeCode
    ) =>
        [
            .. occurrences.Select(one =>
                generated.Contains(one.Path)
                    ? one with
                    {
                        IsGenerated = true,
                        Judgement = one.Judgement with
                        {
                            Evidence = $"{one.Judgement.Evidence} (generated: `gitopsgen render` makes it anew from its sources)",
                        },
                    }
                    : one with
                    {
                        Edit = one.Judgement.Verdict == Verdict.Move && (includeCode || !IsCode(context.Files[one.Path])),
                    }
            ),
        ];

    private static bool IsCode(SourceFile file) => file.IsPipeline || file.Kind is FileKind.Code or FileKind.Script;
}
