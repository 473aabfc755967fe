using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.States;
using GitOpsGen.Promote.Store;

namespace GitOpsGen.Observe;

/// <summary>
/// One observation: what the base branch says, what is there, and what of it is recorded. The work tree is asked for nothing but the
/// name of the branch.
/// </summary>
/// <param name="git">With what the remote wants.</param>
public sealed class ObserveRun(ObserveOptions options, GitRepository git, Servers servers, TimeProvider clock, DiagnosticBag diagnostics)
{
    // Longer than the longest soak twice over: so long somebody may want to look at it without git.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    private readonly GitRemote remote = new(git, options.Remote);

    /// <returns>Null after errors; the bag has them.</returns>
    /// <exception cref="RemoteException">The remote cannot be read, or does not take the evidence.</exception>
    public async Task<Observed?> RunAsync(CancellationToken cancellation)
    {
        // Before anything else, so that nothing that was seen seems to be of a later base.
        var at = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        if (await BaseAsync(cancellation) is not var (branch, fleet))
            return null;
        var evidence = fleet.State.Settings.EvidenceBranch.Text;
        var units = Wanted(fleet);
        if (diagnostics.HasErrors)
            return null;
        using var contents = new RevisionContents(git, remote, branch, fleet.Commit);
        var observer = new Observer(servers, contents, fleet.Fleet.Fleet.Settings, options.Limit, clock, diagnostics);
        var seen = options.Evidence is var (source, text)
            ? new EvidenceFile(source, units, diagnostics).Read(text)
            : await observer.LookAsync(units, cancellation);
        if (options.Evidence is not null && diagnostics.HasErrors)
            return null;
        var run = new ObservationRun(at, fleet.Commit, seen);
        return new Observed(run, await RecordAsync(run, evidence, fleet, units, cancellation), evidence, observer.HasUnreached);
    }

    private async Task<ObservationRun> RecordAsync(
        ObservationRun run,
        string branch,
        BaseFleet fleet,
        IReadOnlyList<ExpectedUnit> units,
        CancellationToken cancellation
    )
    {
        var queries = units.ToDictionary(unit => unit.Unit.Name, unit => unit.Queries, StringComparer.Ordinal);
        var rule = new RecordingRule(fleet.State.Settings, Reasons.Kind, seen => queries[$"{seen.Environment}/{seen.App}"]);
        var store = new EvidenceStore(git, remote, diagnostics);
        var longest = fleet.State.Waves.Select(wave => wave.Leave.Soak).DefaultIfEmpty(TimeSpan.Zero).Max();
        return options.IsDry
            ? await store.PreviewAsync(branch, run, rule, cancellation)
            : await store.AppendAsync(branch, run, rule, (2 * longest) + Margin, cancellation);
    }

    private async Task<(string Branch, BaseFleet Fleet)?> BaseAsync(CancellationToken cancellation)
    {
        if (await git.RootAsync(cancellation) is null)
        {
            diagnostics.Add(Messages.NoRepository(options.Root, "observe"));
            return null;
        }

        if (new Descriptions(new FileTree(options.Root), diagnostics).Settings() is not { } settings)
            return null;
        var tip = (await remote.BranchesAsync([settings.Branch], cancellation)).GetValueOrDefault(settings.Branch);
        if (tip is null)
        {
            diagnostics.Add(Messages.NoBaseToObserve(settings.Branch, options.Remote));
            return null;
        }

        if (await git.AskAsync(cancellation, "cat-file", "-e", tip) is null)
            await remote.FetchTipAsync(settings.Branch, isWhole: false, cancellation);
        return await new BaseFleetReader(git, diagnostics).ReadAsync(tip, cancellation) is { } fleet ? (settings.Branch, fleet) : null;
    }

    private ImmutableArray<ExpectedUnit> Wanted(BaseFleet fleet)
    {
        var selection = new Selection(options.Apps, options.Environments, []);
        new NameChecks(fleet.Fleet.Fleet, diagnostics).Check(selection);
        // What is in no wave is never promoted, so that nobody waits for it.
        return
        [
            .. new ExpectedUnits(fleet).All.Where(unit =>
                selection.Contains(unit.Unit.Environment, unit.Unit.App)
                && (unit.Unit.Wave is not null || !options.Environments.IsEmpty || options.Evidence is not null)
            ),
        ];
    }
}
