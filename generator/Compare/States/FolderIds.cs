using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Compare.States;

/// <summary>One digest of all that lies in a folder of a side, by what git calls the files: most of them are not read for it.</summary>
public sealed class FolderIds(FleetSide side, FleetSide other)
{
    private readonly ILookup<string, string> byApp = side
        .Paths.Where(path => FleetLayout.Read(path) is AppFile or ReleaseFile)
        .ToLookup(path => ((IOfApp)FleetLayout.Read(path)).App, StringComparer.Ordinal);

    /// <param name="directory">Of an app or a release.</param>
    /// <param name="skip">A folder in it that does not count.</param>
    public string Of(string directory, string? skip) =>
        Digest.OfAll(
            Paths(directory)
                .Where(path => RepositoryPath.IsInside(directory, path) && (skip is null || !RepositoryPath.IsInside(skip, path)))
                .Order(StringComparer.Ordinal)
                .Select(path => KeyValuePair.Create(path[(directory.Length + 1)..], side.ContentId(path, other)))
        );

    private IEnumerable<string> Paths(string directory) => FleetLayout.ReadFolder(directory) is IOfApp { App: var app } ? byApp[app] : [];
}
