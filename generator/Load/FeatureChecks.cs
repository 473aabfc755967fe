using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Holds the features that environments have against those that apps ask for, both ways: a slip on either side switches something off
/// without a word.
/// </summary>
public sealed class FeatureChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    public void Check()
    {
        // What has a mistake of its own may be what has the feature, or asks for it.
        if (!fleet.UnreadableNames.Environments.IsEmpty || Environments.Any(environment => environment.Unreadable.Contains("features")))
            return;
        var had = Environments.SelectMany(environment => environment.Features).ToList();
        var slips = CanTellWhatIsAsked ? Slips(had, Asked()) : [];
        var known = Names(had).Except(slips).ToList();
        // A feature that nobody has switched on is a choice; one that looks like another is a slip, told once.
        foreach (var feature in OfHeads().Where(feature => !had.Exists(one => one.Text == feature.Text)))
            if (Meant(feature.Text, known) is { } nearest)
                diagnostics.Add(Messages.UnknownFeature(feature.At, feature.Text, nearest));
    }

    private IEnumerable<EnvironmentSettings> Environments => fleet.Environments.Values;

    // A feature may be one that only a pinned release asks for.
    private IEnumerable<AppSource> Sources => fleet.Apps.Values.Concat(fleet.Releases.Values);

    private bool CanTellWhatIsAsked =>
        fleet.UnreadableNames == UnreadableNames.Nothing
        && Sources.All(source => source.App.Unreadable.IsEmpty)
        && Environments.All(environment => !environment.Unreadable.Contains("apps"))
        && Environments.SelectMany(environment => environment.Apps.Values).All(app => app.Unreadable.IsEmpty);

    /// <returns>The features that an environment has under a name which is nearly one that is asked for.</returns>
    private HashSet<string> Slips(IEnumerable<YamlScalar> had, HashSet<string> asked)
    {
        var slips = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in had.Where(feature => asked.Count > 0 && !asked.Contains(feature.Text)))
        {
            var nearest = Meant(feature.Text, asked);
            diagnostics.Add(Messages.FeatureOfNoApp(feature.At, feature.Text, nearest, asked));
            if (nearest is not null)
                slips.Add(feature.Text);
        }

        return slips;
    }

    // Of three letters one other makes another word: aks and eks.
    private static string? Meant(string feature, IEnumerable<string> known) => feature.Length > 3 ? Nearest.To(feature, known) : null;

    private HashSet<string> Asked()
    {
        var asked = Names(OfHeads().Concat(fleet.Releases.Values.SelectMany(source => Features(source.App))));
        // Where no app asks for any, none is missed.
        if (asked.Count > 0 && Sources.Any(source => source.App.Migration is not null))
            asked.UnionWith(Migration.DocumentFeatures);
        if (asked.Count > 0 && Sources.Any(source => source.App.Monitoring is not null))
            asked.UnionWith(MonitoringShape.MeshFeatures);
        return asked;
    }

    // What people can mend: a release stays as it is.
    private IEnumerable<YamlScalar> OfHeads() =>
        fleet
            .Apps.Values.SelectMany(source => Features(source.App))
            .Concat(
                Environments
                    .SelectMany(environment => environment.Apps.Values)
                    .SelectMany(app => app.Patches)
                    .SelectMany(patch => patch.When.Features)
            );

    private static IEnumerable<YamlScalar> Features(App app) =>
        Conditions(app).SelectMany(when => when.Features).Concat(app.Kubernetes.SelectMany(need => need.Unless));

    private static IEnumerable<Condition> Conditions(App app) =>
        app
            .Values.Select(file => file.When)
            .Concat(app.Components.Select(component => component.When))
            .Concat(app.Patches.Select(patch => patch.When))
            .Concat(app.Templates.Select(template => template.When))
            .Concat(app.Chart?.Produces.Conditions ?? [])
            .Concat(app.Conflicts.Select(conflict => conflict.Features))
            .Concat(app.Dashboards.Select(dashboard => dashboard.When))
            .Concat(app.Outputs.Select(output => output.When))
            .Concat(app.TrustBundles.Select(bundle => bundle.When))
            .Concat(app.TrustBundles.Select(bundle => bundle.Expiry).OfType<ExpiryRule>().Select(rule => rule.When))
            .Concat(app.Kubernetes.Select(need => need.When))
            .Concat(app.Migration?.Conditions ?? []);

    private static HashSet<string> Names(IEnumerable<YamlScalar> features) =>
        features.Select(feature => feature.Text).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
}
