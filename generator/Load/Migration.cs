using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>How far an app has moved to its new namespace, in the order it goes.</summary>
public enum Phase
{
    /// <summary>Runs in the old namespace, as it was found.</summary>
    Adopted,

    /// <summary>Everything is in the new namespace too, but nothing there scrapes.</summary>
    Prepared,

    /// <summary>Old down, then new up, in one sync.</summary>
    Cutover,

    /// <summary>As after the cutover: the old objects wait, so that the way back is short.</summary>
    Soak,

    /// <summary>The old objects go.</summary>
    Cleanup,

    /// <summary>Nothing knows of the old namespace any more.</summary>
    Done,
}

/// <summary>Phases as files and people write them.</summary>
public static class PhaseWords
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Phase>().Select(Word)];

    public static string Word(this Phase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>What <c>owned.json</c> says; a unit without a word has not begun.</summary>
    public static Phase Read(string? word) => Enum.TryParse<Phase>(word, ignoreCase: true, out var known) ? known : Phase.Adopted;
}

/// <summary>How an app moves from one namespace to another: the section <c>migration</c> of app.yaml.</summary>
/// <param name="From">The old namespace, which the base names.</param>
/// <param name="To">The new namespace.</param>
public sealed record Migration(Position At, string From, string To)
{
    /// <summary>Features that the documents of a migration tell of, whoever asks for them.</summary>
    public static ImmutableArray<string> DocumentFeatures { get; } = ["istio", "cilium", "windows", "arc"];

    /// <summary>The app that holds the Namespace, the roles and the bindings of both namespaces.</summary>
    public required string Shared { get; init; }

    /// <summary>The workloads of which old and new must never both run.</summary>
    public required ImmutableArray<ScrapingRole> Roles { get; init; }

    /// <summary>Environment variables that write the pod's own namespace out; Kustomize's <c>namespace:</c> leaves them alone.</summary>
    public required ImmutableArray<NamespaceVariable> NamespaceVariables { get; init; }

    /// <summary>Where the platform delivers the Secret with the agent's token, and its name; it never moves.</summary>
    public required ObjectName? Token { get; init; }

    /// <summary>Names that the move itself does not need, but a person does who looks; null where the app tells none.</summary>
    public required AgentNames? Agent { get; init; }

    /// <summary>Secrets and ConfigMaps that live in the old namespace without being in git; a Job copies them.</summary>
    public required ImmutableArray<ObjectName> Copies { get; init; }

    /// <summary>ConfigMaps of customers: what stands in git is a copy, so the originals are never pruned.</summary>
    public required ImmutableArray<ObjectName> CustomerOwned { get; init; }

    /// <summary>Image tags proven to work in another namespace, each with its evidence.</summary>
    public required ImmutableArray<ProvenImage> NamespaceAwareImages { get; init; }

    /// <summary>What lets an image work that has the old namespace built in; null where there is no such way.</summary>
    public required Bridge? Bridge { get; init; }

    /// <summary>The Jobs between the waves, and what they need.</summary>
    public required ImmutableArray<MigrationJob> Jobs { get; init; }

    /// <summary>On which features anything of it depends.</summary>
    public IEnumerable<Condition> Conditions =>
        Roles.SelectMany(role => new[] { role.When, role.AutoscalerWhen }).Concat(NamespaceVariables.Select(variable => variable.When));

    /// <summary>Every file of the app that it names.</summary>
    public IEnumerable<YamlScalar> Files => Jobs.Select(job => job.File).Concat(Bridge is null ? [] : Bridge.Patches.Append(Bridge.File));
}

/// <summary>A workload that scrapes, or decides what is scraped.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Autoscaler">The HorizontalPodAutoscaler that sets its replicas, where it has one.</param>
/// <param name="Wave">The sync wave in which the side that comes up starts it.</param>
/// <param name="Pods">Label selector of its pods, as <c>kubectl -l</c> takes it.</param>
public sealed record ScrapingRole(Position At, string Name, ObjectName Object, string Pods, string? Autoscaler, int Wave, Condition When)
{
    /// <summary>Where it has its autoscaler.</summary>
    public Condition AutoscalerWhen { get; init; } = new([]);

    /// <summary>The most replicas that it may ask for; null when nothing says.</summary>
    public int? AutoscalerCap { get; init; }

    /// <summary>The parameter that says so instead, its keys joined by dots; null when none does.</summary>
    public YamlScalar? AutoscalerCapParameter { get; init; }
}

/// <summary>An object as <c>Kind/name</c>, without its namespace unless that is said.</summary>
public sealed record ObjectName(string Kind, string Name, string Namespace = "")
{
    public override string ToString() => $"{Kind}/{(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}

/// <summary>An environment variable whose value is the pod's own namespace.</summary>
public sealed record NamespaceVariable(Position At, ObjectName Object, string Container, string Variable, Condition When);

/// <summary>An image tag that works outside of the old namespace. <paramref name="Evidence"/>: where that was shown.</summary>
public sealed record ProvenImage(string Tag, string Evidence);

/// <summary>
/// What lets an image work that has the old namespace built in, put on where the boolean parameter <paramref name="ParameterName"/> is
/// true.
/// </summary>
/// <param name="Service">The Service of the old namespace that <paramref name="File"/> turns into a pointer to the new one.</param>
/// <param name="Patches">For the new side.</param>
public sealed record Bridge(YamlScalar ParameterName, string Service, YamlScalar File, ImmutableArray<YamlScalar> Patches)
{
    public string Parameter => ParameterName.Text;
}

/// <summary>When a Job of the migration is part of the overlay.</summary>
public enum JobUse
{
    /// <summary>In every phase from prepared to soak, and every way back: accounts and rights of the other Jobs, copies.</summary>
    Prepare,

    /// <summary>Waits until the side that goes down is gone: cutover and soak, and every way back to prepared.</summary>
    Gate,

    /// <summary>Looks whether the side that came up runs: cutover and soak, and every way back to prepared.</summary>
    Verify,
}

/// <summary>A template with a Job, or with what Jobs need.</summary>
public sealed record MigrationJob(YamlScalar File, JobUse Use);

/// <summary>What parts of an agent are called.</summary>
/// <param name="StateMetrics">The Service with the metrics of the cluster's objects.</param>
/// <param name="Reader">The ClusterRoleBinding that lets it read.</param>
/// <param name="ExtensionParameter">The parameter with the name of the Arc extension that installs it.</param>
public sealed record AgentNames(string ServiceAccount, string Collector, string StateMetrics, string Reader, string? ExtensionParameter);
