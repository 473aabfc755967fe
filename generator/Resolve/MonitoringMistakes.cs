using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Collects what is wrong with a section <c>monitoring</c>, at the places where it is said.</summary>
/// <param name="said">What the app and its environments say, without the fleet's own words for all apps.</param>
internal sealed class MonitoringMistakes(Monitoring monitoring, IReadOnlyList<YamlMap> said, DiagnosticBag diagnostics)
{
    /// <summary>One of them is an error.</summary>
    public bool AreErrors { get; private set; }

    public bool Says(string key) => monitoring.Settings.Says(key);

    public Position At(string key) => monitoring.Settings[key]?.At ?? monitoring.At;

    /// <summary>Where the strongest of those says it who speak for this app alone.</summary>
    public Position? SaidAt(string key) => said.LastOrDefault(map => map.Says(key))?[key]!.At;

    /// <param name="what">A sentence without its full stop, as <paramref name="mend"/> is.</param>
    public void Contradict(string key, string what, string mend) => Add(Messages.MonitoringContradiction(At(key), what, mend));

    public void Add(Diagnostic mistake)
    {
        AreErrors |= mistake.Severity == Severity.Error;
        diagnostics.Add(mistake);
    }
}
