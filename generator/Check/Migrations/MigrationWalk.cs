using System.Collections.Immutable;

namespace GitOpsGen.Check.Migrations;

/// <summary>One sync of a step with its waves walked.</summary>
public sealed record WalkedLeg(SyncLeg Leg, SyncSimulation Simulation);

/// <summary>A step of a move with every way through the waves that it opens: what the rules of a move look at.</summary>
public sealed record MigrationWalk(MigrationStep Step, ImmutableArray<WalkedLeg> Legs)
{
    public static MigrationWalk Of(MigrationStep step) =>
        new(step, [.. step.Legs().Select(leg => new WalkedLeg(leg, SyncSimulation.Of(step.Migration, step.Roles, leg.Before, leg.After)))]);
}
