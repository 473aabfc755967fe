using System.Collections.Immutable;
using GitOpsGen.Compare.Environments;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>Finds out why two environments of the work tree differ.</summary>
/// <param name="app">Only this one; null: all.</param>
public sealed class EnvironmentComparison(DiffOptions options, string old, string @new, string? app, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<EnvironmentReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return new EnvironmentReport(await DiffAsync(cancellation), diagnostics.Sorted());
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return new EnvironmentReport(null, diagnostics.Sorted());
        }
    }

    private async Task<EnvironmentDiff?> DiffAsync(CancellationToken cancellation)
    {
        var state = StateFolder.Of(options.Root);
        if (UnfinishedWrite.Of(state, isJudged: false) is { } unfinished)
            diagnostics.Add(unfinished);
        var (plan, problems) = Plan(state);
        Check(plan, problems);
        foreach (var error in problems.Sorted().Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error);
        if (diagnostics.HasErrors)
            return null;
        var units = plan.Units.Where(IsMeant).ToList();
        var render = new TrialRender(options, plan, state, progress, cancellation);
        foreach (var error in await render.PrepareAsync(units))
            diagnostics.Add(error);
        return diagnostics.HasErrors ? null : await CompareAsync(plan, units, render);
    }

    private (RenderPlan Plan, DiagnosticBag Problems) Plan(StateFolder state)
    {
        var problems = new DiagnosticBag();
        return (new Workspace(options.Root, state).Plan(problems), problems);
    }

    private void Check(RenderPlan plan, DiagnosticBag problems)
    {
        var names = new NameChecks(plan.Fleet.Fleet, problems);
        names.Environment("--environments", old);
        names.Environment("--environments", @new);
        if (app is not null)
            names.App("--app", app);
        if (!problems.HasErrors && app is not null && !plan.Units.Any(IsMeant))
            problems.Add(Messages.AppNotInEnvironment(null, app, $"{old} or {@new}").OfArgument($"--app {app}"));
    }

    private bool IsMeant(Unit unit) =>
        (unit.Environment.Name == old || unit.Environment.Name == @new) && (app is null || unit.App.Name == app);

    private async Task<EnvironmentDiff> CompareAsync(RenderPlan plan, List<Unit> units, TrialRender render)
    {
        var apps = units.GroupBy(unit => unit.App.Name, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        var found = ImmutableArray.CreateBuilder<AppDiff>();
        progress.Begin("comparing", apps.Count);
        foreach (var one in apps)
        {
            var (left, right) = (Of(one, old), Of(one, @new));
            if (left.Count == 0 || right.Count == 0)
                found.Add(Alone([.. left, .. right]));
            else
                found.AddRange(await CompareAsync(new PairComparison(plan.Fleet.Fleet, render.OfAsync), left, right));
            progress.Step(one.Key);
        }

        return new EnvironmentDiff(old, @new, [.. found.Where(one => !one.Differences.IsEmpty || !one.Causes.IsEmpty)], apps.Count);
    }

    private static async Task<IEnumerable<AppDiff>> CompareAsync(PairComparison comparison, List<Unit> left, List<Unit> right)
    {
        foreach (var pair in Pairs(left, right))
            await comparison.CompareAsync(pair.Old, pair.New, pair.Where);
        return comparison.Told;
    }

    private static List<Unit> Of(IEnumerable<Unit> units, string environment) =>
        [.. units.Where(unit => unit.Environment.Name == environment)];

    // Clusters are compared in the order in which they are listed; where one environment has more of them, its rest with the other's last.
    private static IEnumerable<(Unit Old, Unit New, string Where)> Pairs(List<Unit> left, List<Unit> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (one, other) = (left[Math.Min(i, left.Count - 1)], right[Math.Min(i, right.Count - 1)]);
            var where = one.IsPerCluster || other.IsPerCluster ? $"{Name(one)} and {Name(other)}" : "";
            yield return (one, other, where);
        }
    }

    private static string Name(Unit unit) => unit.IsPerCluster ? unit.Clusters[0].Name : unit.Environment.Name;

    // The line that names the app in one environment is what says so.
    private AppDiff Alone(List<Unit> units)
    {
        var deployment = units[0].Deployment;
        var said = new Said(deployment.App.Name, deployment.At);
        var isOld = deployment.Environment.Name == old;
        var cause = new Cause("apps", isOld ? said : null, isOld ? null : said);
        var difference = new EnvironmentDifference(
            isOld ? ChangeKind.Removed : ChangeKind.Added,
            new ObjectId("argoproj.io", "Application", "", deployment.App.Name),
            null,
            [cause]
        );
        return new AppDiff(deployment.App.Name, "", [cause], [difference]);
    }
}

/// <summary>What a comparison of environments found; nothing when an error kept it from looking.</summary>
public sealed record EnvironmentReport(EnvironmentDiff? Diff, IReadOnlyList<Diagnostic> Diagnostics);
