using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Charts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Build;

/// <summary>What is to be thought of an overlay's patches.</summary>
public enum PatchFit { Right, Wrong, CannotTell }

/// <summary>Every patch target must match an object: Kustomize applies a patch to nothing without a word.</summary>
public static class PatchChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The patches whose target names no object of <paramref name="objects"/>. Patches without a target are Kustomize's own concern: it fails by itself.</summary>
    public static IEnumerable<EmittedPatch> WithoutMatch(Overlay overlay, IReadOnlyList<ObjectId> objects, Lazy<IReadOnlyList<YamlMap>> manifests) =>
        overlay.Patches.Where(patch => patch.Target is { } target && !Matches(target, objects, manifests));

    /// <param name="chart">The unit's chart, where it is at hand.</param>
    public static PatchFit Report(Overlay overlay, IEnumerable<EmittedPatch> unmatched, InflatedChart? chart, DiagnosticBag diagnostics)
    {
        var fit = PatchFit.Right;
        var charted = new Lazy<IReadOnlyList<YamlMap>>(() => chart is null ? [] : Parse(File.ReadAllBytes(chart.File)));
        foreach (var finding in unmatched.Select(patch => Finding(overlay, patch, chart, charted)))
        {
            diagnostics.Add(finding);
            fit = finding.Severity == Severity.Error || fit == PatchFit.Wrong ? PatchFit.Wrong : PatchFit.CannotTell;
        }

        return fit;
    }

    // What Argo CD inflates is not in the overlay, so no patch of ours reaches it.
    private static Diagnostic Finding(Overlay overlay, EmittedPatch patch, InflatedChart? chart, Lazy<IReadOnlyList<YamlMap>> charted)
    {
        var (unit, target) = (overlay.Unit, Describe(patch.Target!));
        if (unit.App.Delivery != Delivery.Helm) return Messages.PatchMatchesNothing(patch.At, unit.Name, target);
        if (chart is null) return Messages.PatchNeedsChart(patch.At, unit.Name, target);
        return Matches(patch.Target!, chart.Objects, charted) ? Messages.PatchMissesChart(patch.At, unit.Name, target) : Messages.PatchMatchesNothing(patch.At, unit.Name, target);
    }

    public static IReadOnlyList<YamlMap> Parse(ReadOnlyMemory<byte> manifests) =>
        [.. (YamlReader.ReadAll(Overlay.ManifestsFile, Encoding.UTF8.GetString(manifests.Span), new DiagnosticBag(), YamlLimits.Generated) ?? []).OfType<YamlMap>()];

    private static string Describe(YamlMap target) => string.Join(", ", target.Entries.Select(entry => $"{entry.Key.Text}: {(entry.Value as YamlScalar)?.Text}"));

    private static bool Matches(YamlMap target, IReadOnlyList<ObjectId> objects, Lazy<IReadOnlyList<YamlMap>> manifests)
    {
        if (target["labelSelector"] is null && target["annotationSelector"] is null) return objects.Any(id => Matches(target, id));
        return manifests.Value.Any(manifest =>
            Matches(target, Id(manifest))
            && Selects(target.Text("labelSelector"), manifest.Map("metadata")?.Map("labels"))
            && Selects(target.Text("annotationSelector"), manifest.Map("metadata")?.Map("annotations")));
    }

    private static bool Matches(YamlMap target, ObjectId id) =>
        Field(target, "group", id.Group) && Field(target, "version", id.Version) && Field(target, "kind", id.Kind)
        && Field(target, "name", id.Name) && Field(target, "namespace", id.Namespace);

    // Kustomize anchors each expression by itself.
    private static bool Field(YamlMap target, string key, string value) =>
        target.Text(key) is not { Length: > 0 } pattern || Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.CultureInvariant, Patience);

    private static ObjectId Id(YamlMap manifest)
    {
        var version = manifest.Text("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new ObjectId(slash < 0 ? "" : version[..slash], version[(slash + 1)..], manifest.Text("kind") ?? "", manifest.Map("metadata")?.Text("namespace") ?? "", manifest.Map("metadata")?.Text("name") ?? "");
    }

    // Kubernetes' selector language: a=b, a==b, a!=b, a in (b,c), a notin (b,c), a, !a.
    private static bool Selects(string? selector, YamlMap? labels)
    {
        if (string.IsNullOrWhiteSpace(selector)) return true;
        return Regex.Split(selector, @",(?![^(]*\))", RegexOptions.None, Patience).All(part => Term(part.Trim(), labels));
    }

    private static bool Term(string term, YamlMap? labels)
    {
        var set = Regex.Match(term, @"^(\S+)\s+(in|notin)\s+\(([^)]*)\)$", RegexOptions.None, Patience);
        if (set.Success)
        {
            var isIn = labels?.Text(set.Groups[1].Value) is { } value && set.Groups[3].Value.Split(',').Select(item => item.Trim()).Contains(value, StringComparer.Ordinal);
            return isIn == (set.Groups[2].Value == "in");
        }

        var equality = Regex.Match(term, @"^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$", RegexOptions.None, Patience);
        if (equality.Success) return (labels?.Text(equality.Groups[1].Value) == equality.Groups[3].Value) == (equality.Groups[2].Value != "!=");
        return term.StartsWith('!') ? labels?[term[1..].Trim()] is null : labels?[term] is not null;
    }
}
