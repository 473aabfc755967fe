using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Processes;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Apply;

/// <summary>What became of a chart: nothing of it moved, only names moved, it renders neither way, or it is not what it was.</summary>
public enum ChartOutcome
{
    Untouched,
    Moved,
    NeverRendered,
    Random,
    Different,
    Broken,
}

/// <param name="Path">Of the chart's folder; empty for the searched folder itself.</param>
/// <param name="Moves">Names that moved in what the chart makes.</param>
/// <param name="Detail">What Helm says, or the first difference.</param>
public sealed record ProvedChart(string Path, ChartOutcome Outcome, int Moves, string Detail);

/// <summary>Renders each chart as it was before the moves and as it is now.</summary>
public sealed class ChartProof(RelocationFolder folder, RelocationRecord record, IReadOnlyList<string> values)
{
    public bool HasCharts => Charts().Any();

    public async Task<IReadOnlyList<ProvedChart>> RunAsync(Engine helm, CancellationToken cancellation)
    {
        var proved = new List<ProvedChart>();
        foreach (var chart in Charts())
            proved.Add(await ProveAsync(helm, chart, cancellation));
        return proved;
    }

    // A chart below another's charts/ is rendered with that one.
    private IEnumerable<string> Charts()
    {
        var charts = Files("")
            .Where(path => RepositoryPath.Name(path) == "Chart.yaml")
            .Select(RepositoryPath.Parent)
            .Order(StringComparer.Ordinal)
            .ToList();
        return charts.Where(chart =>
            !charts.Any(other =>
                chart != other && chart.StartsWith(other.Length == 0 ? "charts/" : $"{other}/charts/", StringComparison.Ordinal)
            )
        );
    }

    private async Task<ProvedChart> ProveAsync(Engine helm, string chart, CancellationToken cancellation)
    {
        if (!record.Files.Keys.Any(path => RepositoryPath.IsInside(chart, path) || values.Contains(path, StringComparer.Ordinal)))
            return new(chart, ChartOutcome.Untouched, 0, "");
        var findings = new DiagnosticBag();
        if (!new ChartContents(Position.Start($"{chart}/Chart.yaml"), chart, findings).Check(folder.Files.Absolute(chart)))
            return new(chart, ChartOutcome.Broken, 0, findings.Sorted()[0].Message);
        var copy = Directory.CreateTempSubdirectory("gitopsgen-verify-").FullName;
        try
        {
            var (old, oldValues) = (Path.Join(copy, "chart"), Path.Join(copy, "values"));
            foreach (var path in Files(chart))
                Put(path, Path.Join(old, chart.Length == 0 ? path : path[(chart.Length + 1)..]));
            foreach (var path in values)
                Put(path, Path.Join(oldValues, path));
            var before = await RenderAsync(helm, old, oldValues, cancellation);
            var after = await RenderAsync(helm, folder.Files.Absolute(chart), folder.Files.Root, cancellation);
            return (before.Succeeded, after.Succeeded) switch
            {
                (false, false) => new(chart, ChartOutcome.NeverRendered, 0, after.Message),
                (false, true) => new(chart, ChartOutcome.Broken, 0, $"it renders only since: {before.Message}"),
                (true, false) => new(chart, ChartOutcome.Broken, 0, after.Message),
                _ => await CompareAsync(helm, chart, before.Text, after.Text, cancellation),
            };
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private async Task<ProvedChart> CompareAsync(Engine helm, string chart, string before, string after, CancellationToken cancellation)
    {
        var (moves, other) = RenderedDifference.Of(before, after, record.From, record.To);
        if (other is null)
            return new(chart, ChartOutcome.Moved, moves, "");
        // A chart that makes a password anew each time never equals itself; that is not the move's doing.
        var again = await RenderAsync(helm, folder.Files.Absolute(chart), folder.Files.Root, cancellation);
        return new(chart, again.Text == after ? ChartOutcome.Different : ChartOutcome.Random, moves, other);
    }

    // The same release and namespace both times, so that only what is written in the files can make a difference.
    private Task<CommandResult> RenderAsync(Engine helm, string chart, string valuesRoot, CancellationToken cancellation) =>
        helm.RunAsync(
            [
                "template",
                "verify",
                chart,
                "--namespace",
                record.To,
                "--include-crds",
                .. values.SelectMany(file => new[] { "--values", Path.Join(valuesRoot, file) }),
            ],
            cancellation
        );

    private void Put(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (folder.Files.IsLink(path))
            File.CreateSymbolicLink(
                target,
                new FileInfo(folder.Files.Absolute(path)).ResolveLinkTarget(returnFinalTarget: false)!.FullName
            );
        else if (record.Files.GetValueOrDefault(path) is { } file && Before(path, file) is { } original)
            File.WriteAllBytes(target, original);
        else
            File.Copy(folder.Files.Absolute(path), target);
    }

    private byte[]? Before(string path, EditedFile file)
    {
        var bytes = folder.Read(path);
        var (from, to) = TextEncoding.Names(bytes, record.From, record.To);
        return RelocationUndo.Inverse(bytes, file, from, to);
    }

    private IEnumerable<string> Files(string path) =>
        folder
            .Files.Walk(path)
            .Where(file => !file.Split('/').Any(part => part is ".git" or ".gitopsgen") && folder.Files.Special(file) is null);
}
