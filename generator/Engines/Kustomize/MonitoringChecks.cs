using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>
/// Holds what the section <c>monitoring</c> of an app names against the objects that there are: a monitor of a workload, Service, Ingress
/// or port that is not there would scrape nothing, without a word.
/// </summary>
/// <param name="objects">All of the unit; of a chart that Argo CD inflates only where it is at hand.</param>
/// <param name="isAll">Nothing is missing among them.</param>
public sealed class MonitoringChecks(Unit unit, Manifests objects, bool isAll, DiagnosticBag diagnostics)
{
    private readonly Monitoring monitoring = unit.Deployment.Monitoring!;
    private readonly MonitoredPort port = new(unit, objects);
    private bool hasMistake;

    /// <summary>Reports what is missing; true where anything is.</summary>
    public bool FindMistakes()
    {
        if (monitoring.Annotates)
            Find(monitoring.Workload);
        if (monitoring.OperatorMode)
            OfMonitor();
        return hasMistake;
    }

    private void OfMonitor()
    {
        if (monitoring.Selector is { } selector)
            OfSelector(selector);
        else if (monitoring.Monitored is { } monitored && Find(monitored) is { } found)
            OfFound(found, monitored);
    }

    private void OfFound(Manifest found, MonitoredObject named)
    {
        var labels = monitoring.Type == MonitorType.Pod ? found.Spec?.Map("selector")?.Map("matchLabels") : found.Metadata?.Map("labels");
        if (labels is not { Entries.Count: > 0 })
            Report(Messages.SelectorUnfit(named.At, unit.Name, "(none)", $"nothing: {named} has none. Give it some, or say a 'selector'."));
        else
            OfLabels(LabelSelector.Pairs(labels), named.At, [found]);
    }

    private void OfSelector(IReadOnlyDictionary<string, string> selector)
    {
        var at = monitoring.Settings["selector"]!.At;
        var candidates = Here.Where(IsCandidate).ToList();
        var chosen = candidates.Where(candidate => LabelSelector.Selects(selector, LabelsOf(candidate))).ToList();
        if (chosen.Count > 0)
            OfLabels(selector, at, chosen);
        else if (isAll)
            Report(Messages.SelectorUnfit(at, unit.Name, Text(selector), Nothing(candidates)));
    }

    private void OfLabels(IReadOnlyDictionary<string, string> labels, Position at, IReadOnlyList<Manifest> chosen)
    {
        if (monitoring.Type == MonitorType.Service)
            OfServices(labels, at);
        if (port.Missing(chosen) is { } missing)
            Report(missing);
    }

    private void OfServices(IReadOnlyDictionary<string, string> labels, Position at)
    {
        var services = Here.Where(IsCandidate)
            .Where(service => LabelSelector.Selects(labels, LabelsOf(service)))
            .Select(service => service.Name)
            .ToList();
        if (services.Count > 1)
            Report(
                Messages.SelectorUnfit(
                    at,
                    unit.Name,
                    Text(labels),
                    $"several Services ({Messages.Some(services)}), whose pods would be scraped more than once. Say a 'selector' of labels "
                        + "that one alone has."
                )
            );
    }

    private Manifest? Find(MonitoredObject named)
    {
        var ofKind = Here.Where(each => each.Kind == named.Kind).ToList();
        var found = ofKind.Find(each => each.Name == named.Name);
        if (found is null && isAll)
            Report(
                Messages.MonitoredMissing(
                    named.At,
                    $"{unit.Environment.Name}/{unit.App.Name}",
                    named.Kind,
                    named.Name,
                    ofKind.Select(each => each.Name)
                )
            );
        return found;
    }

    private IEnumerable<Manifest> Here => MonitoredPort.Here(unit, objects);

    private bool IsCandidate(Manifest manifest) =>
        monitoring.Type switch
        {
            MonitorType.Pod => manifest.Pods is not null,
            MonitorType.Service => manifest.GroupKind == "Service",
            _ => manifest.GroupKind == "networking.k8s.io/Ingress",
        };

    private IReadOnlyDictionary<string, string> LabelsOf(Manifest manifest) =>
        monitoring.Type == MonitorType.Pod ? manifest.Pods!.Labels : LabelSelector.Pairs(manifest.Metadata?.Map("labels"));

    private string Nothing(IReadOnlyList<Manifest> candidates)
    {
        var what = monitoring.Type switch
        {
            MonitorType.Pod => "pods",
            MonitorType.Service => "Service",
            _ => "Ingress",
        };
        var has = candidates.Select(each => $"{each.Kind} {each.Name} ({Text(LabelsOf(each))})").ToList();
        return $"no {what}, so nothing would be scraped. " + (has.Count == 0 ? "There are none." : $"There is: {Messages.Some(has)}.");
    }

    private static string Text(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0
            ? "none"
            : string.Join(", ", labels.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"));

    private void Report(Diagnostic mistake)
    {
        hasMistake = true;
        diagnostics.Add(mistake);
    }
}
