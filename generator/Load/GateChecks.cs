using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What waves, freezes, queries and holds say of promotion: gates that let nothing through, or too much.</summary>
public sealed class GateChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    private static readonly BranchFolders Own = new(BranchFolders.DefaultPrefix);

    private FleetSettings Settings => fleet.Settings;

    public void Check()
    {
        foreach (var time in Settings.Promotion.NoTimes.Concat(fleet.Pins.Values.Select(pin => pin.Hold?.NoTime).OfType<YamlScalar>()))
            diagnostics.Add(Messages.NoSuchTime(time.At, time.Text));
        foreach (var freeze in Settings.Promotion.Freezes)
            Freeze(freeze);
        EvidenceBranch();
        new PromotionOutputChecks(Settings, diagnostics).Check();
        foreach (var wave in Settings.Waves)
            Wave(wave);
        foreach (var app in fleet.Apps.Values.Select(source => source.App))
        {
            Queries(app.Triggers);
            foreach (var wave in Settings.Waves)
                Unique(wave.Leave.Queries, app.Triggers);
        }
    }

    private void Freeze(Freeze freeze)
    {
        if (freeze.To <= freeze.From)
            diagnostics.Add(Messages.FreezeEndsFirst(freeze.At, freeze.Name));
        if (!Settings.Unreadable.Contains("waves"))
            foreach (var wave in freeze.Waves.Where(name => Settings.Waves.All(known => known.Name != name.Text)))
                diagnostics.Add(Messages.UnknownWave(wave.At, wave.Text, Settings.Waves.Select(known => known.Name)));
    }

    private void EvidenceBranch()
    {
        var branch = Settings.Promotion.EvidenceBranch;
        if (!BranchName.IsValid(branch.Text))
            diagnostics.Add(Messages.BadEvidenceBranch(branch.At, branch.Text, "git takes no branch of that name"));
        else if (BranchName.IsInTheWay(branch.Text, Settings.Branch))
            diagnostics.Add(Messages.BadEvidenceBranch(branch.At, branch.Text, $"the branch that Argo CD follows is '{Settings.Branch}'"));
        else if (Own.All.Prepend(Own.Prefix).Any(own => IsOwn(branch.Text, own)))
            diagnostics.Add(Messages.BadEvidenceBranch(branch.At, branch.Text, "the branches of pull requests lie there"));
    }

    private static bool IsOwn(string branch, string own) =>
        branch == own || (own != Own.Prefix && branch.StartsWith($"{own}/", StringComparison.Ordinal));

    private void Wave(Wave wave)
    {
        if (wave.FollowsHead && (wave.Enter.Approvals > 0 || !wave.Enter.Checks.IsEmpty || !wave.Enter.Windows.IsEmpty))
            diagnostics.Add(
                Messages.IdleGate(wave.At, $"wave \"{wave.Name}\" follows head, so nothing is ever promoted to it", isShut: false)
            );
        foreach (var window in wave.Enter.Windows.Where(window => window.IsNever))
            diagnostics.Add(Messages.IdleGate(window.At, "this window lists no day, so it never opens", isShut: true));
        Queries(wave.Leave.Queries);
        if (wave.Leave.Queries is [{ } first, ..] && Settings.Promotion.Prometheus is null && Unasked(wave) is { } environment)
            diagnostics.Add(Messages.QueryUnasked(first.At, first.Name, environment));
    }

    private void Queries(IReadOnlyList<MetricQuery> queries)
    {
        foreach (var query in queries)
            if (query is { Minimum: null, Maximum: null } || query.Minimum > query.Maximum)
                diagnostics.Add(Messages.QueryBounds(query.At, query.Name, query.Minimum is null));
        Unique(queries);
    }

    private void Unique(IReadOnlyList<MetricQuery> queries)
    {
        foreach (var same in queries.GroupBy(query => query.Name, StringComparer.Ordinal))
        foreach (var query in same.Skip(1))
            diagnostics.Add(Messages.DuplicateQuery(query.At, query.Name, same.First().At));
    }

    // Evidence has one reading of a name.
    private void Unique(IReadOnlyList<MetricQuery> gates, IReadOnlyList<MetricQuery> triggers)
    {
        foreach (var trigger in triggers)
            if (gates.FirstOrDefault(gate => gate.Name == trigger.Name) is { } gate)
                diagnostics.Add(Messages.DuplicateQuery(trigger.At, trigger.Name, gate.At));
    }

    private string? Unasked(Wave wave) =>
        fleet.Environments.Values.FirstOrDefault(environment => environment.Wave?.Text == wave.Name && !Asks(environment, []))?.Name;

    // Its own, or one that it extends. Circles are told elsewhere, and what cannot be read too.
    private bool Asks(EnvironmentSettings environment, HashSet<string> seen) =>
        !seen.Add(environment.Name)
        || environment.Prometheus is not null
        || environment.Unreadable.Contains("prometheus")
        || environment.Extends.Any(parent => !fleet.Environments.TryGetValue(parent.Text, out var extended) || Asks(extended, seen));
}
