using System.Collections.Immutable;

namespace GitOpsGen.Relocate;

/// <summary>What a mention of the old namespace is, in the words of docs/migration-categories.md; in JSON in kebab case.</summary>
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
