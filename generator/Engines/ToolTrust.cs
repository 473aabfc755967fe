using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines;

/// <summary>
/// Which programs may run. A repository is not trusted: nothing in it names a program that lies in it, or one that would run a file of it
/// as a shell does. Only who calls the tool says otherwise, with <c>--allow-repository-tools</c>.
/// </summary>
/// <param name="AllowsRepository">The switch was given.</param>
public sealed record ToolTrust(bool AllowsRepository)
{
    /// <summary>
    /// Whose repositories are meant, besides the one with the fleet file that is read: its commit may lie in another folder.
    /// </summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>The switch was not given.</summary>
    public static ToolTrust None { get; } = new(false);

    /// <summary>Whether a program lies in a repository, and must not run therefore.</summary>
    /// <param name="root">Of the fleet whose file is read.</param>
    public bool Refuses(string program, string root) =>
        !AllowsRepository && Repositories.Prepend(root).Any(folder => CommittableTree.Around(folder).Holds(program));

    /// <summary>Where engines are looked for that no file names.</summary>
    public SearchPath Path(string root) => AllowsRepository ? SearchPath.Everything : SearchPath.Outside(Repositories.Prepend(root));

    /// <summary>Whether a program is no engine by its name: <c>sh build overlay</c> would run a file named build.</summary>
    public bool RefusesName(string program, string engine) =>
        !AllowsRepository
        && !Names(engine).Any(name => System.IO.Path.GetFileName(program).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    public static bool IsKubectl(string program) =>
        System.IO.Path.GetFileName(program).StartsWith("kubectl", StringComparison.OrdinalIgnoreCase);

    private static string[] Names(string engine) => engine == "kustomize" ? ["kustomize", "kubectl"] : [engine];
}
