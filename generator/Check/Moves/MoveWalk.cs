using System.Collections.Immutable;

namespace GitOpsGen.Check.Moves;

/// <summary>One sync of a step with its waves walked.</summary>
public sealed record WalkedLeg(Leg Leg, SyncSimulation Simulation);

/// <summary>A step of a move with every way through the waves that it opens: what the rules of a move look at.</summary>
public sealed record MoveWalk(MoveStep Step, ImmutableArray<WalkedLeg> Legs)
{
    public static MoveWalk Of(MoveStep step) =>
        new(step, [.. step.Legs().Select(leg => new WalkedLeg(leg, SyncSimulation.Of(step.Migration, step.Roles, leg.Before, leg.After)))]);
}
