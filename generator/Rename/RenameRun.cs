using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Pipeline.Merges;
using GitOpsGen.State;

namespace GitOpsGen.Rename;

/// <summary>What a rename is asked for.</summary>
/// <param name="Root">The repository, absolute.</param>
public sealed record RenameOptions(string Root, Renaming Renaming)
{
    public bool IsDryRun { get; init; }

    public bool AllowsObjectChanges { get; init; }

    public bool Offline { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;
}

/// <summary>What a rename did, or would do.</summary>
/// <param name="Moved">Files that only have another path.</param>
public sealed record RenameResult(ChangeSet Changes, IReadOnlyList<(string From, string To)> Moved, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(found => found.Severity == Severity.Error);
}

/// <summary>
/// Renames in a copy, renders that, proves that no object changes, and only then moves it all into place through the journal: everything or
/// nothing, also when it is killed.
/// </summary>
public sealed class RenameRun(RenameOptions options, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly Renaming renaming = options.Renaming;

    public async Task<RenameResult> RunAsync(CancellationToken cancellation)
    {
        await CommittedState.CheckAsync(options.Root, diagnostics, cancellation);
        if (diagnostics.HasErrors)
            return Failed();
        try
        {
            if (options.IsDryRun)
                return await TriedAsync(cancellation);
            using var state = StateFolder.Open(options.Root);
            using var taken = await RepositoryLock.TakeAsync(state, progress.Tell, cancellation);
            var workspace = new Workspace(options.Root, state, writes: true);
            var journal = new Journal(workspace.Index, state, workspace.Stage, JournalKind.Rename);
            if (journal.Recover(diagnostics))
                progress.Tell("finished what an interrupted run had begun to write.");
            return await InAsync(workspace, journal, cancellation);
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return Failed();
        }
    }

    private async Task<RenameResult> TriedAsync(CancellationToken cancellation)
    {
        using var scratch = StateFolder.Temporary();
        if (UnfinishedWrite.Of(StateFolder.ToRead(options.Root), isJudged: true) is not { } unfinished)
            return await InAsync(Workspace.ToRead(options.Root, scratch), journal: null, cancellation);
        diagnostics.Add(unfinished);
        return Failed();
    }

    private RenameResult Failed() => new(new ChangeSet([], [], [], []), [], diagnostics.Sorted());

    private async Task<RenameResult> InAsync(Workspace workspace, Journal? journal, CancellationToken cancellation)
    {
        var before = workspace.Look();
        await new OwnConflicts(workspace, diagnostics).CheckAsync(before, UnfinishedWork.Of(options.Root), cancellation);
        // What follows from a conflict is no mistake of its own.
        var fleet = workspace.Load(diagnostics.HasErrors ? new DiagnosticBag() : diagnostics);
        new RenameChecks(workspace.Files, fleet, renaming, diagnostics).Check();
        foreach (var link in before.Links.Where(link => renaming.Path(link) != link))
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
        if (diagnostics.HasErrors || !await IsRenderedAsync(cancellation))
            return Failed();
        var texts = new DescriptionEdits(workspace.Files, renaming, diagnostics).Of(fleet);
        var renamed = RenamedFleet.Of(workspace.Index, before, renaming, texts, diagnostics);
        if (diagnostics.HasErrors || await RenderedAsync(renamed, cancellation) is not { } preview)
            return Failed();
        var files = Final(renamed, preview);
        Prove(workspace, before, files);
        await TellOfOthersAsync(cancellation);
        if (diagnostics.HasErrors)
            return Failed();
        var changes = Changes(workspace.Index, before, files);
        if (journal is not null)
            Write(workspace, journal, changes, cancellation);
        return new RenameResult(changes, Moved(workspace.Index, before, files), diagnostics.Sorted());
    }

    private static void Write(Workspace workspace, Journal journal, ChangeSet changes, CancellationToken cancellation)
    {
        workspace.Stage.Open();
        journal.Write(changes, cancellation);
        workspace.Stage.Close();
    }

    // Else what a rename changes could not be told from what was not rendered yet.
    private async Task<bool> IsRenderedAsync(CancellationToken cancellation)
    {
        if (await PreviewAsync(options.Root, cancellation) is not { } preview)
            return false;
        if (preview.Files.Count > 0)
            diagnostics.Add(Messages.NotAsRendered(preview.Files.Count, preview.Files.Keys.Order(StringComparer.Ordinal).First()));
        return preview.Files.Count == 0;
    }

    private async Task<RenderPreview?> RenderedAsync(RenamedFleet renamed, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Write("fleet", renamed.Files.Select(file => (file.Key, file.Value.Read())));
        return await PreviewAsync(root, cancellation);
    }

    private async Task<RenderPreview?> PreviewAsync(string root, CancellationToken cancellation)
    {
        using var stage = StateFolder.Temporary();
        using var caches = StateFolder.Of(options.Root);
        var render = new RenderOptions(root)
        {
            Mode = RenderMode.Preview,
            Offline = options.Offline,
            Trust = options.Trust with { Repositories = [options.Root] },
        };
        var workspace = Workspace.ToPreview(root, stage, caches);
        var found = new DiagnosticBag();
        var plan = workspace.Plan(found);
        var preview = found.HasErrors
            ? null
            : await new RenderPipeline(render, progress, TimeProvider.System).PreviewAsync(workspace, plan, cancellation);
        var errors = found.Sorted().Concat(preview?.Report.Diagnostics ?? []).Where(one => one.Severity == Severity.Error).ToList();
        errors.ForEach(diagnostics.Add);
        return errors.Count > 0 ? null : preview;
    }

    private static IReadOnlyDictionary<string, Content> Final(RenamedFleet renamed, RenderPreview preview)
    {
        var files = new Dictionary<string, Content>(renamed.Files, StringComparer.Ordinal);
        foreach (var (path, content) in preview.Files)
            if (content is { } written)
                files[path] = new Content.Text(Encoding.UTF8.GetString(written.Span));
            else
                files.Remove(path);
        return files;
    }

    private void Prove(Workspace workspace, Snapshot before, IReadOnlyDictionary<string, Content> files)
    {
        var proof = new ObjectProof(renaming);
        var came = before.Files.Keys.Where(IsGenerated).ToDictionary(renaming.Path, path => path, StringComparer.Ordinal);
        var changed = came
            .Keys.Union(files.Keys.Where(IsGenerated), StringComparer.Ordinal)
            .Where(path => proof.IsChanged(path, Old(path), files.GetValueOrDefault(path)?.Read()))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (changed.Count > 0 && !options.AllowsObjectChanges)
            diagnostics.Add(Messages.ObjectsChange(renaming.Old, changed));
        var roots = files
            .Where(file => FleetLayout.Read(file.Key) is RootFile && file.Value.Sha256 != workspace.Index.Sha256(file.Key))
            .Select(file => file.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (roots.Count > 0)
            diagnostics.Add(Messages.RootsToApply(roots));

        ReadOnlySpan<byte> Old(string path) => came.TryGetValue(path, out var old) ? workspace.Files.ReadBytes(old) : null;
    }

    private static bool IsGenerated(string path) => FleetLayout.Read(path).IsGenerated;

    // Pipelines, owners of code, documents: what they mean by the folder nobody here can know.
    private async Task TellOfOthersAsync(CancellationToken cancellation)
    {
        if (WorkTree.Of(options.Root) is null)
            return;
        string[] folders =
            renaming.Kind == RenamedKind.App
                ? [FleetLayout.App(renaming.Old).Directory]
                : [FleetLayout.Environment(renaming.Old).Directory];
        var said = await new GitRepository(options.Root).AskAsync(
            cancellation,
            ["grep", "-l", "-I", "-F", .. folders.SelectMany(folder => new[] { "-e", $"{folder}/" })]
        );
        var files = (said ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => FleetLayout.Read(path) is OtherPath or SharedTemplate)
            .ToList();
        if (files.Count > 0)
            diagnostics.Add(Messages.NamedElsewhere(renaming.Old, files));
    }

    private static ChangeSet Changes(FileIndex index, Snapshot before, IReadOnlyDictionary<string, Content> files)
    {
        var gone = before
            .Files.Keys.Where(path => !files.ContainsKey(path))
            .Select(path => new FileChange("", path, ChangeKind.Delete, index.Sha256(path), null));
        var written = files
            .Where(file => index.Sha256(file.Key) != file.Value.Sha256)
            .Select(file => new FileChange(
                "",
                file.Key,
                before.Files.ContainsKey(file.Key) ? ChangeKind.Change : ChangeKind.Add,
                index.Sha256(file.Key),
                file.Value
            ));
        return new ChangeSet([.. gone.Concat(written).OrderBy(change => change.Path, StringComparer.Ordinal)], [], [], []);
    }

    private IReadOnlyList<(string From, string To)> Moved(FileIndex index, Snapshot before, IReadOnlyDictionary<string, Content> files) =>
        [
            .. before
                .Files.Keys.Select(path => (From: path, To: renaming.Path(path)))
                .Where(one => one.From != one.To && files.ContainsKey(one.To))
                .OrderBy(one => one.From, StringComparer.Ordinal),
        ];
}
