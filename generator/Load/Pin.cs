using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Which release an environment runs. <paramref name="Release"/> may be <c>head</c>.</summary>
public sealed record Pin(Position At, YamlScalar Release, YamlScalar? Previous)
{
    /// <summary>How far the app has moved here; null when the pin does not say.</summary>
    public PinnedPhase? Phase { get; init; }

    /// <summary>What keeps promotion away; null when nothing does.</summary>
    public Hold? Hold { get; init; }
}

/// <summary>Keeps promotion away from an app in an environment.</summary>
public sealed record Hold(Position At, string Reason)
{
    public string? Actor { get; init; }

    /// <summary>When it ends by itself; null: when somebody lifts it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>An end that was said, but is no time of any calendar.</summary>
    public YamlScalar? NoTime { get; init; }

    /// <summary>The release that was taken back.</summary>
    public string? Release { get; init; }

    public bool IsInForce(DateTimeOffset now) => Until is not { } until || now < until;
}

/// <summary>The phase a pin names, and the one the environment comes from when that is not the one before.</summary>
public sealed record PinnedPhase(Position At, Phase Phase, Phase? Previous);
