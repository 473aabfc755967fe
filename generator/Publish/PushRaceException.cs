using System.Collections.Immutable;
using GitOpsGen.Engines;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>Somebody else pushed in between: everything is looked at again.</summary>
public sealed class PushRaceException(string branch, string reason) : Exception($"{branch}: {reason}")
{
    public string Reason { get; } = reason;
}
