using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Build;

/// <summary>Every patch target must match an object: Kustomize applies a patch to nothing without a word.</summary>
public static class PatchChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The patches whose target names no object of <paramref name="objects"/>. Patches without a target are Kustomize's own concern: it fails by itself.</summary>
    public static IEnumerable<EmittedPatch> WithoutMatch(Overlay overlay, IReadOnlyList<ObjectId> objects, Func<IReadOnlyList<YamlMap>> manifests) =>
        overlay.Patches.Where(patch => patch.Target is { } target && !Matches(target, objects, manifests));

    public static void Report(Overlay overlay, IEnumerable<EmittedPatch> patches, DiagnosticBag diagnostics)
    {
        foreach (var patch in patches)
            diagnostics.Add(Messages.PatchMatchesNothing(patch.At, overlay.Unit.Name, Describe(patch.Target!)));
    }

    private static string Describe(YamlMap target) => string.Join(", ", target.Entries.Select(entry => $"{entry.Key.Text}: {(entry.Value as YamlScalar)?.Text}"));

    private static bool Matches(YamlMap target, IReadOnlyList<ObjectId> objects, Func<IReadOnlyList<YamlMap>> manifests)
    {
        if (target["labelSelector"] is null && target["annotationSelector"] is null) return objects.Any(id => Matches(target, id));
        return manifests().Any(manifest =>
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
