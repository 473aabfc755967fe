using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Environments;

/// <summary>
/// What descriptions say of an app in one environment and otherwise in another, and how the second is brought to the first, one by one.
/// </summary>
public sealed class SaidDifferences(Fleet fleet, Deployment old, Deployment @new)
{
    /// <summary>All but values and parameters, which follow from these.</summary>
    public IEnumerable<TrialStep> Steps() =>
        [.. Release(), .. Phase(), .. Version(), .. Class(), .. Features(), .. Monitoring(), .. Patches()];

    /// <summary>What only Argo CD reads: whether it syncs by itself, whether the app is leaving.</summary>
    public IEnumerable<Cause> Settings()
    {
        if (old.Automated != @new.Automated)
            yield return new Cause("sync", SyncOf(old), SyncOf(@new));
        if (old.Removal != @new.Removal)
            yield return new Cause("remove", RemovalOf(old), RemovalOf(@new));
    }

    /// <summary>Values and parameters.</summary>
    /// <param name="after">The second environment after all steps.</param>
    public static IEnumerable<TrialStep> Leaves(Trial first, Trial after) =>
        Leaves([], first.Inputs, after.Inputs)
            .Select(leaf => new TrialStep(
                new Cause(string.Join('.', leaf.Keys.Select(Written)), SaidOf(leaf.Old), SaidOf(leaf.New)),
                trial => trial.With(new LeafEdit([.. leaf.Keys], leaf.Old))
            ));

    private IEnumerable<TrialStep> Release()
    {
        if (old.Source.Directory != @new.Source.Directory)
            yield return new TrialStep(
                new Cause("release", ReleaseOf(old), ReleaseOf(@new)),
                trial => trial.With(it => it with { Source = old.Source })
            );
    }

    private IEnumerable<TrialStep> Phase()
    {
        if (old.Progress.Phase != @new.Progress.Phase || old.Progress.Previous != @new.Progress.Previous)
            yield return new TrialStep(
                new Cause("phase", PhaseOf(old), PhaseOf(@new)),
                trial => trial.With(it => it with { Progress = old.Progress })
            );
    }

    private IEnumerable<TrialStep> Version()
    {
        if (old.Environment.KubernetesVersion != @new.Environment.KubernetesVersion)
            yield return InEnvironment(
                Fact("kubernetesVersion", settings => settings.KubernetesVersion),
                it => it with { KubernetesVersion = old.Environment.KubernetesVersion }
            );
    }

    private IEnumerable<TrialStep> Class()
    {
        if (old.Environment.Class != @new.Environment.Class)
            yield return InEnvironment(Fact("class", settings => settings.Class), it => it with { Class = old.Environment.Class });
    }

    private IEnumerable<TrialStep> Features()
    {
        foreach (var feature in old.Environment.Features.Except(@new.Environment.Features))
            yield return InEnvironment(
                new Cause("features", FeatureOf(old, feature), null),
                it => it with { Features = it.Features.Add(feature) }
            );
        foreach (var feature in @new.Environment.Features.Except(old.Environment.Features))
            yield return InEnvironment(
                new Cause("features", null, FeatureOf(@new, feature)),
                it => it with { Features = it.Features.Remove(feature) }
            );
    }

    private IEnumerable<TrialStep> Monitoring()
    {
        var (left, right) = (old.Monitoring, @new.Monitoring);
        if (left is null ? right is not null : right is null || !Kubernetes.NodeEquality.Same(left.Settings, right.Settings))
            yield return new TrialStep(
                new Cause("monitoring", MonitoringOf(left), MonitoringOf(right)),
                trial => trial.With(it => it with { Monitoring = left })
            );
    }

    private IEnumerable<TrialStep> Patches()
    {
        foreach (var patch in @new.Patches.Except(old.Patches))
            yield return new TrialStep(
                new Cause("patches", null, new Said(patch.Path, patch.Patch.File.At)),
                trial => trial.With(it => it with { Patches = it.Patches.Remove(patch) })
            );
        foreach (var patch in old.Patches.Except(@new.Patches))
            yield return new TrialStep(
                new Cause("patches", new Said(patch.Path, patch.Patch.File.At), null),
                trial => trial.With(it => it with { Patches = [.. old.Patches.Where(one => one == patch || it.Patches.Contains(one))] })
            );
    }

    private Cause Fact(string what, Func<EnvironmentSettings, YamlScalar?> of) =>
        new(what, SaidOf(Nearest(old.Environment, of)), SaidOf(Nearest(@new.Environment, of)));

    private static YamlScalar? Nearest(ResolvedEnvironment environment, Func<EnvironmentSettings, YamlScalar?> of) =>
        environment.Lineage.Select(of).LastOrDefault(value => value is not null);

    private static TrialStep InEnvironment(Cause cause, Func<ResolvedEnvironment, ResolvedEnvironment> change) =>
        new(cause, trial => trial.With(it => it with { Environment = change(it.Environment) }));

    private Said ReleaseOf(Deployment deployment) =>
        new(
            deployment.Source.Release ?? "head",
            fleet.Pins.GetValueOrDefault((deployment.Environment.Name, deployment.App.Name))?.Release.At ?? deployment.At
        );

    private static Said PhaseOf(Deployment deployment) => new(deployment.Progress.Phase.Word(), deployment.Progress.At ?? deployment.At);

    private static Said FeatureOf(Deployment deployment, string feature) =>
        new(feature, deployment.Environment.Lineage.SelectMany(member => member.Features).LastOrDefault(one => one.Text == feature)?.At);

    private static Said? MonitoringOf(Monitoring? monitoring) =>
        monitoring is null ? null : new Said(Short(Explainer.OneLine(monitoring.Settings)), monitoring.At);

    private static Said SyncOf(Deployment deployment) =>
        new(deployment.Automated ? "automated" : "manual", SettingsAt(deployment, settings => settings.Sync is not null));

    private static Said RemovalOf(Deployment deployment) =>
        new(DiffWords.Of(deployment.Removal), SettingsAt(deployment, settings => settings.Removal != Removal.None));

    private static Diagnostics.Position SettingsAt(Deployment deployment, Func<AppSettings, bool> says) =>
        deployment
            .Environment.Lineage.Select(member => member.Apps.GetValueOrDefault(deployment.App.Name))
            .OfType<AppSettings>()
            .LastOrDefault(says)
            ?.At
        ?? deployment.At;

    private static Said? SaidOf(YamlNode? node) => node is null ? null : new Said(Short(Explainer.OneLine(node)), node.At);

    private const int Longest = 100;

    private static string Short(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";

    private static string Written(string key) =>
        key.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(".", @"\.", StringComparison.Ordinal);

    private static IEnumerable<(IReadOnlyList<string> Keys, YamlNode? Old, YamlNode? New)> Leaves(
        IReadOnlyList<string> above,
        YamlMap left,
        YamlMap right
    )
    {
        foreach (var key in left.Entries.Concat(right.Entries).Select(entry => entry.Key.Text).Distinct(StringComparer.Ordinal))
        {
            IReadOnlyList<string> keys = [.. above, key];
            if (left[key] is YamlMap { Entries.Count: > 0 } one && right[key] is YamlMap { Entries.Count: > 0 } other)
                foreach (var leaf in Leaves(keys, one, other))
                    yield return leaf;
            else if (!Kubernetes.NodeEquality.Same(left[key], right[key]))
                yield return (keys, left[key], right[key]);
        }
    }
}
