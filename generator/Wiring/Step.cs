using GitOpsGen.Diagnostics;

namespace GitOpsGen.Wiring;

/// <summary>One hop: what was asked, and what was found.</summary>
/// <param name="Asked">Of whom, and for what; no sentence.</param>
/// <param name="Found">What there is; where the hop fails, the nearest that there is.</param>
public sealed record Step(Hop Hop, Answer Answer, string Asked, string Found)
{
    /// <summary>What to do about it, as a sentence; empty where the hop holds.</summary>
    public string Mend { get; init; } = "";

    /// <summary>What is wrong, or decides; null where it stands nowhere.</summary>
    public Position? At { get; init; }

    /// <summary>The Service behind which nobody can tell what stands, as <c>namespace/name</c>; empty elsewhere.</summary>
    public string Behind { get; init; } = "";

    public string Text => Mend.Length == 0 ? $"{Asked}: {Found}" : $"{Asked}: {Found}. {Mend}";
}
