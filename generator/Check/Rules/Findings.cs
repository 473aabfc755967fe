using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Rules;

/// <summary>What a rule says of one subject.</summary>
public enum RuleOutcome
{
    Pass,
    Fail,

    /// <summary>What it would need to know is not at hand; each finding says what.</summary>
    CannotTell,
}

/// <summary>Collects what one rule finds in one subject; nothing found is a pass.</summary>
public sealed class Findings(Rule rule)
{
    private readonly List<Diagnostic> failures = [];
    private readonly List<Diagnostic> doubts = [];

    /// <summary>A failure is one, whatever else could not be told.</summary>
    public RuleOutcome Outcome =>
        failures.Count > 0 ? RuleOutcome.Fail
        : doubts.Count > 0 ? RuleOutcome.CannotTell
        : RuleOutcome.Pass;

    public IEnumerable<Diagnostic> All => failures.Concat(doubts);

    /// <summary>The subject breaks the rule.</summary>
    public void Fail(Diagnostic finding) => failures.Add(Own(finding));

    /// <summary>Nobody can tell whether it does, and this is why.</summary>
    public void CannotTell(Diagnostic why) => doubts.Add(Own(why));

    // The catalogue would say something else than the findings.
    private Diagnostic Own(Diagnostic finding) =>
        finding.Code == rule.Id && rule.Severities.Contains(finding.Severity)
            ? finding
            : throw new InvalidOperationException($"rule {rule.Id} cannot have the finding {finding.Severity} {finding.Code}");
}
