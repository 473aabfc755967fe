using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Which release an environment runs. <paramref name="Release"/> may be <c>head</c>.</summary>
public sealed record Pin(Position At, YamlScalar Release, YamlScalar? Previous)
{
    /// <summary>How far the app has moved here; null when the pin does not say.</summary>
    public PinnedPhase? Phase { get; init; }
}

/// <summary>The phase a pin names, and the one the environment comes from when that is not the one before.</summary>
public sealed record PinnedPhase(Position At, Phase Phase, Phase? Previous);
