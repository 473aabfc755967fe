using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.States;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Promote.Store;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote.RealGit;

/// <summary>
/// Holds what git has after each step against the invariants, and against what really happened: what was observed where and since when, and
/// which bytes a release had.
/// </summary>
internal sealed class Judge(PromotedFleet fleet, Clusters clusters)
{
    private const string Evidence = "gitopsgen/evidence";

    private readonly GitRepository git = new(fleet.Hub.Bare);
    private readonly Dictionary<string, DateTimeOffset> branches = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Environment, string App), (string Release, DateTimeOffset Since)> seen = [];
    private readonly Dictionary<(string Environment, string App, string Release), string> bytes = [];
    private readonly Dictionary<string, BaseFleet> known = new(StringComparer.Ordinal);
    private string evidenceTip = "";
    private string refs = "";

    private DateTimeOffset Now => fleet.Clock.Now;

    /// <summary>Arrivals of releases in waves.</summary>
    public int Arrivals { get; private set; }

    public int Restored { get; private set; }

    public async Task<BaseFleet> BaseAsync()
    {
        var commit = fleet.Remote("rev-parse", "main");
        if (known.TryGetValue(commit, out var there))
            return there;
        var diagnostics = new DiagnosticBag();
        var read = await new BaseFleetReader(git, diagnostics).ReadAsync(commit, TestContext.Current.CancellationToken);
        Assert.True(read is not null, string.Join('\n', diagnostics.Sorted()));
        return known[commit] = read;
    }

    /// <summary>Somebody looked at all of it.</summary>
    public async Task ObservedAsync()
    {
        foreach (var unit in (await BaseAsync()).State.Units)
            if (seen.GetValueOrDefault((unit.Environment, unit.App)).Release != unit.Release)
                seen[(unit.Environment, unit.App)] = (unit.Release, Now);
    }

    /// <summary>What holds whatever was done.</summary>
    public async Task CheckAsync()
    {
        var now = fleet.Remote("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads");
        if (now == refs)
            return;
        refs = now;
        var heads = now.Split('\n').Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        foreach (var (_, commit) in heads.Where(head => head.Key.StartsWith("gitopsgen/promote/", StringComparison.Ordinal)))
            branches.TryAdd(commit, Now);
        foreach (var open in fleet.Hub.Pulls.Where(pull => (string?)pull["state"] == "open").GroupBy(pull => (string)pull["head"]!["ref"]!))
            Assert.True(open.Count() == 1 && heads.ContainsKey(open.Key), $"{open.Key} has {open.Count()} open pull requests");
        await CheckOpenAsync();
        CheckEvidence(heads.GetValueOrDefault(Evidence, ""));
        await CheckBytesAsync();
    }

    /// <summary>A branch was merged by a person, who has seen it green.</summary>
    public async Task MergedAsync(string branch, string commit, BaseFleet before)
    {
        var after = await BaseAsync();
        var isPromotion = branches.TryGetValue(commit, out var proposed);
        var planned = isPromotion ? proposed : Now;
        var broken = new PromotionInvariants(before.State, await EvidenceAsync(planned), planned).OfStep(after.State);
        Assert.True(broken.IsEmpty, $"{branch}: {string.Join('\n', broken)}");
        foreach (var (was, unit) in PinnedUnits.Of(after.State).ChangedSince(PinnedUnits.Of(before.State)))
            if (isPromotion && was.Release != unit.Release)
                Promoted(was, unit, before.State, planned);
            else if (was.Release != unit.Release && unit.Hold is not null)
                Restored++;
    }

    // By what was observed, not by what the planner makes of it.
    private void Promoted(PromotedUnit was, PromotedUnit unit, PromotionState before, DateTimeOffset planned)
    {
        Arrivals++;
        Assert.False(was.Hold?.IsInForce(planned) == true, $"{unit.Name} was promoted under a hold");
        Assert.DoesNotContain(
            before.Units,
            one => one.App == unit.App && one.Hold?.IsInForce(planned) == true && one.Hold.Release == unit.Release
        );
        var way = new AppWay(before, before.Apps[unit.App]);
        var place = way.Places.Single(one => one.Wave.Name == unit.Wave).Before!;
        foreach (var other in place.Units)
        {
            var (release, since) = seen[(other.Environment, other.App)];
            Assert.True(
                release == unit.Release && planned - since >= place.Wave.Leave.Soak,
                $"{unit.Name} got {unit.Release} at {planned:u}; {other.Environment} was seen with {release} since {since:u}"
            );
            var degraded = clusters.Degraded.GetValueOrDefault((other.Environment, other.App));
            Assert.True(planned - degraded >= place.Wave.Leave.Soak, $"{other.Name} was degraded at {degraded:u}");
        }
    }

    private async Task<EvidenceLog> EvidenceAsync(DateTimeOffset at)
    {
        var diagnostics = new DiagnosticBag();
        var store = new EvidenceStore(git, new GitRemote(git, fleet.Hub.Bare), diagnostics);
        var runs = await store.ReadAsync(Evidence, at - TimeSpan.FromDays(60), Now, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics.Sorted());
        return new EvidenceLog(runs, at);
    }

    private async Task CheckOpenAsync()
    {
        var fleetNow = await BaseAsync();
        var open = await new OpenChanges(git, new GitRemote(git, fleet.Hub.Bare)).ReadAsync(
            fleetNow.Commit,
            new BranchFolders(BranchFolders.DefaultPrefix),
            TestContext.Current.CancellationToken
        );
        Assert.Empty(PromotionInvariants.OfOpen(fleetNow.State with { Open = open }));
    }

    // Runs are added; what was there once stays in its history.
    private void CheckEvidence(string tip)
    {
        if (tip != evidenceTip && evidenceTip.Length > 0)
            Assert.Equal(evidenceTip, fleet.Remote("merge-base", evidenceTip, tip));
        evidenceTip = tip;
    }

    // Whatever comes to run a release, and however often, gets the bytes that it had the first time.
    private async Task CheckBytesAsync()
    {
        var state = (await BaseAsync()).State;
        string[] folders = [.. state.Units.Select(unit => unit.Environment).Distinct(StringComparer.Ordinal)];
        var listed = fleet
            .Remote(["ls-tree", "main", .. folders.SelectMany(name => new[] { $"environments/{name}/", $"argocd/apps/{name}/" })])
            .Split('\n')
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[1], line => line[0].Split(' ')[2], StringComparer.Ordinal);
        foreach (var unit in state.Units.Where(unit => !unit.FollowsHead))
        {
            var now = listed[$"environments/{unit.Environment}/{unit.App}"] + listed[$"argocd/apps/{unit.Environment}/{unit.App}.yaml"];
            var key = (unit.Environment, unit.App, unit.Release);
            Assert.True(bytes.GetValueOrDefault(key, now) == now, $"{unit.Name} has other bytes of {unit.Release} than before");
            bytes[key] = now;
        }
    }
}
