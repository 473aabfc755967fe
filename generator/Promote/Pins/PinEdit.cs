using GitOpsGen.Load;

namespace GitOpsGen.Promote.Pins;

/// <summary>What a pin is to say. What is left null stays as it is.</summary>
public sealed record PinEdit(string Environment, string App)
{
    public string? Release { get; init; }

    /// <summary>The release before; <see cref="Nothing"/> takes it out.</summary>
    public string? Previous { get; init; }

    public Phase? Phase { get; init; }

    /// <summary>Where the phase comes from, if that is not the one before it; said or taken out whenever a phase is.</summary>
    public Phase? PhaseBefore { get; init; }

    public Hold? Hold { get; init; }

    public bool LiftsHold { get; init; }

    /// <summary>In place of a release: the key goes.</summary>
    public const string Nothing = "";
}
