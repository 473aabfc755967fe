namespace GitOpsGen.Diagnostics;

// ---- monitoring
public static partial class Messages
{
    public static Diagnostic MonitoredMissing(Position at, string unit, string kind, string name, IEnumerable<string> known) =>
        Error("GOG370", at, $"there is no {kind} '{Show(name)}' in {Show(unit)} whose metrics could be scraped.{Suggest(name, known)}");

    public static Diagnostic NothingOfAnnotations(Position at, string key) =>
        Warning(
            "GOG371",
            at,
            $"'{Show(key)}' has no effect while operatorMode is false: annotations cannot say it. Say 'operatorMode: true', or remove it."
        );

    public static Diagnostic NoPort(Position at, string port) =>
        Error(
            "GOG372",
            at,
            $"'{Show(port)}' is no port: say a number from 1 to 65535, or a name as containers give their ports (a-z, 0-9 and '-', at most "
                + "15, a letter among them)."
        );

    public static Diagnostic TimeoutBeyondInterval(Position at, string timeout, string interval) =>
        Error(
            "GOG373",
            at,
            $"a scrape may take {Show(timeout)}, but the next begins after {Show(interval)}: the operator refuses a monitor whose timeout "
                + "is longer than its interval. Shorten the timeout (5s unless said) or lengthen the interval (15s unless said)."
        );

    /// <param name="mend">A sentence without its full stop, as the one before.</param>
    public static Diagnostic MonitoringContradiction(Position at, string what, string mend) =>
        Error("GOG374", at, $"{Show(what)}. {mend}.");

    /// <param name="what">What would be needed of the chart's objects, the end of a sentence.</param>
    /// <param name="mend">A sentence without its full stop.</param>
    public static Diagnostic ChartOutOfReach(Position at, string app, string what, string mend) =>
        Error(
            "GOG375",
            at,
            $"Argo CD inflates the chart of \"{Show(app)}\", so {what}. {mend}; or use delivery 'rendered' or 'kustomize'."
        );

    public static Diagnostic MonitoredPortMissing(Position at, string unit, string port, string where, IEnumerable<string> known) =>
        Error(
            "GOG376",
            at,
            $"{Show(where)} in {Show(unit)} has no port '{Show(port)}', so nothing would be scraped.{Suggest(port, known)}"
        );

    /// <param name="why">The end of a sentence, and what to do.</param>
    public static Diagnostic SelectorUnfit(Position at, string unit, string labels, string why) =>
        Error("GOG377", at, $"in {Show(unit)} the labels {Show(labels)} select {why}");

    public static Diagnostic ForeignPrefix(Position at, string prefix) =>
        Note(
            "GOG378",
            at,
            $"cannot tell whether a Prometheus reads annotations that begin with '{Show(prefix)}/': the fleet's own stack reads "
                + "prometheus.io/ alone. docs/monitoring.md has the job that reads others."
        );

    public static Diagnostic ProberMissing(Position at) =>
        Error(
            "GOG379",
            at,
            "a Probe needs who probes. Say 'prober', the host:port of a blackbox exporter, such as blackbox-exporter.monitoring.svc:9115."
        );
}
