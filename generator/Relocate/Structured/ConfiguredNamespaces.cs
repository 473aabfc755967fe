using System.Text.RegularExpressions;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Templates;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// Namespaces that are set in one place for objects written elsewhere: Kustomize's transformer, an Application's destination, values of a
/// chart.
/// </summary>
internal static partial class ConfiguredNamespaces
{
    public static Judgement? Judge(ScalarMention place)
    {
        if (!place.IsWhole || place.Leaf.Source.Path.Length == 0)
            return null;
        var file = place.Leaf.Source.Path;
        if (RepositoryPath.Name(file) is "kustomization.yaml" or "kustomization.yml" or "Kustomization" && place.Leaf.Path == "namespace")
            return Transformer(place, RepositoryPath.Parent(file));
        if (
            place.Object is { Kind: "Application" or "ApplicationSet" or "HelmRelease" or "Kustomization" or "HelmChart" } deployed
            && IsTarget(place, deployed)
        )
            return Follow(
                place.Context.Of(deployed.Names),
                Category.ConfiguredNamespace,
                $"where {deployed.Kind} {deployed.Names.FirstOrDefault()?.Text} puts its objects"
            );
        return Values().IsMatch(RepositoryPath.Name(file)) && place.Object is null ? Value(place, file) : null;
    }

    // Where it puts its objects, and no other namespace in it: those of what it refers to or configures are of others.
    private static bool IsTarget(ScalarMention place, OutlinedObject deployed) =>
        string.Join('.', place.Leaf.Upwards().TakeWhile(node => node != deployed.Map).Select(node => node.Key ?? "[]").Reverse())
            is "spec.destination.namespace"
                or "spec.template.spec.destination.namespace"
                or "spec.targetNamespace"
                or "spec.storageNamespace";

    private static Judgement Transformer(ScalarMention place, string folder)
    {
        // What it generates gets the namespace too.
        var generated = place
            .Leaf.Source.Documents.SelectMany(document => document.Children)
            .Where(node => node.Key is "configMapGenerator" or "secretGenerator")
            .SelectMany(node => node.Children)
            .Select(item => item["name"])
            .OfType<Outline>();
        var standings = Resources(place.Context, folder, 0)
            .SelectMany(found => found.Names)
            .Concat(generated)
            .Select(place.Context.OfDeclared)
            .Distinct()
            .ToList();
        return standings switch
        {
            [RelocationStatus.Moves] => Move(Category.ConfiguredNamespace, "All objects of this kustomization move."),
            [RelocationStatus.Stays] => Keep(Category.ConfiguredNamespace, "None of the objects of this kustomization moves."),
            [] => Review(Category.ConfiguredNamespace, "The objects of this kustomization are not here to be judged."),
            _ => Review(Category.ConfiguredNamespace, "Not all objects of this kustomization move."),
        };
    }

    private static IEnumerable<OutlinedObject> Resources(RelocationContext context, string folder, int depth)
    {
        var file = new[] { "kustomization.yaml", "kustomization.yml", "Kustomization" }
            .Select(name => context.Files.GetValueOrDefault(folder.Length == 0 ? name : $"{folder}/{name}"))
            .FirstOrDefault(found => found is not null);
        if (file is null || depth > 8)
            return [];
        return file
            .Outline.Documents.SelectMany(document => document.Children)
            .Where(node => node.Key is "resources" or "bases" or "components")
            .SelectMany(node => node.Children)
            .SelectMany(item =>
                RepositoryPath.Resolve(folder, item.Text) is not { } path ? []
                : context.Files.TryGetValue(path, out var one) ? ManifestReader.Objects(one.Outline)
                : Resources(context, path, depth + 1)
            );
    }

    // A value is what the templates make of it; the values of a subchart stand under its name.
    private static Judgement? Value(ScalarMention place, string file)
    {
        var path = place.Leaf.Path;
        if (path.Contains('[', StringComparison.Ordinal) || place.Context.Charts.Of(file) is not { } chart)
            return null;
        var uses = Uses.OfValue(place.Context, chart, path);
        if (uses.Count == 0 && path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            uses = Uses.OfValue(place.Context, $"{(chart.Length == 0 ? "" : chart + "/")}charts/{path[..dot]}", path[(dot + 1)..]);
            if (path.StartsWith("global.", StringComparison.Ordinal))
                uses = [.. uses, .. Uses.OfValue(place.Context, chart, path)];
        }

        return Agree(
            uses,
            Category.ConfiguredNamespace,
            $"The templates use .Values.{path} {(uses.Count == 1 ? "once" : $"{uses.Count} times")}."
        );
    }

    [GeneratedRegex(@"^values[\w.-]*\.ya?ml$|\.values\.ya?ml$|-values\.ya?ml$")]
    private static partial Regex Values();
}
