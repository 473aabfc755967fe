using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-008: a patch is for something that is there.</summary>
internal static class PatchRules
{
    public static Rule<KustomizationTree> Targets { get; } =
        new("KUS-008", "Every patch is for an object that its kustomization has.", Check)
        {
            Why =
                "Without a target Kustomize stops the build. A `target` that matches nothing it passes over without a word (a warning): "
                + "what the patch "
                + "was to change is not changed.",
            Mend = "Correct kind and name of the patch or of its target, or take it out.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    // Comparing names costs the product of their lengths.
    private const int MostCompared = 500;

    private static void Check(KustomizationTree tree, Findings findings)
    {
        var builds = new KustomizeBuilds(tree);
        foreach (var kustomization in tree.All)
        {
            var patches = Patches.Of(tree, kustomization).ToList();
            if (patches.Count == 0)
                continue;
            var all = builds.Patched(kustomization);
            foreach (var patch in patches)
                Check(patch, all, findings);
        }
    }

    private static void Check(Patch patch, IReadOnlyList<BuiltObjects> all, Findings findings)
    {
        if (all.Count == 0)
            findings.CannotTell(Messages.KustomizePatchUnknown(patch.At, patch.What, "no kustomization here uses the component"));
        else if (patch.IsUnread)
            return; // KUS-001 says that its file is not there.
        else if (patch.Target is null && patch.Objects.Count == 0)
        {
            if (patch.NeedsTarget)
                findings.Fail(Messages.KustomizePatchWithoutTarget(patch.At, patch.What));
        }
        else if (all.Select(built => Matches(patch, built)).ToList() is var found && !found.Contains(true))
            Say(patch, all, found, findings);
    }

    private static void Say(Patch patch, IReadOnlyList<BuiltObjects> all, List<bool?> found, Findings findings)
    {
        var why = all.Select(built => built.Doubt).FirstOrDefault(doubt => doubt is not null);
        if (why is not null || found.Contains(null))
            findings.CannotTell(Messages.KustomizePatchUnknown(patch.At, patch.What, why ?? "only Kustomize reads such a selector"));
        else if (patch.Target is not null)
            findings.Fail(Messages.KustomizeTargetMatchesNothing(patch.At, patch.What, Near(patch, all)));
        else
            findings.Fail(Messages.KustomizePatchMatchesNothing(patch.At, patch.What, Near(patch, all)));
    }

    private static bool? Matches(Patch patch, BuiltObjects built)
    {
        if (patch.Target is null)
            return patch.Objects.All(one => built.Objects.Any(other => other.IsFor(one)));
        var target = new PatchTarget(patch.Target);
        var headers = built.Objects.SelectMany(one => one.Headers()).ToList();
        var manifests = new Lazy<Manifests>(() => new Manifests([.. built.Objects.SelectMany(Variants)]));
        var matches = target.Matches(headers, manifests);
        return matches == false && built.Relabels && (patch.Target.Says("labelSelector") || patch.Target.Says("annotationSelector"))
            ? null
            : matches;
    }

    // Of an object that is called otherwise now both are asked.
    private static IEnumerable<Manifest> Variants(BuiltObject built) =>
        built
            .Headers()
            .Select(header =>
                header.Id.Name == built.Manifest.Name && header.Id.Namespace == built.Manifest.Namespace
                    ? built.Manifest
                    : new Manifest(Renamed(built.Manifest.Document, header))
            );

    private static YamlMap Renamed(YamlMap document, ManifestHeader header)
    {
        var metadata = document.Map("metadata");
        var named = Y.Map(
            ("name", Y.Text(header.Id.Name)),
            ("namespace", Y.TextOrNothing(header.Id.Namespace.Length == 0 ? null : header.Id.Namespace)),
            ("labels", metadata?["labels"]),
            ("annotations", metadata?["annotations"])
        );
        return Y.Map(("apiVersion", document["apiVersion"]), ("kind", document["kind"]), ("metadata", named));
    }

    private static string? Near(Patch patch, IReadOnlyList<BuiltObjects> all)
    {
        var target = patch.Target;
        var asked = target is null
            ? Called(patch.Objects[0], patch.Objects[0].Namespace, patch.Objects[0].Name)
            : $"{target.Text("kind")} {target.Text("name")}";
        var known = all.SelectMany(built => built.Objects)
            .Take(MostCompared)
            .Select(one => target is null ? Called(one.Manifest, one.Namespace, one.Name) : $"{one.Manifest.Kind} {one.Name}")
            .Where(name => name != asked);
        return Nearest.To(asked, known.Distinct(StringComparer.Ordinal));
    }

    private static string Called(Manifest manifest, string space, string name) =>
        $"{manifest.Kind} {(space.Length == 0 ? "" : space + "/")}{name} of {ManifestHeader.Of(manifest.Document).ApiVersion}";
}
