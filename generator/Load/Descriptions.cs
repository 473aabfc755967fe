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

    public FleetSettings? Settings() =>
        documents.Read(FleetLayout.FleetFile, Shapes.Fleet, null) is { } document ? FleetReader.Read(document) : null;

    /// <param name="release">Null for the head.</param>
    public App? App(string name, string? release)
    {
        var folder = release is null ? FleetLayout.App(name).Head : FleetLayout.App(name).Release(release);
        if (documents.Read(folder.Description, Shapes.App, name) is not { } document)
            return null;
        var app = new AppReader(folder.Directory, files, diagnostics).Read(name, document);
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
            ? new Pin(release.At, release, spec.Scalar("previous")) { Phase = MigrationReader.Phase(spec) }
            : null;

    // `release cut` records the chart's digest beside the description that it froze.
    private string? RecordedDigest(string record) =>
        files.FileExists(record) && files.ReadText(record, FileTree.DescriptionLimit, diagnostics) is { } text
            ? ReleaseRecord.ReadChartDigest(record, text, diagnostics)
            : null;
}
