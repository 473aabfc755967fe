using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Publish;
using GitOpsGen.Releases;
using GitOpsGen.State;

namespace GitOpsGen.Promote.Runs;

/// <summary>
/// Makes a proposal a commit on the base: changes the pins in a copy of the base, cuts what is to be cut, renders what follows, and leaves
/// the work tree alone. The commit lies in the scratch until it is published.
/// </summary>
/// <param name="root">The fleet's folder in the work tree, for what is known of former renders.</param>
/// <param name="git">With a scratch.</param>
public sealed class ProposalBuilder(
    string root,
    GitRepository git,
    ICommitStore commits,
    bool isOffline,
    ToolTrust trust,
    ProposalValidation validation,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    /// <summary>The edits for which nothing was made: they would bring errors that the base does not have.</summary>
    public ImmutableArray<PinEdit> Refused { get; private set; } = [];

    /// <param name="baseCommit">Its objects are here.</param>
    /// <returns>The base itself where nothing changes; null after errors, which the bag has.</returns>
    public async Task<MadeProposal?> MakeAsync(string baseCommit, Proposal proposal, CancellationToken cancellation)
    {
        if (proposal.Edits.IsEmpty)
            return new MadeProposal(baseCommit, new MadeHead(baseCommit, []), ImmutableSortedDictionary<string, string>.Empty);
        var prefix = await git.AskAsync(cancellation, "rev-parse", "--show-prefix") ?? "";
        using var copy = await Checkout.OfTreeAsync(git, $"{baseCommit}^{{tree}}", prefix, cancellation);
        var written = await CutAsync(copy, proposal, cancellation);
        foreach (var edit in proposal.Edits)
            written.AddRange(Edit(copy.Folder, edit, written.Names));
        if (diagnostics.HasErrors || await RenderAsync(copy.Folder, proposal, cancellation) is not { } rendered)
            return null;
        var gone = Write(copy.Folder, rendered, written.Paths);
        await JudgeAsync(copy.Folder, proposal, cancellation);
        if (diagnostics.HasErrors || await ValidateAsync(copy, baseCommit, proposal, cancellation) is not { } findings)
            return null;
        var commit = await CommitAsync(baseCommit, copy, written.Paths, gone, cancellation);
        return new MadeProposal(
            commit,
            new MadeHead(baseCommit, [.. rendered.Report.Engines]),
            written.Names.ToImmutableSortedDictionary(StringComparer.Ordinal)
        )
        {
            Findings = findings,
        };
    }

    private async Task<Written> CutAsync(Checkout copy, Proposal proposal, CancellationToken cancellation)
    {
        var written = new Written();
        if (proposal.Cuts.IsEmpty)
            return written;
        using var scratch = StateFolder.Temporary();
        var workspace = Workspace.ToPreview(copy.Folder, scratch, StateFolder.Of(root));
        var fleet = workspace.Load(diagnostics);
        var store = new ReleaseStore(workspace, diagnostics);
        foreach (var (app, head) in proposal.Cuts)
        {
            var source = fleet.Apps[app];
            var chart = new HeadChart(workspace, isOffline, trust with { Repositories = [root] }, progress.Tell);
            var (name, files) = store.Snapshot(source, await chart.DigestAsync(fleet.Settings, source, diagnostics, cancellation));
            written.Names[head] = name;
            foreach (var (path, content) in files)
                Put(copy.Folder, $"{FleetLayout.App(app).Release(name).Directory}/{path}", content, written.Paths);
        }

        return written;
    }

    private IEnumerable<string> Edit(string folder, PinEdit edit, Dictionary<string, string> cut)
    {
        var path = FleetLayout.Environment(edit.Environment).Pin(edit.App);
        var file = Place(folder, path);
        var named = edit.Release is { } release && cut.TryGetValue(release, out var name) ? edit with { Release = name } : edit;
        if (PinText.With(File.Exists(file) ? File.ReadAllText(file) : null, named) is { } text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return [path];
        }

        diagnostics.Add(Messages.PinNotEditable(Position.Start(path)));
        return [];
    }

    private async Task<RenderPreview?> RenderAsync(string folder, Proposal proposal, CancellationToken cancellation)
    {
        using var scratch = StateFolder.Temporary();
        var workspace = Workspace.ToPreview(folder, scratch, StateFolder.Of(root));
        var plan = workspace.Plan(diagnostics);
        if (diagnostics.HasErrors)
            return null;
        var render = new RenderOptions(folder)
        {
            Mode = RenderMode.Preview,
            Selection = Selection.All with { Deployments = Touched(plan, proposal) },
            HandEdits = HandEdits.Discard,
            Offline = isOffline,
            Trust = trust with { Repositories = [root] },
        };
        var preview = await new RenderPipeline(render, progress, TimeProvider.System).PreviewAsync(workspace, plan, cancellation);
        foreach (var error in preview.Report.Diagnostics.Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error);
        return preview.Report.HasErrors ? null : preview;
    }

    // The preview only makes the files; what moves and syncs may do is judged of what it made.
    private async Task JudgeAsync(string folder, Proposal proposal, CancellationToken cancellation)
    {
        var environments = proposal.Edits.Select(edit => edit.Environment).Distinct(StringComparer.Ordinal);
        var check = new RenderOptions(folder)
        {
            Mode = RenderMode.Check,
            // With all that runs beside it: what an app leaves may be what another one needs.
            Selection = Selection.All with
            {
                Environments = [.. environments],
            },
            Offline = isOffline,
            MayFetch = !isOffline,
            Trust = trust with { Repositories = [root] },
        };
        var report = await new RenderPipeline(check, progress, TimeProvider.System).RunAsync(cancellation);
        foreach (var error in report.Diagnostics.Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error);
        if (!diagnostics.HasErrors && report.Changes.Changes is [var first, ..])
            diagnostics.Add(Messages.RenderIsStale(Position.Start(first.Path), report.Changes.Changes.Length));
    }

    /// <returns>Null where what it found is a reason against the proposal; the bag has it.</returns>
    private async Task<ProposalFindings?> ValidateAsync(Checkout copy, string baseCommit, Proposal proposal, CancellationToken cancellation)
    {
        var environments = proposal.Edits.Select(edit => edit.Environment).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var findings = await validation.OfAsync(copy.Folder, baseCommit, copy.Prefix, environments, cancellation);
        if (findings.Errors.IsEmpty)
            return findings;
        if (!proposal.IsHeldToRules)
        {
            diagnostics.Add(Messages.WrongAllTheSame([.. findings.Errors.Select(error => error.ToString())]));
            return findings;
        }

        Refused = findings.Culprits(proposal.Edits);
        diagnostics.Add(Messages.NotProposed([.. Refused.Select(edit => $"{edit.Environment}/{edit.App}")], findings.Errors.Length));
        foreach (var error in findings.Errors)
            diagnostics.Add(error);
        return null;
    }

    // The app that shares an app's objects moves with it.
    private static HashSet<string> Touched(RenderPlan plan, Proposal proposal) =>
        [
            .. from edit in proposal.Edits
            let migration = plan.Fleet.Fleet.Apps[edit.App].App.Migration
            from app in new[] { edit.App, migration?.Shared }
            where app is { Length: > 0 }
            select $"{edit.Environment}/{app}",
        ];

    private static List<string> Write(string folder, RenderPreview rendered, HashSet<string> written)
    {
        var gone = new List<string>();
        foreach (var (path, content) in rendered.Files)
            if (content is { } bytes)
                Put(folder, path, bytes.ToArray(), written);
            else
                gone.Add(path);
        return gone;
    }

    private static void Put(string folder, string path, byte[] content, HashSet<string> written)
    {
        var file = Place(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        written.Add(path);
    }

    // Whoever read the base has refused its links; what is written goes through none all the same.
    private static string Place(string folder, string path) =>
        new FileTree(folder).LinkOnTheWay(path) is { } link
            ? throw new DiagnosedException(Messages.SymbolicLink(Position.Start(link), link))
            : Path.Join(folder, path);

    // Of the base's own day, so that the same proposal is the same commit whenever it is made.
    private async Task<string> CommitAsync(
        string baseCommit,
        Checkout copy,
        IReadOnlyCollection<string> written,
        List<string> gone,
        CancellationToken cancellation
    )
    {
        var paths = written.Order(StringComparer.Ordinal).ToList();
        var blobs = await git.BlobsAsync([.. paths.Select(path => Path.Join(copy.Folder, path))], cancellation);
        var there = await git.FilesAsync(baseCommit, paths.Concat(gone).Select(path => copy.Prefix + path), cancellation);
        List<PathChange> changes =
        [
            .. paths.Zip(blobs).Select(file => Change(file.First, new TreeFile("100644", file.Second))),
            .. gone.Select(path => Change(path, null)),
        ];
        var tree = await commits.TreeAsync(baseCommit, changes, cancellation);
        var date = long.Parse(await git.RunAsync(cancellation, "show", "--no-patch", "--format=%ct", baseCommit));
        var nobody = CommitBuilder.Nobody;
        return await commits.CommitAsync(
            new NewCommit(tree, baseCommit, "A proposal on its way to its pull requests.\n", nobody, nobody, date, IsSigned: false),
            cancellation
        );

        PathChange Change(string path, TreeFile? file) => new(copy.Prefix + path, there.GetValueOrDefault(copy.Prefix + path), file);
    }

    private sealed class Written
    {
        public HashSet<string> Paths { get; } = new(StringComparer.Ordinal);

        /// <summary>What heads were cut as, by the names that they would have by themselves.</summary>
        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

        public void AddRange(IEnumerable<string> paths) => Paths.UnionWith(paths);
    }
}
