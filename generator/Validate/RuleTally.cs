using GitOpsGen.Check.Rules;

namespace GitOpsGen.Validate;

/// <summary>How one rule came out over everything that it judged.</summary>
/// <param name="Set">The title of the rule's set.</param>
public sealed record RuleTally(Rule Rule, string Set, int Passed, int Failed, int CannotTell)
{
    public RuleOutcome Outcome =>
        Failed > 0 ? RuleOutcome.Fail
        : CannotTell > 0 ? RuleOutcome.CannotTell
        : RuleOutcome.Pass;
}
