using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Compare.States;

/// <summary>
/// Writes into a folder what a render reads of a commit: its descriptions, and what is generated of the apps that it renders.
/// </summary>
public sealed class SideFolder(FleetSide side, Func<string, string, bool> isRendered)
{
    public async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        foreach (var path in side.Paths.Where(IsNeeded).Where(IsPlain))
            if (await side.ReadAsync(path, cancellation) is { } content)
            {
                var file = Path.Join(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, content, cancellation);
            }
    }

    // Of the others it is asked which kinds of objects they have, for the projects to permit.
    private bool IsNeeded(string path) =>
        FleetLayout.Read(path) switch
        {
            OverlayFile { Rest: OverlayFolder.ManifestsFile } => true,
            OverlayFile file => isRendered(file.Environment, file.App),
            OwnedRecord file => isRendered(file.Environment, file.App),
            ApplicationFile file => isRendered(file.Environment, file.App),
            _ => true,
        };

    // A tree that somebody made by hand may hold such names.
    private static bool IsPlain(string path) =>
        RepositoryPath.Resolve("", path) == path && !path.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase);
}
