using System.Text;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Pipeline;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>
/// What charts that Argo CD inflates make differently on the two sides of a comparison, where chart and Helm are at hand. It uses no
/// network, and that something is not at hand is told, never a failure.
/// </summary>
/// <param name="root">Of the repository whose gitopsgen.yaml may name a Helm, as for a render.</param>
public sealed class HelmCharts(string root, ToolTrust trust, FleetSide old, FleetSide @new, IProgress progress) : IDisposable
{
    private const string NoHelm = "no Helm that the fleet may use is at hand; install one, or name it in gitopsgen.yaml as tools.helm.path";

    private readonly ScratchFolder scratch = new();
    private readonly Dictionary<(string Environment, string App), string> untold = [];
    private readonly HashSet<(string Environment, string App)> byChance = [];
    private readonly Dictionary<string, bool> sameFolders = new(StringComparer.Ordinal);
    private Dictionary<string, HelmUnit> units = [];
    private ILookup<string, HelmPair> pairs = Array.Empty<HelmPair>().ToLookup(pair => "", StringComparer.Ordinal);
    private HashSet<(string Environment, string App)> told = [];
    private LocalHelm? helm;

    /// <summary>The environments with something to compare.</summary>
    public IEnumerable<string> Scopes => pairs.Select(environment => environment.Key);

    /// <summary>Finds what differs, and inflates it. Before everything else.</summary>
    /// <param name="differing">The files that are not known to be equal.</param>
    public async Task PrepareAsync(IEnumerable<ComparedFile> differing, CancellationToken cancellation)
    {
        units = (await new HelmUnits(old, @new).FindAsync(differing, cancellation)).ToDictionary(
            unit => unit.File.Path,
            StringComparer.Ordinal
        );
        if (units.Count == 0)
            return;
        helm = new LocalHelm(root, trust, scratch, progress);
        var (before, after) = (new HelmInputs(old, scratch), new HelmInputs(@new, scratch));
        var found = new List<HelmPair>();
        foreach (var unit in units.Values)
            if (!await IsSameAsync(unit, cancellation) && await PairAsync(unit, before, after, cancellation) is { } pair)
                found.Add(pair);
        await helm.InflateAsync(Told().SelectMany(Keys), cancellation);
        foreach (var pair in Told())
            if (Keys(pair).Select(helm.Why).FirstOrDefault(why => why.Length > 0) is { } why)
                untold.TryAdd(Unit(pair.File), why);
        pairs = Told().ToLookup(pair => pair.File.Scope, StringComparer.Ordinal);
        told = [.. Told().Select(pair => Unit(pair.File))];

        // All of an app in an environment or nothing of it: half of it would be taken for the whole.
        IReadOnlyList<HelmPair> Told() => [.. found.Where(pair => !untold.ContainsKey(Unit(pair.File)))];
    }

    /// <summary>Whether Argo CD gives the values to a chart on that side.</summary>
    public bool Names(ComparedFile values, FleetSide side) =>
        units.TryGetValue(values.Path, out var unit) && (side == old ? unit.Old : unit.New) is not null;

    /// <summary>What the charts of an environment make differently.</summary>
    public async Task<IReadOnlyList<ObjectChange>> ChangesAsync(string environment, CancellationToken cancellation)
    {
        var changes = new List<ObjectChange>();
        foreach (var pair in pairs[environment])
        {
            var (left, right) = (await helm!.ReadAsync(pair.Old, cancellation), await helm.ReadAsync(pair.New, cancellation));
            if (IsByChance(left) || IsByChance(right))
                byChance.Add(Unit(pair.File));
            changes.AddRange(FileComparer.Compare(pair.File.Place, left, right, new DiagnosticBag(), new DiagnosticBag()));
        }

        return changes;
    }

    /// <summary>What the chart that is given these values makes on a side; null where it is not inflated here.</summary>
    public async Task<ReadOnlyMemory<byte>?> MadeAsync(ComparedFile values, FleetSide side, CancellationToken cancellation) =>
        pairs[values.Scope].FirstOrDefault(pair => pair.File.Path == values.Path) is { } pair
            ? await helm!.ReadAsync(side == old ? pair.Old : pair.New, cancellation)
            : (ReadOnlyMemory<byte>?)null;

    /// <summary>The change, with what is known of the chart that it gives something to.</summary>
    public ObjectChange Marked(ObjectChange change) =>
        told.Contains((change.Place.Environment, change.Place.App)) ? change with { IsChartTold = true } : change;

    /// <summary>What a reader should know of how far this went.</summary>
    public IEnumerable<string> Notes(IComparer<string> order)
    {
        if (told.Count > 0)
            yield return $"Argo CD inflates the chart of {Listed(told, order)} (delivery helm); its objects are compared as "
                + $"the local Helm makes them. What a chart makes only where a cluster has certain APIs is not among them.";
        if (byChance.Count > 0)
            yield return $"The chart of {Listed(byChance, order)} makes something by chance, or of the time, and "
                + $"Argo CD makes it anew at every sync. It stands as {ChartManifests.ByChance} here, and is not compared.";
        foreach (
            var same in untold
                .GroupBy(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
            yield return $"Argo CD inflates the chart of {Listed(same, order)} (delivery helm), so of it only "
                + $"the version and the values are compared: {same.Key}.";
    }

    public void Dispose() => scratch.Dispose();

    private static (string Environment, string App) Unit(ComparedFile file) => (file.Scope, file.App);

    private static IEnumerable<string> Keys(HelmPair pair) => new[] { pair.Old, pair.New }.OfType<string>();

    private static bool IsByChance(ReadOnlyMemory<byte> made) => made.Span.IndexOf(Encoding.UTF8.GetBytes(ChartManifests.ByChance)) >= 0;

    private static string Listed(IEnumerable<(string Environment, string App)> some, IComparer<string> order) =>
        string.Join(
            "; ",
            some.Distinct()
                .GroupBy(unit => unit.App, unit => unit.Environment, StringComparer.Ordinal)
                .OrderBy(app => app.Key, StringComparer.Ordinal)
                .Select(app => $"{app.Key} in {Phrases.Cut([.. app.Order(order)])}")
        );

    // Most that brings a unit here has nothing to do with its chart; then not even that is read.
    private async Task<bool> IsSameAsync(HelmUnit unit, CancellationToken cancellation)
    {
        if (unit is not { Old: { } one, New: { } other } || one != other || (one.Path is { } path && !IsSameFolder(path)))
            return false;
        return old.IsKnownSame(unit.File.Path, @new) || await old.HasSameBytesAsync(unit.File.Path, @new, cancellation);
    }

    private bool IsSameFolder(string path) =>
        sameFolders.TryGetValue(path, out var same)
            ? same
            : sameFolders[path] = old
                .Paths.Union(@new.Paths, StringComparer.Ordinal)
                .Where(file => file.StartsWith($"{path}/", StringComparison.Ordinal))
                .All(file => old.IsKnownSame(file, @new));

    private async Task<HelmPair?> PairAsync(HelmUnit unit, HelmInputs before, HelmInputs after, CancellationToken cancellation)
    {
        var (left, whyLeft) = unit.Old is null ? (null, "") : await before.OfAsync(unit, unit.Old, cancellation);
        var (right, whyRight) = unit.New is null ? (null, "") : await after.OfAsync(unit, unit.New, cancellation);
        var why = whyRight.Length > 0 ? whyRight : whyLeft;
        if (why.Length == 0 && HelmInputs.Told(left) == HelmInputs.Told(right))
            return null;
        if (why.Length == 0 && !await helm!.IsThereAsync(cancellation))
            why = NoHelm;
        if (why.Length > 0)
            untold.TryAdd(Unit(unit.File), why);
        return why.Length > 0 ? null : new HelmPair(unit.File, await KeyAsync(left), await KeyAsync(right));

        async Task<string?> KeyAsync(Inflation? inflation) =>
            inflation is (var release, var chart) ? await helm!.QueueAsync(release, chart, cancellation) : null;
    }
}
