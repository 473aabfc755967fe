using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps an app.yaml, checked by its shape, to its record. Every path in it must stay in <paramref name="directory"/>.</summary>
public sealed class AppReader(string directory, IFleetFiles files, DiagnosticBag diagnostics)
{
    // Of an Application; what else there is stands at an object (Argo CD 3.4, user-guide/sync-options).
    private static readonly string[] SyncOptions =
    [
        "ApplyOutOfSyncOnly",
        "ClientSideApplyMigration",
        "CreateNamespace",
        "Delete",
        "FailOnSharedResource",
        "Prune",
        "PrunePropagationPolicy",
        "RespectIgnoreDifferences",
        "ServerSideApply",
        "SkipDryRunOnMissingResource",
        "Validate",
    ];

    /// <param name="name">The app's folder; what metadata.name says instead is reported elsewhere.</param>
    public App Read(string name, YamlMap document)
    {
        var spec = document.Map("spec")!;
        var kustomize = spec.Map("kustomize");
        var argocd = spec.Map("argocd");
        var app = new App(document.Map("metadata")?.Scalar("name")?.At ?? document.At, name)
        {
            ArgoName = argocd?.Text("name") ?? name,
            FormerNames = [.. spec.Texts("formerNames")],
            Version = spec.Text("version") ?? "0",
            Namespace = spec.Text("namespace") ?? "default",
            Delivery = spec.Text("delivery") switch
            {
                "helm" => Delivery.Helm,
                "kustomize" => Delivery.Kustomize,
                _ => Delivery.Rendered,
            },
            SyncWave = spec.Integer("syncWave"),
            Requires = [.. spec.Texts("requires")],
            Ownership = spec.Text("ownership") ?? "argocd",
            Chart = spec.Map("chart") is { } chart ? ReadChart(chart, document.Map("metadata")?.Text("name") ?? name) : null,
            Values = [.. spec.List("values").Select(Values).OfType<ValuesFile>()],
            Base = Inside(kustomize?.Scalar("base")),
            Components = [.. (kustomize?.List("components") ?? []).Select(Component).OfType<Component>()],
            Patches =
            [
                .. (kustomize?.List("patches") ?? [])
                    .OfType<YamlMap>()
                    .Select(AppSettingsReader.Patch)
                    .OfType<Patch>()
                    .Where(patch => Inside(patch.File) is not null),
            ],
            Templates = [.. (kustomize?.List("templates") ?? []).OfType<YamlMap>().Select(Template).OfType<Template>()],
            Labels = Labels(kustomize),
            SyncOptions = [.. (argocd?.Texts("syncOptions") ?? []).Where(IsAllowed).Select(option => option.Text)],
            IgnoreDifferences = [.. argocd?.List("ignoreDifferences") ?? []],
            Parameters = ParameterShapes.Of(spec["parameters"]),
            ParameterDefaults = ParameterShapes.Defaults(spec.Map("parameters"), document.At),
            Migration = spec.Map("migration") is { } migration ? new MigrationReader(Inside).Read(migration) : null,
            Triggers = PromotionReader.Triggers(spec.Map("promotion")),
            Monitoring = spec.Map("monitoring"),
            Scaling = spec.Map("scaling") is { } scaling
                ? new ScalingReader(ParameterShapes.Of(spec["parameters"]), diagnostics).Read(scaling)
                : null,
            Conflicts =
            [
                .. spec.List("conflicts")
                    .OfType<YamlMap>()
                    .Select(conflict => new Conflict(new Condition([.. conflict.Texts("features")]), conflict.Text("why") ?? "")),
            ],
            Dashboards = [.. spec.List("dashboards").Select(Dashboard).OfType<Dashboard>()],
            Outputs = [.. spec.List("outputs").OfType<YamlMap>().Select(Output).OfType<Output>()],
            TrustBundles = [.. spec.List("trustBundles").OfType<YamlMap>().Select(TrustBundle).OfType<TrustBundle>()],
            Kubernetes = [.. spec.List("kubernetes").OfType<YamlMap>().Select(Need).OfType<KubernetesNeed>()],
            Unreadable = spec.Unreadable,
        };
        Check(app, spec);
        return app;
    }

    private void Check(App app, YamlMap spec)
    {
        if (spec.Map("parameters") is { } parameters)
            new ParameterChecks(diagnostics).Check(parameters, "spec.parameters");
        var hasChart = spec.Says("chart");
        if (app.Delivery == Delivery.Helm)
        {
            if (!hasChart)
                diagnostics.Add(Messages.DeliveryNeedsChart(spec.Scalar("delivery")!.At, app.Name));
            else if (spec.Map("chart") is { } chart && ProducesNothing(chart))
                diagnostics.Add(Messages.ProducesMissing(chart.At, app.Name));
        }
        else if (!hasChart && !spec.Says("dashboards") && !spec.Says("trustBundles") && !HasKustomizePart(spec))
        {
            diagnostics.Add(Messages.NothingToDeploy(spec.At, app.Name));
        }

        if (hasChart && spec.Map("migration") is { } migration)
            diagnostics.Add(Messages.MigrationOfChart(migration.At, app.Name));
        if (
            app.Migration?.Bridge?.ParameterName is { Text.Length: > 0 } parameter
            && app.Parameters is MapShape shape
            && shape.Fields.FirstOrDefault(field => field.Name == parameter.Text)?.Shape is not (FlagShape or AnyShape)
        )
            diagnostics.Add(
                Messages.BridgeParameter(
                    parameter.At,
                    parameter.Text,
                    shape.Fields.Where(field => field.Shape is FlagShape).Select(field => field.Name)
                )
            );
        CapParameters(app);
        if (!hasChart && spec.Says("values"))
            diagnostics.Add(Messages.ValuesWithoutChart(spec["values"]!.At, app.Name));
    }

    private void CapParameters(App app)
    {
        var integers = ParameterNames.Of(app.Parameters, shape => shape is IntegerShape).ToList();
        foreach (var cap in (app.Migration?.Roles ?? []).Select(role => role.AutoscalerCapParameter).OfType<YamlScalar>())
            if (app.Parameters is MapShape && !integers.Contains(cap.Text, StringComparer.Ordinal))
                diagnostics.Add(Messages.CapParameter(cap.At, cap.Text, integers));
    }

    private static bool ProducesNothing(YamlMap chart) =>
        !chart.Says("produces") || (chart.Map("produces") is { } produces && !produces.Says("kinds") && !produces.Says("clusterKinds"));

    private static bool HasKustomizePart(YamlMap spec) =>
        spec.Map("kustomize") is { } kustomize
            ? kustomize.Says("base") || kustomize.Says("components") || kustomize.Says("templates")
            : spec.Says("kustomize");

    private Chart ReadChart(YamlMap chart, string app)
    {
        var path = There(Inside(chart.Scalar("path")));
        if (chart.Says("path") ? chart.Says("repository") : !chart.Says("repository") || !chart.Says("name"))
            diagnostics.Add(Messages.ChartSource(chart.At));
        var produces = chart.Map("produces");
        return new Chart(
            chart.At,
            path is null ? chart.Text("repository")?.TrimEnd('/') ?? "" : null,
            chart.Text("name") ?? RepositoryPath.Name(path?.Text ?? app),
            path?.Text,
            chart.Text("version") ?? "",
            chart.Text("digest")?["sha256:".Length..],
            chart.Text("releaseName") ?? app
        )
        {
            PlainHttp = chart.Flag("plainHttp"),
            CaFile = There(Inside(chart.Scalar("caFile")))?.Text,
            Produces = new Produces(
                produces?.At ?? chart.At,
                Produced(produces, "namespaces"),
                Produced(produces, "clusterKinds"),
                Produced(produces, "kinds")
            ),
        };
    }

    private static ImmutableArray<Produced> Produced(YamlMap? map, string key) =>
        [.. (map?.List(key) ?? []).Select(Produced).OfType<Produced>()];

    private static Produced? Produced(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: false } name => new Produced(name.Text, new Condition([])),
            YamlMap map when map.Text("name") is { } name => new Produced(name, AppSettingsReader.When(map)),
            _ => null,
        };

    // What is no range was reported by the shape.
    private static KubernetesNeed? Need(YamlMap need) =>
        need.Scalar("versions") is { } versions && VersionRange.Parse(versions.Text) is not null
            ? new KubernetesNeed(versions, AppSettingsReader.When(need), need.Text("why") ?? "", need.Text("instead"))
            {
                Unless = AppSettingsReader.Features(need, "unless"),
            }
            : null;

    private ValuesFile? Values(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: false } file when Inside(file) is not null => new ValuesFile(file, new Condition([])),
            YamlMap map when Inside(map.Scalar("file")) is { } file => new ValuesFile(file, AppSettingsReader.When(map)),
            _ => null,
        };

    private Dashboard? Dashboard(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: false } file when Inside(file) is not null => new Dashboard(file, new Condition([])),
            YamlMap map when Inside(map.Scalar("file")) is { } file => new Dashboard(file, AppSettingsReader.When(map)),
            _ => null,
        };

    // The record of the outputs is no output.
    private Output? Output(YamlMap output)
    {
        if (Inside(output.Scalar("file")) is not { } file || output.Scalar("to") is not { } to)
            return null;
        if (RepositoryPath.Name(to.Text) != OverlayFolder.RecordFile)
            return new Output(file, to, AppSettingsReader.When(output));
        diagnostics.Add(Messages.OutputIsRecord(to.At, to.Text));
        return null;
    }

    private TrustBundle? TrustBundle(YamlMap bundle) =>
        bundle.Scalar("name") is { } name
            ? new TrustBundle(
                name,
                bundle.Scalar("signerName"),
                [.. bundle.Texts("files").Select(Inside).OfType<YamlScalar>()],
                Labels(bundle),
                bundle.Map("expiryRule") is { } expiry ? new ExpiryRule(Labels(expiry), AppSettingsReader.When(expiry)) : null,
                AppSettingsReader.When(bundle)
            )
            : null;

    private static ImmutableSortedDictionary<string, string> Labels(YamlMap? map) =>
        (map?.Map("labels")?.Entries ?? []).ToImmutableSortedDictionary(
            label => label.Key.Text,
            label => (label.Value as YamlScalar)?.Text ?? "",
            StringComparer.Ordinal
        );

    private Component? Component(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: false } path when Inside(path) is not null => new Component(path, new Condition([])),
            YamlMap map when Inside(map.Scalar("path")) is { } path => new Component(path, AppSettingsReader.When(map)),
            _ => null,
        };

    private Template? Template(YamlMap template) =>
        Inside(template.Scalar("file")) is { } file
            ? new Template(file, template.Text("as") == "patch", template.Map("target"), AppSettingsReader.When(template))
            : null;

    // Argo CD would delete what another Application owns (argo-cd #29739), or tear down before it builds up.
    private bool IsAllowed(YamlScalar option)
    {
        var word = option.Text.Split('=')[0];
        if (word is "Force" or "Replace" or "PruneLast")
        {
            diagnostics.Add(Messages.ForbiddenSyncOption(option.At, option.Text));
            return false;
        }

        if (!SyncOptions.Contains(word, StringComparer.Ordinal) || !option.Text.Contains('=', StringComparison.Ordinal))
            diagnostics.Add(Messages.UnknownSyncOption(option.At, option.Text, SyncOptions));
        return true;
    }

    private YamlScalar? There(YamlScalar? path)
    {
        var file = path is null ? null : RepositoryPath.Resolve(directory, path.Text);
        if (file is not null && !files.FileExists(file) && !files.DirectoryExists(file))
            diagnostics.Add(Messages.FileMissing(path!.At, file, files.Neighbour(file)));
        return path;
    }

    private YamlScalar? Inside(YamlScalar? path)
    {
        if (path is null)
            return null;
        var resolved = RepositoryPath.ResolveInside(directory, path.Text);
        if (resolved is null || RepositoryPath.IsInside(new SourceFolder(directory).Releases, resolved))
        {
            diagnostics.Add(Messages.PathOutside(path.At, path.Text, directory));
            return null;
        }

        return new YamlScalar(path.At, resolved == directory ? "." : resolved[(directory.Length + 1)..], isString: true);
    }
}
