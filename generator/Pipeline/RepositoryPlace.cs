using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Load;

namespace GitOpsGen.Pipeline;

/// <summary>Where the fleet stands in its repository: Argo CD takes all paths from the root.</summary>
public static class RepositoryPlace
{
    /// <summary>
    /// Below the root it is an error where origin is the repository that Argo CD reads; elsewhere the folder may be published as another
    /// repository's root.
    /// </summary>
    public static async Task CheckAsync(string root, FleetSettings settings, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (WorkTree.Of(root) is not { GitFolder: not null, Root: var top })
            return;
        var folder = Path.GetRelativePath(top, RealPath.Of(root)).Replace(Path.DirectorySeparatorChar, '/');
        if (folder == ".")
            return;
        var isSure = await OriginAsync(root, cancellation) is { } origin && RepositoryAddress.IsSame(origin, settings.RepositoryUrl);
        diagnostics.Add(Messages.FleetBelowRepository(settings.At, folder, settings.RepositoryUrl, isSure));
    }

    private static async Task<string?> OriginAsync(string root, CancellationToken cancellation)
    {
        try
        {
            return await new GitRepository(root).OriginAsync(cancellation);
        }
        catch (FileNotFoundException)
        {
            // Without git nobody knows.
            return null;
        }
    }
}
