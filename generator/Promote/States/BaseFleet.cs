using GitOpsGen.Resolve;

namespace GitOpsGen.Promote.States;

/// <summary>The fleet as a commit of the base branch describes it.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="Fleet">With nothing left to look up.</param>
public sealed record BaseFleet(string Commit, ResolvedFleet Fleet, PromotionState State);
