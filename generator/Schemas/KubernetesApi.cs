namespace GitOpsGen.Schemas;

/// <summary>One version of one of Kubernetes' own kinds, and in which releases an API server has it.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="First">Null: as long as anybody remembers.</param>
/// <param name="Deprecated">The release that began to warn of it, or will; null where none is said.</param>
/// <param name="Removed">The first release without it, or the one that is announced; null where none is.</param>
/// <param name="IsOnByDefault">Else somebody must have switched it on: alpha versions, and beta versions since 1.24.</param>
/// <param name="Replacement">What to use in its place, as <c>apps/v1 Deployment</c>; null where nothing is.</param>
public sealed record KubernetesApi(
    string Group,
    string Version,
    string Kind,
    KubernetesRelease? First,
    KubernetesRelease? Deprecated,
    KubernetesRelease? Removed,
    bool IsOnByDefault,
    string? Replacement
)
{
    /// <summary><c>apps/v1 Deployment</c>, or <c>v1 Service</c> in the core group.</summary>
    public string Name => NameOf(Group, Version, Kind);

    public static string NameOf(string group, string version, string kind) => $"{(group.Length == 0 ? "" : group + "/")}{version} {kind}";
}

/// <summary>Whether an API server of some release has an API.</summary>
public enum ApiState
{
    Served,

    /// <summary>As <see cref="Served"/>, and it will go.</summary>
    Deprecated,
    OffByDefault,
    NotYet,
    Removed,

    /// <summary>Kubernetes' own groups have no such kind or version.</summary>
    Mistaken,

    /// <summary>It is none of Kubernetes' own, or of a release that nobody here knows.</summary>
    Unknown,
}

/// <param name="Api">Null where there is none of that name.</param>
/// <param name="Replacement">The name of what to use in its place in that release, or what was probably meant; null where there is
/// none.</param>
public sealed record ApiVerdict(ApiState State, KubernetesApi? Api, string? Replacement);
