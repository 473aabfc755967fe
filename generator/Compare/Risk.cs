using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare;

/// <summary>How much a change should worry; docs/diff.md says which is which.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>Kinds of risk, the gravest first.</summary>
public enum RiskClass
{
    DeletesData,
    Deletes,
    Unreadable,
    Immutable,
    CrdNarrowed,
    RbacWidened,
    CloudRights,
    Privileges,
    Credentials,
    NamespaceMove,
    Rename,
    ScaleDown,
    Admission,
    Alerting,
    Availability,
    Image,
    Storage,
    Sync,
    Exposure,
    Chart,
    Other,
}

/// <summary>Why a change is risky, for the reviewer to judge.</summary>
public sealed record Risk(RiskClass Class, RiskLevel Level, string Reason)
{
    public static Risk None { get; } = new(RiskClass.Other, RiskLevel.Low, "nothing of what is known to be risky");
}
