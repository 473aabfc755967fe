using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Pulls a chart that is to become an app, and sees what it makes with its own values.</summary>
/// <param name="tell">A line for the person who watches.</param>
public sealed class ChartReading(Workspace workspace, bool isOffline, ToolTrust trust, Action<string> tell)
{
    /// <returns>What most charts make, with a warning, where it cannot be read.</returns>
    public async Task<ChartFacts> OfAsync(
        ChartReference chart,
        ChartApp app,
        FleetSettings settings,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var trial = new DiagnosticBag();
        if (await ReadAsync(chart, app, settings, trial, cancellation) is { } facts)
            return facts;
        var reason = trial.Sorted().FirstOrDefault(one => one.Severity == Severity.Error)?.Message ?? "helm is not at hand";
        diagnostics.Add(Messages.ChartUnread($"{chart}", reason));
        return ChartFacts.Guess(app.Namespace);
    }

    private async Task<ChartFacts?> ReadAsync(
        ChartReference chart,
        ChartApp app,
        FleetSettings settings,
        DiagnosticBag trial,
        CancellationToken cancellation
    )
    {
        if (await workspace.Engines(isOffline, trust, tell).HelmAsync(settings.Helm, trial, cancellation) is not { } helm)
            return null;
        var source = Source(app.With(ChartFacts.Guess(app.Namespace)), trial);
        var store = new ChartStore(workspace.Index, new ChartPuller(helm), isOffline, tell, trial);
        if (source is null || await store.GetAsync(source, cancellation) is not { } at)
            return null;
        var release = new ChartRelease(
            source.App.At,
            app.Name,
            ChartStore.Describe(source.App.Chart!),
            app.Name,
            app.Namespace,
            NewEnvironment.DefaultKubernetesVersion,
            "",
            YamlMap.Empty(source.App.At)
        );
        return await new ChartInflater(helm, workspace.Inflated, trial).OnceAsync(release, at, cancellation) is { } made
            ? Facts(at.Digest, app.Namespace, made.Write($"{chart}"))
            : null;
    }

    // The app as it will be read, for the store knows charts of apps alone.
    private static AppSource? Source(CatalogueApp app, DiagnosticBag trial)
    {
        var files = new LooseFiles(app.Files);
        return new SourceLoader(files, new Descriptions(files, trial), trial).Head(app.Name);
    }

    private static ChartFacts Facts(string digest, string space, string manifests)
    {
        var found = YamlReader.ReadAll("", manifests, new DiagnosticBag(), YamlLimits.Generated) ?? [];
        var scopes = new KindScopes([], DefinedScopes.Scan(System.Text.Encoding.UTF8.GetBytes(manifests)));
        var ids = found.OfType<YamlMap>().Select(map => ManifestHeader.Of(map).Id).Where(id => id.Kind.Length > 0).ToList();
        var wide = ids.Where(id => scopes.IsClusterScoped(id) == true).ToList();
        var own = ids.Except(wide).ToList();
        return new ChartFacts(
            digest,
            Sorted(own.Select(id => id.Namespace.Length > 0 ? id.Namespace : space).Append(space)),
            Sorted(wide.Select(id => id.GroupKind)),
            Sorted(own.Select(id => id.GroupKind))
        );
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
