using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Store;

/// <summary>
/// What a commit of the evidence branch has. Whoever may push can put anything there, so that what is no run is told and not counted;
/// nothing of it is followed or run.
/// </summary>
/// <param name="commit">Its objects are here.</param>
internal sealed class EvidenceBranch(GitRepository git, string branch, string commit, DiagnosticBag diagnostics)
{
    private const long LargestFile = 8 << 20;
    private const long LargestRead = 32 << 20;
    private const long MostRead = 512 << 20;

    // Clocks of runners differ by this much, and no run is to be told for it.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly List<string> strangers = [];
    private readonly List<Entry> entries = [];

    /// <summary>Paths that are no run's.</summary>
    public IReadOnlyList<string> Strangers => strangers;

    public async Task ListAsync(CancellationToken cancellation)
    {
        var call = new GitCall("ls-tree", "-r", "-z", "--long", "--full-tree", commit) { Need = GitAccess.Remote };
        var said = await git.RunAsync(call, cancellation);
        // mode SP type SP id SP size, right-aligned, TAB path
        foreach (var entry in said.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (head, path) = (entry.Split('\t')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), entry[(entry.IndexOf('\t') + 1)..]);
            if (head is ["100644", "blob", var id, var size] && EvidencePath.TimeOf(path) is { } at)
                entries.Add(new Entry(path, at, id, long.Parse(size, CultureInfo.InvariantCulture)));
            else
                strangers.Add(path);
        }
    }

    public bool Has(string path) => entries.Exists(entry => entry.Path == path);

    public IEnumerable<string> Before(DateTimeOffset time) => entries.Where(entry => entry.At < time).Select(entry => entry.Path);

    /// <summary>The runs from a time on, first to last.</summary>
    public async Task<ImmutableArray<ObservationRun>> RunsAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var path in strangers.Take(3))
            Tell(path, "it is named or kept as no run is");
        var runs = ImmutableArray.CreateBuilder<ObservationRun>();
        foreach (var part in Parts(Readable(since, now)))
        {
            var texts = await git.TextsAsync(part.Select(entry => entry.Blob), cancellation);
            foreach (var entry in part)
                if (Read(entry, texts[entry.Blob]) is { } run)
                    runs.Add(run);
        }

        return [.. runs.OrderBy(run => run.At)];
    }

    private List<Entry> Readable(DateTimeOffset since, DateTimeOffset now)
    {
        var readable = new List<Entry>();
        var total = 0L;
        // What is too much is left out at the far end, where it only makes a soak shorter.
        foreach (var entry in entries.Where(entry => entry.At >= since).OrderByDescending(entry => entry.At))
        {
            if (entry.At > now + Skew)
                Tell(entry.Path, "it is of the future; look at the clock of whoever wrote it");
            else if (entry.Size > LargestFile)
                Tell(entry.Path, "it is larger than any run");
            else if ((total += entry.Size) <= MostRead)
                readable.Add(entry);
        }

        if (total > MostRead)
            Tell(readable[^1].Path, "what is older is more than is read at once");
        return readable;
    }

    private static IEnumerable<List<Entry>> Parts(List<Entry> entries)
    {
        var part = new List<Entry>();
        var size = 0L;
        foreach (var entry in entries)
        {
            if (size + entry.Size > LargestRead && part.Count > 0)
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(entry);
            size += entry.Size;
        }

        if (part.Count > 0)
            yield return part;
    }

    private ObservationRun? Read(Entry entry, string text)
    {
        try
        {
            var run = EvidenceJson.Read(text);
            if (EvidencePath.Of(run.At, text) == entry.Path)
                return run;
            Tell(entry.Path, "its name is not that of its content: it was edited or cut off");
        }
        catch (UnlikeEvidenceException error)
        {
            Tell(entry.Path, error.Message);
        }

        return null;
    }

    private void Tell(string path, string why) => diagnostics.Add(Messages.EvidenceNotCounted(branch, path, why));

    private sealed record Entry(string Path, DateTimeOffset At, string Blob, long Size);
}
