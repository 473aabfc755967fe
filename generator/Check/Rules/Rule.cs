using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Rules;

/// <summary>What is known of a rule without anything to check. Its page in docs/rules/ is made from this.</summary>
/// <param name="Id">Such as <c>MIG-001</c>: the code of each of its findings. It is stable, and never given to another rule.</param>
/// <param name="Summary">What the rule holds, in a sentence or two.</param>
public abstract record Rule(string Id, string Summary)
{
    /// <summary>What comes of breaking it.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about a finding.</summary>
    public required string Mend { get; init; }

    /// <summary>Those that its findings may have, the gravest first.</summary>
    public ImmutableArray<Severity> Severities { get; init; } = [Severity.Error];
}

/// <summary>A rule with the check of one subject: the walk of a move, the manifests of a unit, the fleet.</summary>
/// <param name="Check">Says into the findings what breaks the rule, and what it cannot tell; pure, as all of this folder.</param>
public sealed record Rule<TSubject>(string Id, string Summary, Action<TSubject, Findings> Check) : Rule(Id, Summary)
{
    public Findings Judge(TSubject subject)
    {
        var findings = new Findings(this);
        Check(subject, findings);
        return findings;
    }
}
