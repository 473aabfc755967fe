using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>REF-015: the kind of a custom resource is defined.</summary>
internal static class DefinitionRules
{
    private const string Definition = "apiextensions.k8s.io/CustomResourceDefinition";

    public static Rule<ClusterContents> Kinds { get; } =
        new("REF-015", "The CustomResourceDefinition of each custom resource is there.", Check)
        {
            Why = "A cluster without it refuses the object, and Argo CD the whole sync.",
            Mend =
                "Bring the definition before (an app of its own, with an earlier sync wave), or name who brings it: a prerequisite "
                + "in gitopsgen.yaml.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var defined = Defined(contents);
        var served = contents
            .Objects.Objects.Where(one => one.GroupKind == "apiregistration.k8s.io/APIService" && one.Spec?.Map("service") is not null)
            .Select(one => one.Spec!.Text("group"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var same in contents.Objects.Objects.Where(IsCustom).GroupBy(one => one.GroupKind).Where(same => !defined.Contains(same.Key))
        )
            if (!served.Contains(same.First().Id.Group))
                Missing(contents, [.. same], defined, findings);
    }

    private static void Missing(ClusterContents contents, List<Manifest> objects, HashSet<string> defined, Findings findings)
    {
        var first = objects[0];
        var what = new MissingReference(first.Document.At, ObjectNames.Of(first), "kind", first.GroupKind, "", objects.Count - 1);
        // Whoever brings the other kinds of a group brings this one too, unless its name is a slip.
        var near = defined.FirstOrDefault(kind => IsSlip(first.GroupKind, kind));
        var why = near is null ? KindTraits.BroughtBy(first) ?? Unseen(contents, first) : null;
        if (why is not null)
            findings.CannotTell(Messages.DefinitionUnknown(what, why));
        else
            findings.Fail(
                Messages.DefinitionMissing(
                    what with
                    {
                        Near = (near ?? Nearest.To(first.GroupKind, defined)) is { } nearest ? $"Nearest: {nearest}." : "",
                    }
                )
            );
    }

    // One letter is missing, too many or another, or two are swapped.
    private static bool IsSlip(string written, string kind)
    {
        var longest = Math.Max(written.Length, kind.Length);
        var same = written.AsSpan().CommonPrefixLength(kind);
        var left = (Written: written[same..], Kind: kind[same..]);
        while (left is ({ Length: > 0 } one, { Length: > 0 } other) && one[^1] == other[^1])
            left = (one[..^1], other[..^1]);
        return longest > 3
            && same > written.LastIndexOf('/')
            && (Math.Max(left.Written.Length, left.Kind.Length) == 1 || (left is ([var a, var b], [var c, var d]) && a == d && b == c));
    }

    // Who says that it brings this kind is more worth naming than who may bring any.
    private static string? Unseen(ClusterContents contents, Manifest first) =>
        (
            contents.Unseen.FirstOrDefault(part => !part.Kinds.IsEmpty && part.MayBring(first.GroupKind, ""))
            ?? contents.MayHave(Definition, "")
            ?? Deliverers.Of(contents.Objects.Objects).FirstOrDefault()
        )
            is { } part
            ? $"{part.What} may bring it: {part.Why}"
            : null;

    private static HashSet<string> Defined(ClusterContents contents) =>
        contents
            .Objects.Objects.Where(one => one.GroupKind == Definition)
            .Select(one => new ObjectId(one.Spec?.Text("group") ?? "", one.Spec?.Map("names")?.Text("kind") ?? "", "", "").GroupKind)
            .ToHashSet(StringComparer.Ordinal);

    private static bool IsCustom(Manifest manifest) =>
        !KindTraits.IsBuiltIn(manifest.Id.Group) && !KindTraits.IsFile(manifest.Id.Group) && manifest.Document.Says("apiVersion");
}
