using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.States;

/// <summary>Tells which release head is cut as. The digest of a chart that was recorded with the cut makes it no other release.</summary>
public sealed class AppReleases(IFleetFiles files, Fleet fleet)
{
    public PromotedApp Of(AppSource head)
    {
        var name = NameOf(head);
        var cut = fleet
            .Releases.Where(release => release.Key.App == head.App.Name && release.Value.App.Version == head.App.Version)
            .Where(release => release.Key.Release == name || NameOf(release.Value) == name)
            .Select(release => release.Key.Release)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return new PromotedApp(
            head.App.Name,
            name,
            cut,
            [.. head.App.Requires.Select(required => required.Text).Where(fleet.Apps.ContainsKey)],
            head.App.Migration is not null
        )
        {
            Triggers = head.App.Triggers,
            Releases = [.. fleet.Releases.Keys.Where(key => key.App == head.App.Name).Select(key => key.Release)],
        };
    }

    private string NameOf(AppSource source)
    {
        var record = source.Folder.ReleaseRecord;
        var frozen = files
            .Files(source.Directory, new DiagnosticBag(), skip: source.Folder.Releases)
            .Where(path => path != record)
            .Select(path => KeyValuePair.Create(path[(source.Directory.Length + 1)..], files.Sha256(path)!));
        return ReleaseName.Of(source.App.Version, Digest.OfAll(frozen));
    }
}
