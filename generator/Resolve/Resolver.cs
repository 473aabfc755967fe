using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Stage 2: follows every reference of the fleet. Pure.</summary>
public sealed class Resolver(Fleet fleet, DiagnosticBag diagnostics)
{
    /// <summary>What every environment is taken to run; null: what each says.</summary>
    public string? KubernetesVersion { get; init; }

    public ResolvedFleet Resolve()
    {
        var environments = fleet.Environments.Values.Where(IsConcrete).Select(Environment).ToImmutableArray();
        var deployments = environments
            .SelectMany(environment =>
                environment.Settings.Apps.Keys.Where(fleet.Apps.ContainsKey).Select(app => Deployment(environment, app))
            )
            .OfType<Deployment>()
            .ToImmutableArray();
        foreach (var deployment in deployments)
        {
            CheckRequirements(deployment);
            if (fleet.Apps.GetValueOrDefault(deployment.App.Name)?.App.Scaling is { } scaling)
                foreach (var avoided in AvoidedBounds.Of(deployment, scaling).Distinct())
                    diagnostics.Add(avoided);
        }

        // What somebody only asks about is a rule's to tell, beside all else that comes of it.
        if (KubernetesVersion is null)
            new KubernetesNeeds(diagnostics).Check(deployments);
        return new ResolvedFleet(fleet, environments, new Migrations(fleet, diagnostics).Follow(deployments));
    }

    private static bool IsConcrete(EnvironmentSettings environment) =>
        !environment.IsAbstract && !environment.Unreadable.Contains("abstract");

    private ResolvedEnvironment Environment(EnvironmentSettings settings)
    {
        var lineage = Lineage(settings);
        return new ResolvedEnvironment(settings, lineage)
        {
            Class = Nearest(settings, lineage, "class", member => member.Class),
            KubernetesVersion = KubernetesVersion ?? Nearest(settings, lineage, "kubernetesVersion", member => member.KubernetesVersion),
            FollowsHead = settings.FollowsHead || WaveOf(settings)?.FollowsHead == true,
            Features = lineage
                .SelectMany(member => member.Features)
                .Select(feature => feature.Text)
                .ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }

    private Wave? WaveOf(EnvironmentSettings settings) => fleet.Settings.Waves.FirstOrDefault(wave => wave.Name == settings.Wave?.Text);

    private ImmutableArray<EnvironmentSettings> Lineage(EnvironmentSettings settings)
    {
        var lineage = new List<EnvironmentSettings>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Add(settings);
        return [.. lineage];

        // A circle was reported when the files were read; here it only must not trap us.
        void Add(EnvironmentSettings member)
        {
            if (!seen.Add(member.Name))
                return;
            foreach (var parent in member.Extends)
                if (fleet.Environments.TryGetValue(parent.Text, out var extended))
                    Add(extended);
            lineage.Add(member);
        }
    }

    // An ancestor with a mistake may be the one that says what seems to be missing.
    private bool IsWhole(IEnumerable<EnvironmentSettings> lineage) =>
        lineage.All(member =>
            !member.Unreadable.Contains("extends") && member.Extends.All(parent => fleet.Environments.ContainsKey(parent.Text))
        );

    private string Nearest(
        EnvironmentSettings settings,
        ImmutableArray<EnvironmentSettings> lineage,
        string key,
        Func<EnvironmentSettings, YamlScalar?> value
    )
    {
        if (lineage.Reverse().Select(value).OfType<YamlScalar>().FirstOrDefault() is { } found)
            return found.Text;
        if (settings.ClusterCount > 0 && IsWhole(lineage) && !lineage.Any(member => member.Unreadable.Contains(key)))
            diagnostics.Add(Messages.MissingInEnvironment(settings.At, settings.Name, key));
        return "";
    }

    private Deployment? Deployment(ResolvedEnvironment environment, string app)
    {
        var at = environment.Settings.Apps[app].At;
        if (Source(environment, app, at) is not { } source)
            return null;
        var settings = environment
            .Lineage.Where(member => member.Apps.ContainsKey(app))
            .Select(member => (Environment: member.Name, Settings: member.Apps[app]))
            .ToList();
        // The feature of this environment that makes it so, where it is its own.
        foreach (
            var conflict in source.App.Conflicts.Where(conflict =>
                !conflict.Features.Features.IsEmpty && environment.Holds(conflict.Features)
            )
        )
        {
            var names = conflict.Features.Features.Select(feature => feature.Text).ToList();
            var own = environment.Settings.Features.LastOrDefault(feature => names.Contains(feature.Text, StringComparer.Ordinal));
            diagnostics.Add(Messages.ConflictingFeatures(own?.At ?? at, app, names, conflict.Why));
        }

        if (source.App.Chart is null && !source.App.Unreadable.Contains("chart"))
            ValuesDoNothing(environment, app);
        return new Deployment(environment, source, at)
        {
            Automated = settings.Select(entry => entry.Settings.Sync).LastOrDefault(sync => sync is not null) != "manual",
            Removal = settings.Select(entry => entry.Settings.Removal).LastOrDefault(removal => removal != Removal.None),
            Monitoring = new MonitoringResolver(fleet.Settings, diagnostics).Of(environment, source.App),
            Patches =
            [
                .. settings
                    .SelectMany(entry =>
                        entry.Settings.Patches.Select(patch => new EnvironmentPatch(
                            $"{FleetLayout.Environment(entry.Environment).Directory}/{patch.File.Text}",
                            patch
                        ))
                    )
                    .Where(patch => patch.Patch.When.AppliesIn(environment.Features, environment.KubernetesVersion)),
            ],
            Clusters = new ParameterResolver(fleet, environment, source, IsWhole(environment.Lineage), diagnostics).Clusters(),
        };
    }

    private void ValuesDoNothing(ResolvedEnvironment environment, string app)
    {
        foreach (
            var values in environment
                .Lineage.Select(member => member.Apps)
                .Concat(environment.Settings.Clusters.Select(cluster => cluster.Apps))
                .Append(fleet.Settings.Apps)
                .Select(apps => apps.GetValueOrDefault(app)?.Values)
                .OfType<YamlMap>()
        )
            diagnostics.Add(Messages.ValuesWithoutChart(values.At, app));
    }

    private AppSource? Source(ResolvedEnvironment environment, string app, Position at)
    {
        var head = fleet.Apps[app];
        if (!fleet.Pins.TryGetValue((environment.Name, app), out var pin))
        {
            if (environment.FollowsHead)
                return head;
            if (IsHeadKnown(environment.Settings) && !MayBePinned(environment.Name, app))
                diagnostics.Add(
                    Messages.PinMissing(
                        at,
                        environment.Name,
                        app,
                        fleet.Releases.Keys.Where(key => key.App == app).Select(key => key.Release).LastOrDefault()
                            ?? "<what `gitopsgen release cut` names>"
                    )
                );
            return null;
        }

        foreach (var release in new[] { pin.Release, pin.Previous }.OfType<YamlScalar>().Where(release => release.Text == "head"))
            if (!environment.FollowsHead && IsHeadKnown(environment.Settings))
                diagnostics.Add(Messages.PinFollowsHead(release.At, environment.Name));
        return pin.Release.Text == "head" ? head : fleet.Releases.GetValueOrDefault((app, pin.Release.Text));
    }

    // What cannot be read, or names no wave, is reported; it may say 'follows: head'.
    private bool IsHeadKnown(EnvironmentSettings settings) =>
        !settings.Unreadable.Contains("follows")
        && !settings.Unreadable.Contains("wave")
        && (settings.Wave is null || WaveOf(settings) is { } wave && !wave.Unreadable.Contains("follows"));

    private bool MayBePinned(string environment, string app) =>
        fleet.UnreadableNames.Pins.Contains((environment, app))
        || fleet.Pins.Keys.Any(key =>
            key.Environment == environment && !fleet.HasApp(key.App) && Diagnostics.Nearest.To(key.App, fleet.AppNames) == app
        );

    private void CheckRequirements(Deployment deployment)
    {
        var runs = deployment.Environment.Settings.Apps;
        var others = fleet.Settings.Prerequisites.Select(prerequisite => prerequisite.Name);
        foreach (var required in deployment.App.Requires.Select(required => required.Text).Except(others, StringComparer.Ordinal))
            if (fleet.HasApp(required) && !runs.ContainsKey(required) && !fleet.MayMean(runs, required))
                diagnostics.Add(Messages.RequirementNotDeployed(deployment.At, deployment.App.Name, required, deployment.Environment.Name));
    }
}
