using System.Collections.Immutable;

namespace GitOpsGen.Migrate;

/// <summary>What a move is asked for. It works on any folder, also one that is no fleet.</summary>
/// <param name="Root">The folder that is searched, absolute.</param>
/// <param name="From">The old namespace.</param>
/// <param name="To">The new namespace.</param>
/// <param name="Objects">Glob patterns (<c>*</c> and <c>?</c>) of the names of the objects that move.</param>
public sealed record MoveRequest(string Root, string From, string To, ImmutableArray<string> Objects);

/// <summary>What becomes of one mention of the old namespace: it moves with the object it names, stays, or a person decides.</summary>
public enum Verdict
{
    Move,
    Keep,
    Review,
}

/// <summary>What a mention of the old namespace is, in the words of docs/migration.md; in JSON in kebab case.</summary>
public enum Category
{
    /// <summary><c>metadata.namespace</c> of an object.</summary>
    ObjectNamespace,

    /// <summary>The name, or a label that repeats the name, of the Namespace object itself.</summary>
    NamespaceObject,

    /// <summary><c>subjects[].namespace</c> of a binding.</summary>
    BindingSubject,

    /// <summary><c>system:serviceaccount:&lt;namespace&gt;:&lt;name&gt;</c>.</summary>
    ServiceAccountUser,

    /// <summary>A ServiceAccount, or another object, that a custom resource names by namespace and name.</summary>
    ObjectReference,

    /// <summary>The third argument of Helm's <c>lookup</c>.</summary>
    HelmLookup,

    /// <summary>Any other text inside <c>{{ }}</c>: conditions, defaults.</summary>
    TemplateAction,

    /// <summary>A namespace in Helm values or in a transformer of Kustomize.</summary>
    ConfiguredNamespace,

    /// <summary>The value of an environment variable of a container.</summary>
    EnvironmentVariable,

    /// <summary>An argument of a container.</summary>
    Argument,

    /// <summary><c>&lt;service&gt;.&lt;namespace&gt;.svc</c>, or a host name without the svc.</summary>
    ServiceAddress,

    /// <summary>Prometheus' own configuration: service discovery and relabelling.</summary>
    ScrapeConfiguration,

    /// <summary><c>namespaceSelector</c> of monitors, policies and webhooks.</summary>
    NamespaceSelector,

    /// <summary>A file name or glob of container logs.</summary>
    LogPath,

    /// <summary>A selector in a query of a dashboard, an alert or a recording rule.</summary>
    Query,

    /// <summary>The default or the options of a dashboard's variable.</summary>
    DashboardVariable,

    /// <summary>A comment, a line that is commented out included.</summary>
    Comment,

    /// <summary>kubectl, helm and their like in documents and scripts.</summary>
    Command,

    /// <summary>Running text of a document.</summary>
    Prose,

    /// <summary>Source code of a program.</summary>
    Code,

    /// <summary>A build or release pipeline.</summary>
    Pipeline,

    /// <summary>Part of a longer name, which is not the namespace.</summary>
    LongerName,

    /// <summary>None of the above.</summary>
    Other,
}

/// <summary>The verdict on one mention, with what it was judged by.</summary>
/// <param name="Evidence">One sentence for a person: what the mention names, and why that moves or stays.</param>
/// <param name="Group">Mentions of one group are moved all or none; null for one that stands alone.</param>
public sealed record Judgement(Verdict Verdict, Category Category, string Evidence, string? Group = null);

/// <summary>One mention of the old namespace in a text file.</summary>
/// <param name="Path">Relative to the searched folder, with <c>/</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Offset">In bytes from the start of the file, a byte order mark counted.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Edit">Whether <c>apply</c> touches it: it moves, and its file is not code that was not asked for.</param>
public sealed record Occurrence(string Path, int Line, int Column, int Offset, int Length, Judgement Judgement, bool Edit)
{
    /// <summary>The file is one that a fleet's render makes, so its sources move instead of it.</summary>
    public bool IsGenerated { get; init; }
}

/// <summary>Whether an object moves, as far as the manifests and the patterns tell.</summary>
public enum Standing
{
    Unknown,
    Moves,
    Stays,
}
