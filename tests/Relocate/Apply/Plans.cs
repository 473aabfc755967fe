using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>Plans made by hand, so that what is done with a plan is tested apart from how it is made.</summary>
internal static class Plans
{
    public const string From = "kube-system";
    public const string To = "azure-managed-prometheus";

    public static RelocationRecord Nothing { get; } = RelocationRecord.Of(From, To, ["ama-metrics*"]);

    /// <summary>Every mention in a file moves, unless its number (from 0) is among <paramref name="reviews"/>.</summary>
    public static IEnumerable<Occurrence> All(TemporaryFolder folder, string path, params int[] reviews)
    {
        var bytes = File.ReadAllBytes(folder.File(path));
        var name = Encoding.UTF8.GetBytes(From);
        var (start, number) = (0, 0);
        while (bytes.AsSpan(start).IndexOf(name) is >= 0 and var found)
        {
            var offset = start + found;
            var line = bytes.AsSpan(0, offset).Count((byte)'\n') + 1;
            var isReview = reviews.Contains(number++);
            yield return new Occurrence(
                path,
                line,
                1,
                offset,
                name.Length,
                new Judgement(isReview ? Verdict.Review : Verdict.Move, Category.ObjectNamespace, "a test says so"),
                !isReview
            );
            start = offset + name.Length;
        }
    }

    public static async Task<EditSet> ApplyAsync(
        TemporaryFolder folder,
        IEnumerable<Occurrence> occurrences,
        DiagnosticBag? diagnostics = null
    )
    {
        var bag = diagnostics ?? new DiagnosticBag();
        using var files = await RelocationFolder.OpenAsync(
            folder.Path,
            writes: true,
            _ => { },
            new DiagnosticBag(),
            TestContext.Current.CancellationToken
        );
        var set = new EditPlanner(files, files.Record(bag) ?? Nothing, bag).Of(occurrences);
        if (!bag.HasErrors)
            files.Write(set.Files, set.Record, TestContext.Current.CancellationToken);
        if (diagnostics is null)
            Assert.Empty(bag.Sorted());
        return set;
    }

    public static async Task<UndoPlan> UndoAsync(TemporaryFolder folder, DiagnosticBag? diagnostics = null)
    {
        var bag = diagnostics ?? new DiagnosticBag();
        using var files = await RelocationFolder.OpenAsync(
            folder.Path,
            writes: true,
            _ => { },
            new DiagnosticBag(),
            TestContext.Current.CancellationToken
        );
        var undoing = new RelocationUndo(files, files.Record(bag) ?? Nothing, bag).Plan();
        if (!bag.HasErrors)
            files.Write(undoing.Files, undoing.Rest, TestContext.Current.CancellationToken);
        if (diagnostics is null)
            Assert.Empty(bag.Sorted());
        return undoing;
    }
}
