using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>Why the operator refuses an object, or may.</summary>
/// <param name="Answer">No: it is refused; unknown: what decides it is not at hand.</param>
internal sealed record Objection(Answer Answer, string Text, string Mend, Position At)
{
    public static Objection No(YamlNode at, string text, string mend) => new(Answer.No, text, mend, at.At);

    public static Objection Unknown(YamlNode at, string text, string mend) => new(Answer.Unknown, text, mend, at.At);
}

/// <summary>One endpoint of a monitor, with the path to it in the object's spec.</summary>
internal sealed record MonitorEndpoint(string Path, YamlMap Map)
{
    public static IEnumerable<MonitorEndpoint> Of(MonitorKind kind, Manifest monitor)
    {
        if (monitor.Spec is not { } spec)
            return [];
        return kind.Endpoints.Length == 0
            ? [new MonitorEndpoint("spec", spec)]
            : spec.List(kind.Endpoints)
                .Index()
                .Where(item => item.Item is YamlMap)
                .Select(item => new MonitorEndpoint($"{kind.Endpoints}[{item.Index}]", (YamlMap)item.Item));
    }
}
