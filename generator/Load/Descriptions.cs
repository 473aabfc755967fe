using System.Collections.Concurrent;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Reads the descriptions of a fleet one by one, of whatever state. All that is wrong goes into the bag; what is right is returned all the
/// same, and null only where nothing can be read.
/// </summary>
public sealed class Descriptions(IFleetFiles files, DiagnosticBag diagnostics)
{
    private readonly DocumentReader documents = new(files, diagnostics);
    private readonly ConcurrentDictionary<string, HeadNames> heads = new(StringComparer.Ordinal);

    public FleetSettings? Settings() =>
        documents.Read(FleetLayout.FleetFile, Shapes.Fleet, null) is { } document ? FleetReader.Read(document) : null;

    /// <param name="release">Null for the head.</param>
    public App? App(string name, string? release)
    {
        var folder = release is null ? FleetLayout.App(name).Head : FleetLayout.App(name).Release(release);
        var names = release is null ? null : Head(name);
        if (documents.Read(folder.Description, Shapes.App, name, names?.Former) is not { } document)
            return null;
        var app = new AppReader(folder.Directory, files, diagnostics).Read(name, document);
        // What it is called now is said by its head alone: a release is older than that.
        if (names is not null)
            app = app with { ArgoName = names.Argo };
        return app.Chart is { } chart && release is not null && RecordedDigest(folder.ReleaseRecord) is { } digest
            ? app with
            {
                Chart = chart with { Digest = digest },
            }
            : app;
    }

    public EnvironmentSettings? Environment(string name)
    {
        var folder = FleetLayout.Environment(name);
        return documents.Read(folder.Description, Shapes.Environment, name) is { } document
            ? new EnvironmentReader(folder.Directory, diagnostics).Read(name, document)
            : null;
    }

    public Pin? Pin(string environment, string app) =>
        documents.Read(FleetLayout.Environment(environment).Pin(app), Shapes.Pin, null) is { } document
        && document.Map("spec") is { } spec
        && spec.Scalar("release") is { } release
            ? new Pin(release.At, release, spec.Scalar("previous"))
            {
                Phase = MigrationReader.Phase(spec),
                Hold = PromotionReader.Hold(spec.Map("hold")),
            }
            : null;

    // What else is wrong with the head is told where it is read for its own sake.
    private HeadNames Head(string app) =>
        heads.GetOrAdd(
            app,
            _ =>
            {
                var path = FleetLayout.App(app).Head.Description;
                var text = files.IsRegular(path) ? files.ReadText(path, FileTree.DescriptionLimit, new DiagnosticBag()) : null;
                var spec = text is null ? null : YamlReader.ReadMap(path, text, new DiagnosticBag())?.Map("spec");
                return new HeadNames(
                    [.. (spec?.Texts("formerNames") ?? []).Select(name => name.Text)],
                    spec?.Map("argocd")?.Text("name") ?? app
                );
            }
        );

    // `release cut` records the chart's digest beside the description that it froze.
    private string? RecordedDigest(string record) =>
        files.FileExists(record) && files.ReadText(record, FileTree.DescriptionLimit, diagnostics) is { } text
            ? ReleaseRecord.ReadChartDigest(record, text, diagnostics)
            : null;

    private sealed record HeadNames(IReadOnlyCollection<string> Former, string Argo);
}
