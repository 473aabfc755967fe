using System.Collections.Immutable;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Printing;
using GitOpsGen.Render.Templates;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// What the texts of a migration see; docs/formats.md lists it. A name is there in every phase, for every app and release: what is not said
/// is <c>false</c> or a word that says so.
/// </summary>
internal sealed class DocumentData(ImmutableArray<Unit> units, Fleet fleet)
{
    private readonly Unit unit = units[0];
    private readonly Migration migration = units[0].App.Migration!;
    private readonly Progress progress = units[0].Deployment.Progress;
    private readonly PhaseSides sides = PhaseSides.Of(units[0].Deployment.Progress);

    public Dictionary<string, object?> Values() =>
        All().ToDictionary(entry => entry.Key, entry => Plain(entry.Value), StringComparer.Ordinal);

    // What a description says is read by people, in an editor or on a page, who see what is there.
    private static object? Plain(object? value) =>
        value switch
        {
            string text => PlainText.Lines(text),
            Dictionary<string, object?> map => map.ToDictionary(entry => entry.Key, entry => Plain(entry.Value), StringComparer.Ordinal),
            List<object?> list => list.ConvertAll(Plain),
            _ => value,
        };

    private Dictionary<string, object?> All()
    {
        var clusters = units.SelectMany(part => part.Clusters.Select(cluster => Cluster(cluster, part.Parameters))).ToList();
        return new(StringComparer.Ordinal)
        {
            ["app"] = Map(
                ("name", unit.App.Name),
                ("version", unit.App.Version),
                ("namespace", unit.App.Namespace),
                ("ownership", unit.App.Ownership)
            ),
            ["environment"] = Environment(),
            ["clusters"] = clusters,
            ["clusterNames"] = string.Join(' ', units.SelectMany(part => part.Clusters).Select(cluster => cluster.Name)),
            ["phase"] = PhaseData(),
            ["pin"] = Pin(),
            ["migration"] = Migration(),
            ["bridge"] = Bridge(),
            ["agent"] = Agent(),
            ["hpa"] = Hpa(),
            ["ownership"] = Map(
                ("argocd", unit.App.Ownership == "argocd"),
                ("addon", unit.App.Ownership == "aks-addon"),
                ("arc", unit.App.Ownership == "arc")
            ),
            ["notice"] = Notice(),
            ["parameters"] = TemplateData.Of(unit.Parameters),
            ["queries"] = new IngestionQueries(units.SelectMany(part => part.Clusters).Select(cluster => cluster.Name), migration).Values(),
            ["repository"] = Map(("url", fleet.Settings.RepositoryUrl), ("branch", fleet.Settings.Branch)),
        };
    }

    private Dictionary<string, object?> Environment() =>
        Map([
            ("name", unit.Environment.Name),
            ("kubernetesVersion", unit.Environment.KubernetesVersion),
            ("wave", unit.Environment.Settings.Wave?.Text ?? "none"),
            ("automated", unit.Deployment.Automated),
            .. Load.Migration.DocumentFeatures.Select(name => (name, (object?)unit.Environment.Features.Contains(name))),
        ]);

    private static object? Cluster(Cluster cluster, YamlMap parameters) =>
        Map(
            ("name", cluster.Name),
            ("server", cluster.Server),
            ("subscription", ShellWord(parameters.Text("subscriptionId") ?? "SUBSCRIPTION")),
            ("resourceGroup", ShellWord(parameters.Text("resourceGroup") ?? "RESOURCE-GROUP")),
            ("minReplicas", parameters.Map("hpa")?.Text("minReplicas") ?? "unknown"),
            ("maxReplicas", parameters.Map("hpa")?.Text("maxReplicas") ?? "unknown")
        );

    private Dictionary<string, object?> PhaseData() =>
        Map(
            ("name", progress.Phase.Word()),
            ("previous", progress.Previous.Word()),
            ("next", progress.Phase == Phase.Done ? false : (progress.Phase + 1).Word()),
            ("back", Progress.Back(progress.Phase) is { } back ? back.Word() : false),
            ("adopted", progress.Phase == Phase.Adopted),
            ("prepared", progress.Phase == Phase.Prepared),
            ("cutover", progress.Phase == Phase.Cutover),
            ("soak", progress.Phase == Phase.Soak),
            ("cleanup", progress.Phase == Phase.Cleanup),
            ("done", progress.Phase == Phase.Done),
            ("backward", progress.IsBackward),
            ("crossing", sides.IsCrossing),
            ("bothBound", progress.Phase is not (Phase.Adopted or Phase.Done) || progress is { Phase: Phase.Adopted, IsBackward: true }),
            (
                "namespaces",
                sides switch
                {
                    { New: SideState.Absent } => migration.From,
                    { Old: SideState.Absent } => migration.To,
                    _ => $"{migration.From} {migration.To}",
                }
            ),
            ("swapped", progress.Phase is Phase.Cutover or Phase.Soak),
            ("hasNew", sides.New != SideState.Absent),
            ("hasOld", sides.Old != SideState.Absent),
            ("oldRuns", sides.Old == SideState.Up),
            ("newRuns", sides.New == SideState.Up),
            ("activeNamespace", sides.New == SideState.Up ? migration.To : migration.From)
        );

    // Where the environment stands is said in one line of its pin, so the texts give that line.
    private Dictionary<string, object?> Pin()
    {
        var ways = Enum.GetValues<Phase>()
            .Where(phase => Progress.Back(phase) is not null)
            .Select(phase =>
                (object?)Map(
                    ("from", phase.Word()),
                    ("to", Progress.Back(phase)?.Word()),
                    ("line", BackLine(phase)),
                    ("current", phase == progress.Phase)
                )
            )
            .ToList();
        return Map(
            ("path", FleetLayout.Environment(unit.Environment.Name).Pin(unit.App.Name)),
            ("nextLine", progress.Phase == Phase.Done ? false : PinLine($"phase: {(progress.Phase + 1).Word()}")),
            ("backLine", Progress.Back(progress.Phase) is null ? false : BackLine(progress.Phase)),
            ("waysBack", ways)
        );
    }

    private string BackLine(Phase from) => PinLine($"phase: {Progress.Back(from)?.Word()}, previousPhase: {from.Word()}");

    private string PinLine(string phase)
    {
        var pin = fleet.Pins.GetValueOrDefault((unit.Environment.Name, unit.App.Name));
        var previous = pin?.Previous is { } before ? $"previous: {before.Text}, " : "";
        return $"spec: {{release: {pin?.Release.Text ?? "head"}, {previous}{phase}}}";
    }

    private Dictionary<string, object?> Migration()
    {
        var roles = migration.Roles.Where(role => unit.Deployment.Holds(role.When)).ToList();
        return Map(
            ("from", migration.From),
            ("to", migration.To),
            ("shared", migration.Shared),
            ("roles", roles.Select(Role).ToList()),
            ("objects", string.Join(' ', roles.Select(role => $"{role.Object.Kind.ToLowerInvariant()}/{role.Object.Name}"))),
            ("autoscaler", roles.Find(role => HasAutoscaler(role))?.Autoscaler ?? (object)false),
            ("token", migration.Token is { } token ? Map(("namespace", token.Namespace), ("secret", token.Name)) : false),
            ("secrets", Names(migration.Copies, "Secret")),
            ("configMaps", Names(migration.Copies, "ConfigMap")),
            ("customerOwned", migration.CustomerOwned.Select(original => (object?)original.Name).ToList()),
            ("customerOwnedNames", string.Join(' ', migration.CustomerOwned.Select(original => original.Name))),
            ("jobs", migration.Jobs.Select(job => (object?)job.Use.ToString().ToLowerInvariant()).Distinct().ToList()),
            (
                "provenImages",
                migration
                    .NamespaceAwareImages.Select(image => (object?)Map(("tag", image.Tag), ("evidence", PlainText.Line(image.Evidence))))
                    .ToList()
            )
        );
    }

    private object? Role(ScrapingRole role) =>
        Map(
            ("name", role.Name),
            ("kind", role.Object.Kind.ToLowerInvariant()),
            ("object", role.Object.Name),
            ("pods", role.Pods),
            ("wave", role.Wave),
            ("deployment", role.Object.Kind == "Deployment"),
            ("autoscaler", HasAutoscaler(role) ? role.Autoscaler : false)
        );

    private bool HasAutoscaler(ScrapingRole role) => role.Autoscaler is not null && unit.Deployment.Holds(role.AutoscalerWhen);

    private static object Names(ImmutableArray<ObjectName> objects, string kind) =>
        objects.Where(copy => copy.Kind == kind).Select(copy => copy.Name).ToList() is { Count: > 0 } names
            ? Map(("names", string.Join(' ', names)))
            : false;

    private object Bridge() =>
        migration.Bridge is { } bridge
            ? Map(("parameter", bridge.Parameter), ("service", bridge.Service), ("on", unit.Parameters.Flag(bridge.Parameter)))
            : false;

    private object Agent() =>
        migration.Agent is { } agent
            ? Map(
                ("serviceAccount", agent.ServiceAccount),
                ("collector", agent.Collector),
                ("stateMetrics", agent.StateMetrics),
                ("reader", agent.Reader),
                ("extension", (agent.ExtensionParameter is { } name ? unit.Parameters.Text(name) : null) ?? "")
            )
            : false;

    private object Hpa() =>
        unit.Parameters.Map("hpa") is { } hpa
            ? Map(
                ("minReplicas", hpa.Text("minReplicas") ?? "unknown"),
                ("maxReplicas", hpa.Text("maxReplicas") ?? "unknown"),
                ("memoryTarget", hpa.Text("memoryTarget") ?? "unknown")
            )
            : false;

    // Releases older than the parameter do not have it.
    private Dictionary<string, object?> Notice()
    {
        var notice = unit.Parameters.Map("notice");
        return Map(
            ("date", PlainText.Line(notice?.Text("date") ?? "to be announced")),
            ("window", PlainText.Line(notice?.Text("window") ?? "to be announced")),
            ("contact", PlainText.Line(notice?.Text("contact") ?? "the platform team"))
        );
    }

    private static string ShellWord(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
