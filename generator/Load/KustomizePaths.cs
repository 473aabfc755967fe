using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Files and folders that a kustomization names: they lie here, and in the app.</summary>
/// <param name="directory">The app's folder, or that of its release.</param>
public sealed class KustomizePaths(string directory, IFleetFiles files, DiagnosticBag diagnostics)
{
    public string Directory { get; } = directory;

    /// <returns>The path in the repository of what may be a file or a folder; null when it may not be reached, which is reported.</returns>
    public string? Reach(string folder, YamlScalar reference)
    {
        if (KustomizeReference.IsRemote(reference.Text))
            diagnostics.Add(Messages.RemoteResource(reference.At, reference.Text));
        else if (
            RepositoryPath.Resolve(folder, reference.Text) is not { } path
            || !RepositoryPath.IsInside(Directory, path)
            || RepositoryPath.IsInside(new SourceFolder(Directory).Releases, path)
        )
            diagnostics.Add(Messages.PathOutside(reference.At, reference.Text, Directory));
        else
            return path;
        return null;
    }

    /// <summary>Kustomize reads files of the kustomization's own folder only.</summary>
    public void File(string folder, YamlScalar named, string relative)
    {
        if (KustomizeReference.IsRemote(relative))
            diagnostics.Add(Messages.RemoteResource(named.At, relative));
        else if (RepositoryPath.ResolveInside(folder, relative) is not { } path)
            diagnostics.Add(Messages.PathOutside(named.At, relative, folder));
        else if (files.LinkOnTheWay(path) is null && !files.FileExists(path))
            diagnostics.Add(Messages.FileMissing(named.At, path, files.Neighbour(path)));
    }

    /// <summary>A generator's source, which may begin with the key that it gets: <c>key=file</c>.</summary>
    public void Source(string folder, YamlScalar named) =>
        File(folder, named, named.Text[(named.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
