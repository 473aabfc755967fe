using GitOpsGen.Processes;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// How something was built, in a word: plain, or by the name of the engine's verdict (<see cref="EngineVerdicts.Name"/>), on which a fast
/// build depends as long as it is kept.
/// </summary>
public static class BuildWay
{
    public const string Plain = "plain";
}

/// <summary>What a build answered, and how it was made.</summary>
public sealed record BuildAnswer(CommandResult Result, string Way);
