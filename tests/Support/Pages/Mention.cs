namespace GitOpsGen.Tests.Support.Pages;

/// <summary>An object that a command names.</summary>
/// <param name="Line">Of the page.</param>
/// <param name="Kind">As Kubernetes calls it; <c>Environment</c>, <c>App</c>, <c>Wave</c>, <c>Cluster</c> and <c>File</c> are this fleet's.</param>
/// <param name="Namespace">Empty where the command says none; null where only the shell knows it.</param>
internal sealed record Mention(int Line, string Kind, string? Namespace, string Name)
{
    public override string ToString() => $"{Kind} {(Namespace is "" or null ? "" : $"{Namespace}/")}{Name}";
}

/// <summary>What the commands of a page name.</summary>
internal sealed class Mentions
{
    /// <summary>Must be there.</summary>
    public List<Mention> Asked { get; } = [];

    /// <summary>The page itself makes it.</summary>
    public List<Mention> Made { get; } = [];

    /// <summary>What the reader does not understand: better than to pass over a name.</summary>
    public List<(int Line, string Text)> Problems { get; } = [];
}
