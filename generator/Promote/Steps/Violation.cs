namespace GitOpsGen.Promote.Steps;

/// <summary>What holds of every commit of the base branch that promotions and rollbacks make.</summary>
public enum Invariant
{
    /// <summary>
    /// A wave gets only what every environment of the wave before it runs, or ran until its last step; the first wave only what was cut. A
    /// rollback, which writes its hold in the same commit, may lead anywhere else.
    /// </summary>
    WaveOrder,

    /// <summary>
    /// With the step that brings a release to a wave, it runs in no more clusters of the percent waves up to it than the wave declares:
    /// its percentage of all clusters of percent waves, rounded up. What ran the release in later waves before does not count.
    /// </summary>
    Percentage,

    /// <summary>Under a hold that is in force neither release nor phase changes, but by another rollback.</summary>
    Hold,

    /// <summary>What was taken back comes to no environment while the hold that names it is in force.</summary>
    TakenBack,

    /// <summary>A step of one wave, in one branch: never two open branches for one wave, nor one for two.</summary>
    OneBranch,

    /// <summary>An app gets a release only where what it requires has got its own.</summary>
    Requirement,
}

/// <param name="Text">What is broken, and by whom.</param>
public sealed record Violation(Invariant Invariant, string Text);
