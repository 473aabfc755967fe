using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;

namespace GitOpsGen.Reviews;

/// <summary>
/// Tells the head commit what the review came to: as a check with annotations, or as a status. What it has already is not sent.
/// </summary>
public sealed class CheckReporter(IReviewHost host, ReviewOptions options, DiagnosticBag diagnostics)
{
    public const string Name = "gitopsgen";

    // What GitHub takes in one request.
    private const int AtOnce = 50;

    // Of a status's description.
    private const int Longest = 140;

    /// <returns>What it got: check, status or none.</returns>
    public async Task<ReportKind> ReportAsync(FleetReview review, Verdict verdict, string summary, CancellationToken cancellation)
    {
        var why = "";
        foreach (var kind in Kinds())
        {
            try
            {
                await (
                    kind == ReportKind.Check
                        ? CheckAsync(review, verdict, summary, cancellation)
                        : StatusAsync(review, verdict, cancellation)
                );
                return kind;
            }
            catch (RefusedException refused)
            {
                why = refused.Message;
            }
        }

        if (options.Report != ReportKind.None)
            diagnostics.Add(
                Messages.ReportRefused(
                    options.Report switch
                    {
                        ReportKind.Check => "check run",
                        ReportKind.Status => "status",
                        _ => "check run and no status",
                    },
                    why
                )
            );
        return ReportKind.None;
    }

    /// <summary>Tells a commit that promotes nothing that the status which guards promotions does not keep it from its merge.</summary>
    public async Task EnterFreelyAsync(string commit, CancellationToken cancellation)
    {
        var status = new ReviewStatus(commit, EnterGate.Status, IsFailure: false, "promotes nothing", options.RunUrl);
        try
        {
            if (!await host.HasStatusAsync(status, cancellation))
                await host.SetStatusAsync(status, cancellation);
        }
        catch (RefusedException refused)
        {
            diagnostics.Add(Messages.ReportRefused($"status {EnterGate.Status}", refused.Message));
        }
    }

    private IEnumerable<ReportKind> Kinds() =>
        options.Report switch
        {
            ReportKind.Auto => [ReportKind.Check, ReportKind.Status],
            ReportKind.None => [],
            var one => [one],
        };

    private async Task CheckAsync(FleetReview review, Verdict verdict, string summary, CancellationToken cancellation)
    {
        var annotations = Annotations.Of(review);
        var check = new ReviewCheck(review.Commits.Head, NameOf(review), "", verdict.Conclusion, Cut(verdict.Words, Longest), summary)
        {
            DetailsUrl = options.RunUrl,
        };
        check = check with { Key = Key(check, annotations) };
        var there = await host.CheckAsync(check, cancellation);
        if (there is { IsCompleted: true })
            return;
        // A run that was cut off has sent some of them.
        var left = annotations.RemoveRange(0, Math.Min(there?.Annotations ?? 0, annotations.Length));
        if (there is null)
        {
            ImmutableArray<Annotation> first = [.. left.Take(AtOnce)];
            left = left.RemoveRange(0, first.Length);
            there = await host.MakeCheckAsync(check, first, isLast: left.IsEmpty, cancellation);
            if (left.IsEmpty)
                return;
        }

        do
        {
            ImmutableArray<Annotation> next = [.. left.Take(AtOnce)];
            left = left.RemoveRange(0, next.Length);
            await host.AnnotateAsync(check, there.Id, next, isLast: left.IsEmpty, cancellation);
        } while (!left.IsEmpty);
    }

    private async Task StatusAsync(FleetReview review, Verdict verdict, CancellationToken cancellation)
    {
        var status = new ReviewStatus(
            review.Commits.Head,
            NameOf(review),
            verdict.Conclusion == Conclusion.Failure,
            Cut(verdict.Words, Longest),
            options.RunUrl
        );
        if (!await host.HasStatusAsync(status, cancellation))
            await host.SetStatusAsync(status, cancellation);
    }

    // Two fleets of a repository are two checks.
    private static string NameOf(FleetReview review) => review.Prefix.Length == 0 ? Name : $"{Name}: {review.Prefix.TrimEnd('/')}";

    // The run is another each time, and says nothing of the content.
    private static string Key(ReviewCheck check, ImmutableArray<Annotation> annotations) =>
        $"gitopsgen:{Digest.OfText($"{check with { DetailsUrl = null }}\n{string.Join('\n', annotations)}")}";

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";
}
