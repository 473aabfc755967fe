using GitOpsGen.Compare.Objects;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>Reads what one unit brings into its clusters, as far as the wiring looks at it.</summary>
internal sealed class SidePartReader(FleetSide side, HelmCharts charts, Dictionary<ReadOnlyMemory<byte>, Manifests> documents)
{
    // Large as a rule, and nothing of the wiring.
    private static readonly HashSet<string> Skipped = ["CustomResourceDefinition", "PrometheusRule", "Application", "ApplicationSet"];

    /// <summary>Null when a file of it is no YAML.</summary>
    /// <param name="files">Of the unit.</param>
    public async Task<SidePart?> ReadAsync(IReadOnlyList<ComparedFile> files, CancellationToken cancellation)
    {
        var first = files[0];
        var objects = Manifests.None;
        foreach (var file in files.Where(file => file.Kind == ComparedKind.Manifests))
        {
            if (Read(file.Path, await side.ReadAsync(file.Path, cancellation) ?? default) is not { } read)
                return null;
            objects = objects.With(read);
        }

        var application = await side.TextAsync(first.Application, cancellation);
        var (chart, made) = await ChartAsync(first, files, application, cancellation);
        if (made is { } bytes)
        {
            if (Read(first.Application, bytes) is not { } read)
                return null;
            objects = objects.With(read);
        }

        var part = new ContentsPart(first.App, Placed(objects, application)) { Chart = chart };
        return new SidePart($"{first.Cluster}/{first.App}", part, chart is { IsSeen: false } ? Unseen(first.App, chart) : null);
    }

    private static UnseenPart Unseen(string app, ChartUse chart) =>
        new($"the chart of {app}", "Argo CD inflates it, and it is not inflated here", [], [chart.Namespace]) { Chart = chart };

    private async Task<(ChartUse? Chart, ReadOnlyMemory<byte>? Made)> ChartAsync(
        ComparedFile unit,
        IEnumerable<ComparedFile> files,
        string application,
        CancellationToken cancellation
    )
    {
        var values = files.FirstOrDefault(file => file.Kind == ComparedKind.Values);
        var source = values is null
            ? null
            : HelmSource.In(unit.Application, application)?.FirstOrDefault(source => source.Values == values.Path);
        if (source is null)
            return default;
        var made = await charts.MadeAsync(values!, side, cancellation);
        var given = await HelmInputs.ValuesAsync(side, source, cancellation) ?? YamlMap.Empty(Position.Start(values!.Path));
        var name = (source.Chart ?? source.Path ?? "").Split('/')[^1];
        return (
            new ChartUse(Position.Start(values!.Path), name, source.Version, source.ReleaseName, source.Namespace, given, made is not null),
            made
        );
    }

    private Manifests? Read(string path, ReadOnlyMemory<byte> file)
    {
        var all = new List<Manifest>();
        foreach (var document in DocumentBytes.Split(file).Where(IsLookedAt))
        {
            if (!documents.TryGetValue(document, out var read))
            {
                if (Manifests.Read(path, document, new DiagnosticBag()) is not { } made)
                    return null;
                documents[document] = read = made;
            }

            all.AddRange(read.Objects);
        }

        return new Manifests([.. all]);
    }

    private static bool IsLookedAt(ReadOnlyMemory<byte> document) =>
        !(ManifestScanner.Scan(document.Span) is [var header] && Skipped.Contains(header.Id.Kind));

    // What names no namespace goes where the Application goes.
    private static Manifests Placed(Manifests objects, string application)
    {
        if (objects.Objects.All(manifest => manifest.Namespace.Length > 0 || manifest.IsClusterScoped))
            return objects;
        var space = Destination(application);
        return new([
            .. objects.Objects.Select(manifest =>
                manifest.Namespace.Length > 0 || manifest.IsClusterScoped
                    ? manifest
                    : new Manifest(manifest.Id with { Namespace = space }, manifest.Document)
            ),
        ]);
    }

    private static string Destination(string application)
    {
        var spec = YamlReader.ReadMap("", application, new DiagnosticBag())?.Map("spec");
        return (spec?.Map("template")?.Map("spec") ?? spec)?.Map("destination")?.Text("namespace") ?? "";
    }
}
