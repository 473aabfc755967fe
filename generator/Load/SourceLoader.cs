using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Reads an app's head, or one of its releases, with the files that its description names.</summary>
public sealed class SourceLoader(IFleetFiles files, Descriptions descriptions, DiagnosticBag diagnostics)
{
    private readonly DocumentReader documents = new(files, diagnostics);

    /// <summary>A link anywhere in an app would reach what no release can freeze.</summary>
    public AppSource? Head(string app)
    {
        var head = FleetLayout.App(app).Head;
        if (files.LinkOnTheWay(head.Directory) is null)
            files.Files(head.Directory, diagnostics, skip: head.Releases);
        return Read(app, head, null);
    }

    /// <summary>
    /// What is in a release that does not match its name is not worth reading: it must be restored, not mended.
    /// </summary>
    public AppSource? Release(string app, string release)
    {
        var folder = FleetLayout.App(app).Release(release);
        if (DigestOf(folder.Directory) is not { } digest)
            return null;
        var dash = release.LastIndexOf('-');
        var name = ReleaseName.Of(dash < 0 ? release : release[..dash], digest);
        var source = name == release ? Read(app, folder, release) : null;
        if (source is not null)
            name = ReleaseName.Of(source.App.Version, digest);
        if (name == release)
            return source;
        var isLineEnds = DigestOfLines(folder.Directory) is { } lines && dash > 0 && ReleaseName.Of(release[..dash], lines) == release;
        diagnostics.Add(Messages.ReleaseContent(Position.Start(folder.Directory), release, name, isLineEnds));
        return null;
    }

    // What a checkout with other line ends was made from; null where no line ends otherwise.
    private string? DigestOfLines(string directory)
    {
        List<(string Path, string? Lines)> all =
        [
            .. files.Files(directory, new DiagnosticBag()).Select(path => (path, Digest.OfLines(files.ReadBytes(path)))),
        ];
        return all.TrueForAll(file => file.Lines is null)
            ? null
            : Digest.OfAll(
                all.Select(file => KeyValuePair.Create(file.Path[(directory.Length + 1)..], file.Lines ?? files.Sha256(file.Path)!))
            );
    }

    // Null where a link is, which is reported.
    private string? DigestOf(string directory)
    {
        var links = new DiagnosticBag();
        if (files.LinkOnTheWay(directory) is { } link)
            links.Add(Messages.SymbolicLink(Position.Start(link), link));
        var digest = links.HasErrors ? null : files.TreeDigest(directory, links);
        diagnostics.AddAll(links);
        return links.HasErrors ? null : digest;
    }

    private AppSource? Read(string name, SourceFolder folder, string? release)
    {
        if (descriptions.App(name, release) is not { } app)
            return null;
        var (values, texts) = (Values(app, folder.Directory), Texts(app, folder.Directory));
        var reach = new KustomizationChecks(folder.Directory, files, diagnostics).Check(app);
        return new AppSource(app, folder.Directory, release, values, texts, Dashboards(app, folder.Directory), reach);
    }

    private ImmutableDictionary<string, YamlMap> Dashboards(App app, string directory)
    {
        var dashboards = ImmutableDictionary.CreateBuilder<string, YamlMap>(StringComparer.Ordinal);
        foreach (var file in app.Dashboards.Select(dashboard => dashboard.File))
            if (
                RepositoryPath.ResolveInside(directory, file.Text) is { } path
                && documents.Read(path, Shapes.Dashboard, folder: null, at: file.At) is { } dashboard
            )
            {
                if (dashboard.Map("spec") is { } spec)
                    DashboardChecks.Check(spec, diagnostics);
                dashboards[file.Text] = dashboard;
            }

        return dashboards.ToImmutable();
    }

    private ImmutableDictionary<string, YamlMap> Values(App app, string directory)
    {
        var values = ImmutableDictionary.CreateBuilder<string, YamlMap>(StringComparer.Ordinal);
        foreach (var file in app.Values.Select(entry => entry.File))
            if (Text(directory, file) is { } text && YamlReader.ReadMap($"{directory}/{file.Text}", text, diagnostics) is { } map)
                values[file.Text] = map;
        return values.ToImmutable();
    }

    private ImmutableDictionary<string, string> Texts(App app, string directory)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var patches = app.Patches.Select(patch => patch.File);
        var templates = app.Templates.Select(template => template.File);
        var outputs = app.Outputs.Select(output => output.File);
        var certificates = app.TrustBundles.SelectMany(bundle => bundle.Files);
        foreach (var file in patches.Concat(templates).Concat(outputs).Concat(certificates).Concat(app.Migration?.Files ?? []))
            if (Text(directory, file) is { } text)
                texts[file.Text] = text;
        return texts.ToImmutable();
    }

    private string? Text(string directory, YamlScalar file) => files.ReadNamed(directory, file, diagnostics);
}

/// <summary>Reads what a description names.</summary>
internal static class NamedFiles
{
    /// <returns>Null where it cannot be read, which is reported, or leaves the folder, which who reads the description reports.</returns>
    public static string? ReadNamed(this IFleetFiles files, string directory, YamlScalar file, DiagnosticBag diagnostics) =>
        RepositoryPath.ResolveInside(directory, file.Text) is { } path
            ? files.ReadText(path, FileTree.TextLimit, diagnostics, file.At)
            : null;
}
