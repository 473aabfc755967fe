using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;
using GitOpsGen.Validate;

namespace GitOpsGen.Reviews;

/// <summary>What of a review has a line in a file of the head: errors and warnings, the new ones first.</summary>
public static class Annotations
{
    // Ten requests of fifty.
    private const int Most = 500;
    private const int LongestMessage = 2_000;
    private const int LongestTitle = 200;

    public static ImmutableArray<Annotation> Of(FleetReview review) =>
        [
            .. review
                .Errors.Select(error => (Diagnostic: error, IsNew: true))
                .Concat(review.Serious.Select(one => (one.Finding.Diagnostic, one.IsNew)))
                .Select(one => At(review, one.Diagnostic, one.IsNew))
                .OfType<Annotation>()
                .Distinct()
                .Take(Most),
        ];

    // What stands in no file (what a chart makes) is told where its app is described.
    private static Annotation? At(FleetReview review, Diagnostic item, bool isNew)
    {
        if (item.At is not { } at)
            return null;
        var isThere = review.Files.Contains(at.File);
        var file = isThere ? at.File : FoundAt.DescriptionOf(at.File);
        if (file is null || !review.Files.Contains(file))
            return null;
        return new Annotation(
            review.Prefix + file,
            isThere ? at.Line : 1,
            item.Severity == Severity.Error ? AnnotationLevel.Failure : AnnotationLevel.Warning,
            Cut(isNew ? $"{item.Code} (new)" : item.Code, LongestTitle),
            Cut(MarkdownText.Plain(isThere ? item.Message : $"{at}: {item.Message}"), LongestMessage)
        );
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..longest]}…";
}
