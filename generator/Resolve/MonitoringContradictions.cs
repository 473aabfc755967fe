using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>What a section <c>monitoring</c> says that cannot all be so, or comes to nothing, told where it is said.</summary>
/// <param name="said">What the app and its environments say, without the fleet's own words for all apps.</param>
internal sealed partial class MonitoringContradictions(
    App app,
    Monitoring monitoring,
    IReadOnlyList<YamlMap> said,
    DiagnosticBag diagnostics
)
{
    // Keys of which annotations can say nothing, but without which the metrics are the same.
    private static readonly string[] OfMonitors =
    [
        "interval",
        "timeout",
        "monitorType",
        "selector",
        "service",
        "ingress",
        "targets",
        "prober",
        "module",
    ];

    private bool hasMistake;

    /// <summary>Reports them; true where one is an error.</summary>
    public bool AreThere()
    {
        if (app.Migration is not null)
            Contradict("migration", "an app that moves to another namespace has no 'monitoring'", "Say its monitors in its base");
        if (monitoring.OperatorMode)
            OfOperator();
        else
            OfAnnotations();
        if (monitoring.Type != MonitorType.Ingress || !monitoring.OperatorMode)
            OfPort();
        return hasMistake;
    }

    private void OfOperator()
    {
        Timeouts();
        var credentials = Monitoring.ProtectionKeys.Skip(1).Where(Says).ToList();
        if (credentials.Count > 1)
            Contradict(
                credentials[1],
                $"'{credentials[0]}' and '{credentials[1]}' exclude each other",
                "Keep one: the operator takes no more"
            );
        if (Says("tlsConfig") && monitoring.Scheme == "http" && !IsCertified)
            Contradict("tlsConfig", "there is no TLS with the scheme http", "Say 'scheme: https', or remove 'tlsConfig'");
        if (monitoring.Type == MonitorType.Ingress)
        {
            OfProbe();
            return;
        }

        OfMesh();
        OfChart();
    }

    private void OfAnnotations()
    {
        foreach (var key in OfMonitors)
            if (Where(key) is { } at)
                diagnostics.Add(Messages.NothingOfAnnotations(at, key));
        foreach (var key in Monitoring.ProtectionKeys.Where(Says))
            Contradict(key, $"annotations cannot say '{key}'", "Say 'operatorMode: true'");
        if (monitoring.Mesh == MeshScraping.Certificates)
            Contradict(
                "mesh",
                "what annotations ask for is scraped without certificates of the mesh",
                "Say 'operatorMode: true' and 'monitorType: service', or 'mesh: merge' if plain text is allowed"
            );
        Annotations("operatorMode");
        if (monitoring.AnnotationPrefix != Monitoring.StandardPrefix && Where("annotationPrefix") is { } prefix)
            diagnostics.Add(Messages.ForeignPrefix(prefix, monitoring.AnnotationPrefix));
        OfMerge();
    }

    private void OfMesh()
    {
        if (monitoring.Mesh == MeshScraping.Merge)
        {
            OfMerge();
            Annotations("mesh");
        }

        if (!IsCertified)
            return;
        if (monitoring.Type == MonitorType.Pod)
            Contradict(
                "monitorType",
                "a PodMonitor takes certificates from Secrets alone, and those of the mesh are files of Prometheus",
                "Say 'monitorType: service'"
            );
        if (Says("tlsConfig"))
            Contradict("tlsConfig", "with the mesh's certificates the TLS is the mesh's", "Remove 'tlsConfig'");
        if (monitoring.Scheme == "https")
            Contradict(
                "scheme",
                "the sidecar ends the mesh's TLS, and TLS of the app inside of it cannot be scraped",
                "Say 'scheme: http'"
            );
    }

    // The agent fetches from the pod's own address with no more than path and port.
    private void OfMerge()
    {
        if (monitoring.Mesh != MeshScraping.Merge)
            return;
        if (monitoring.Scheme == "https")
            Contradict(
                "scheme",
                "the agent of the mesh that merges metrics fetches them by http alone",
                "Serve them by http, or say 'mesh: certificates'"
            );
        if (monitoring.OperatorMode)
            foreach (var key in Monitoring.ProtectionKeys.Where(Says))
                Contradict(key, $"the agent of the mesh that merges metrics knows no '{key}'", "Remove it, or say 'mesh: certificates'");
        if (monitoring.AnnotationPrefix != Monitoring.StandardPrefix)
            Contradict(
                "annotationPrefix",
                $"the agent of the mesh that merges metrics reads annotations of {Monitoring.StandardPrefix}/ alone",
                "Remove 'annotationPrefix'"
            );
    }

    private void OfProbe()
    {
        if (!Says("prober"))
            Report(Messages.ProberMissing(At("monitorType")));
        foreach (var key in new[] { "ingress", "selector" }.Where(key => Says("targets") && Says(key)))
            Contradict(key, $"a Probe with 'targets' does not read '{key}'", "Keep one of the two");
        OfChart();
    }

    private void Annotations(string key)
    {
        if (app.Delivery == Delivery.Helm)
            Report(
                Messages.ChartOutOfReach(
                    At(key),
                    app.Name,
                    "its pods cannot be given annotations here",
                    "Say them by the chart's values and remove 'monitoring'; or, where no mesh merges, say 'operatorMode: true' and "
                        + "a 'selector'"
                )
            );
    }

    // What Argo CD inflates is not there to be asked for its labels.
    private void OfChart()
    {
        if (app.Delivery == Delivery.Helm && monitoring is { Selector: null, Monitored.Kind: var kind })
            Report(
                Messages.ChartOutOfReach(
                    At("operatorMode"),
                    app.Name,
                    $"the labels of its {kind} are not known here",
                    "Say the 'selector' that the monitor shall have"
                )
            );
    }

    private void Timeouts()
    {
        if (Milliseconds(monitoring.Timeout) > Milliseconds(monitoring.Interval))
            Report(
                Messages.TimeoutBeyondInterval(
                    (monitoring.Settings.Scalar("timeout") ?? monitoring.Settings.Scalar("interval"))?.At ?? monitoring.At,
                    monitoring.Timeout,
                    monitoring.Interval
                )
            );
    }

    private void OfPort()
    {
        var port = monitoring.Port;
        if (port.Number is < 1 or > 65535 || (port.Number is null && !PortName().IsMatch(port.Name)))
            Report(Messages.NoPort(port.At, port.ToString()));
        else if (port.Number is null && monitoring.Annotates)
            Contradict(
                "port",
                $"an annotation gives the port by its number, not by a name ('{port.Name}')",
                "Say the container's port number"
            );
    }

    // A Probe goes through the Ingress, whatever the mesh.
    private bool IsCertified => monitoring is { Mesh: MeshScraping.Certificates, Type: not MonitorType.Ingress };

    private bool Says(string key) => monitoring.Settings.Says(key);

    // The strongest of those who speak for this app alone.
    private Position? Where(string key) => said.LastOrDefault(map => map.Says(key))?[key]!.At;

    private Position At(string key) => monitoring.Settings[key]?.At ?? monitoring.At;

    private void Contradict(string key, string what, string mend) => Report(Messages.MonitoringContradiction(At(key), what, mend));

    private void Report(Diagnostic mistake)
    {
        hasMistake = true;
        diagnostics.Add(mistake);
    }

    /// <summary>Of a duration that its form has let pass.</summary>
    private static long Milliseconds(string duration) =>
        Part().Matches(duration).Sum(part => long.Parse(part.Groups[1].ValueSpan) * Unit(part.Groups[2].Value));

    private static long Unit(string unit) =>
        unit switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            _ => 3_600_000,
        };

    [GeneratedRegex("([0-9]+)(ms|h|m|s)", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    // IANA_SVC_NAME of the API reference: at most 15, one letter at least, no two dashes in a row.
    [GeneratedRegex("^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex PortName();
}
