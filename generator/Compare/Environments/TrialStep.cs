namespace GitOpsGen.Compare.Environments;

/// <summary>Brings one thing that is said of the second environment to what is said of the first.</summary>
public sealed record TrialStep(Cause Cause, Func<Trial, Trial> Apply);
