using System.Text.RegularExpressions;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>What the labels and annotations of a move's Jobs say, and whether it is true.</summary>
public static partial class MigrationJobs
{
    public const string JobLabel = "gitopsgen.io/job";
    public const string WaitsFor = "gitopsgen.io/waits-for";
    public const string WaitsIn = "gitopsgen.io/namespace";
    public const string Copies = "gitopsgen.io/copies";

    /// <summary>
    /// A plain Job: a hook that fails does not make the Application Degraded, and one that is there already does not run again.
    /// </summary>
    public static bool IsGate(Manifest manifest) => Is(manifest, "gate") && manifest.Annotation(Manifest.HookAnnotation) is null;

    public static bool IsCopy(Manifest manifest) => Is(manifest, "copy");

    public static bool IsVerify(Manifest manifest) => Is(manifest, "verify");

    /// <summary>The objects that an annotation names, as <c>Deployment/a,DaemonSet/b</c>.</summary>
    public static IEnumerable<ObjectName> Named(Manifest job, string annotation) =>
        (job.Annotation(annotation) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => text.Split('/', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new ObjectName(parts[0], parts[1]));

    /// <summary>The gate promises to wait for the workload's pods, and its command does select them.</summary>
    public static bool Awaits(Manifest gate, Manifest workload) => Promises(gate, workload) && Selects(gate, workload);

    public static bool Promises(Manifest gate, Manifest workload) =>
        gate.Annotation(WaitsIn) == workload.Namespace
        && Named(gate, WaitsFor).Any(name => name.Kind == workload.Kind && name.Name == workload.Name);

    /// <summary>
    /// Something in the command is a label selector all of whose pairs the pods bear: then every pod of the workload is among
    /// those it waits for. The namespace must be in it as well.
    /// </summary>
    public static bool Selects(Manifest gate, Manifest workload)
    {
        if (workload.Pods is not { } pods || gate.Pods is not { } job)
            return false;
        var text = Uri.UnescapeDataString(
            string.Join(
                '\n',
                job.Containers.SelectMany(container => container.Words.Concat(container.Variables.Select(variable => variable.Value)))
            )
        );
        return Word().Matches(text).Any(word => word.Value == workload.Namespace)
            && (
                Selector().Matches(text).Any(selector => Bears(pods.Labels, selector))
                || SetSelector().Matches(text).Any(selector => IsOneOf(pods.Labels, selector))
            );
    }

    private static bool Is(Manifest manifest, string use) => manifest.Kind == "Job" && manifest.Label(JobLabel) == use;

    private static bool Bears(IReadOnlyDictionary<string, string> labels, Match selector)
    {
        var pairs = selector.Groups["pair"].Captures.Select(pair => pair.Value.Split('=', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return pairs.TrueForAll(pair => pair.Length == 2 && labels.TryGetValue(pair[0], out var value) && value == pair[1]);
    }

    private static bool IsOneOf(IReadOnlyDictionary<string, string> labels, Match selector) =>
        labels.TryGetValue(selector.Groups["key"].Value, out var value)
        && selector.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.Ordinal);

    // Nothing else of a selector may follow, or it would select less: "a=b" is not in "a=b-c", nor in "a=b,c in (d)".
    [GeneratedRegex(
        @"(?<![-\w./,=!])(?:(?:--selector|-l|labelSelector)=)?(?<pair>[-\w./]+==?[-\w.]+)(?:,(?<pair>[-\w./]+==?[-\w.]+))*(?![-\w./,=])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Selector();

    [GeneratedRegex(
        @"(?<![-\w./,])(?<key>[-\w./]+) in \((?<values>[-\w., ]+)\)(?!,)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SetSelector();

    [GeneratedRegex(@"[-\w]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
