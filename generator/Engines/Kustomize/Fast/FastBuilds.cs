namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>What a run has to do with builds of the fast way.</summary>
public enum FastBuilds
{
    /// <summary>Nothing: it judges, or the fleet says so.</summary>
    None,

    /// <summary>Those that were made before are taken; what is missing is built the plain way.</summary>
    Taken,

    /// <summary>What is missing is built so, too.</summary>
    Made,
}
