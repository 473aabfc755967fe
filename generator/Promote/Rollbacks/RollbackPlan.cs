using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Pins;

namespace GitOpsGen.Promote.Rollbacks;

/// <summary>What somebody wants taken back.</summary>
/// <param name="Environments">Names; empty: everywhere.</param>
/// <param name="To">The release to go back to; null: the one before.</param>
/// <param name="Hold">Goes into the pin, with the release that is taken back.</param>
public sealed record RollbackRequest(string App, ImmutableArray<string> Environments, string? To, Hold Hold);

/// <param name="Steps">What changes in each environment.</param>
/// <param name="Refusals">Why it does not change in others, a line for each cause.</param>
public sealed record RollbackPlan(ImmutableArray<RollbackStep> Steps, ImmutableArray<string> Refusals);

/// <param name="Text">"canary: 2.0-b → 1.9-a".</param>
public sealed record RollbackStep(PromotedUnit Unit, PinEdit Edit, string Text);
