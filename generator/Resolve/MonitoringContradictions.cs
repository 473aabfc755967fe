using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Resolve;

/// <summary>What a section <c>monitoring</c> says that cannot all be so, or comes to nothing.</summary>
internal sealed partial class MonitoringContradictions(App app, Monitoring monitoring, MonitoringMistakes mistakes)
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

    public void Find()
    {
        if (app.Migration is not null)
            mistakes.Contradict("migration", "an app that moves to another namespace has no 'monitoring'", "Say its monitors in its base");
        if (monitoring.OperatorMode)
            OfOperator();
        else
            OfAnnotations();
        if (monitoring is not { OperatorMode: true, Type: MonitorType.Ingress })
            OfPort();
        new MeshContradictions(app, monitoring, mistakes).Find();
    }

    private void OfOperator()
    {
        OfTimes();
        new ProtectionContradictions(monitoring, mistakes).Find();
        if (monitoring.Type == MonitorType.Ingress)
            OfProbe();
        if (monitoring.Selector is { Count: 0 })
            mistakes.Contradict(
                "selector",
                "a selector without a label selects everything in the namespace",
                "Say a label, or remove 'selector'"
            );
        // What Argo CD inflates is not there to be asked for its labels.
        if (app.Delivery == Delivery.Helm && monitoring is { Selector: null, Monitored.Kind: var kind })
            mistakes.Add(
                Messages.ChartOutOfReach(
                    mistakes.At("operatorMode"),
                    app.Name,
                    $"the labels of its {kind} are not known here",
                    "Say the 'selector' that the monitor shall have"
                )
            );
    }

    private void OfAnnotations()
    {
        foreach (var key in OfMonitors)
            if (mistakes.SaidAt(key) is { } at)
                mistakes.Add(Messages.NothingOfAnnotations(at, key));
        foreach (var key in Monitoring.ProtectionKeys.Where(mistakes.Says))
            mistakes.Contradict(key, $"annotations cannot say '{key}'", "Say 'operatorMode: true'");
        if (monitoring.AnnotationPrefix != Monitoring.StandardPrefix)
            mistakes.Add(Messages.ForeignPrefix(mistakes.At("annotationPrefix"), monitoring.AnnotationPrefix));
    }

    private void OfProbe()
    {
        if (!mistakes.Says("prober"))
            mistakes.Add(Messages.ProberMissing(mistakes.At("monitorType")));
        foreach (var key in new[] { "ingress", "selector" }.Where(key => mistakes.Says("targets") && mistakes.Says(key)))
            mistakes.Contradict(key, $"a Probe with 'targets' does not read '{key}'", "Keep one of the two");
    }

    private void OfTimes()
    {
        if (Milliseconds(monitoring.Timeout) > Milliseconds(monitoring.Interval))
            mistakes.Add(
                Messages.TimeoutBeyondInterval(
                    mistakes.At(mistakes.Says("timeout") ? "timeout" : "interval"),
                    monitoring.Timeout,
                    monitoring.Interval
                )
            );
    }

    private void OfPort()
    {
        var port = monitoring.Port;
        if (port.Number is < 1 or > 65535 || (port.Number is null && !PortName().IsMatch(port.Name)))
            mistakes.Add(Messages.NoPort(port.At, $"{port}"));
        else if (port.Number is null && monitoring.Annotates)
            mistakes.Contradict(
                "port",
                $"an annotation gives the port by its number, not by a name ('{port}')",
                "Say the container's port number"
            );
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
