using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Moves;

/// <summary>Who owns and who deletes: AMA-008, MIG-004, MIG-006, MIG-007, MIG-008.</summary>
internal static class OwnershipRules
{
    private static readonly string[] Owners = ["argocd", "aks-addon", "arc"];
    private static readonly string[] Forbidden = ["Force=true", "Replace=true", "PruneLast=true"];

    /// <summary>AMA-008. False: the app's objects are somebody else's.</summary>
    public static bool IsOurs(MoveStep step, DiagnosticBag diagnostics)
    {
        if (step.Ownership == "argocd")
            return true;
        if (!Owners.Contains(step.Ownership, StringComparer.Ordinal))
            diagnostics.Add(Messages.UnknownOwner(step.At, step.Unit, step.Ownership, Owners));
        var foreign = step
            .After.Objects.Concat(SyncSimulation.Prunes(step.Before, step.After).Select(prune => prune.Manifest))
            .Where(manifest => !IsCustomers(step.Migration, manifest))
            .ToList();
        if (foreign.Count > 0 && Owners.Contains(step.Ownership, StringComparer.Ordinal))
            diagnostics.Add(
                Messages.NotOurs(step.At, step.Unit, step.Ownership, [.. foreign.Select(manifest => $"{manifest} (wave {manifest.Wave})")])
            );
        return false;
    }

    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        OwnedTwice(step, diagnostics);
        if (step.Rollback is null && step.HasNewSide())
            diagnostics.Add(Messages.NoWayBack(step.At, step.Unit, step.To.Word()));
        Deleted(step, diagnostics);
        Options(step, diagnostics);
    }

    // Two Applications that both render an object undo each other's work, and what one prunes the other loses.
    private static void OwnedTwice(MoveStep step, DiagnosticBag diagnostics)
    {
        var own = new[] { (Name: step.Unit, Manifests: step.After), (Name: step.Migration.Shared, Manifests: step.SharedAfter) };
        var all = own.Concat(step.Others.Select(other => (Name: other.Key, Manifests: other.Value)))
            .SelectMany(application =>
                application
                    .Manifests.Objects.Where(manifest => manifest.IsClusterScoped)
                    .Select(manifest => (application.Name, Manifest: manifest))
            );
        foreach (
            var group in all.GroupBy(one => one.Manifest.Id)
                .Where(group => group.Skip(1).Any() && group.Any(one => own.Any(mine => mine.Name == one.Name)))
        )
            diagnostics.Add(
                Messages.OwnedTwice(
                    step.At,
                    step.Unit,
                    group.First().Manifest.Wave,
                    group.Key.ToString(),
                    [.. group.Select(one => one.Name)]
                )
            );
    }

    private static void Deleted(MoveStep step, DiagnosticBag diagnostics)
    {
        var told = new HashSet<ObjectId>();
        foreach (
            var leg in step.Legs()
                .Append(new Leg($"{step.From.Word()} to {step.To.Word()}", IsWayBack: false, step.SharedBefore, step.SharedAfter))
        )
        foreach (var (manifest, wave) in SyncSimulation.Prunes(leg.Before, leg.After))
            if (Loss(step.Migration, manifest) is { } loss && told.Add(manifest.Id))
                diagnostics.Add(Messages.WouldBeDeleted(step.At, step.Unit, leg.Way, wave, manifest.ToString(), loss));
    }

    private static string? Loss(Migration migration, Manifest manifest) =>
        manifest switch
        {
            { Kind: "Namespace" } => "everything in it would go with it",
            { Kind: "CustomResourceDefinition" } => "every object of its kind would go with it",
            _ when migration.Token is { } token
                    && token.Kind == manifest.Kind
                    && token.Name == manifest.Name
                    && (token.Namespace.Length == 0 || token.Namespace == manifest.Namespace) =>
                "the agent would get no token and send nothing",
            _ when IsCustomers(migration, manifest) => "it is the customer's, and no copy of it is left",
            _ => null,
        };

    private static bool IsCustomers(Migration migration, Manifest manifest) =>
        manifest.Namespace == migration.From
        && migration.CustomerOwned.Any(name => name.Kind == manifest.Kind && name.Name == manifest.Name);

    private static void Options(MoveStep step, DiagnosticBag diagnostics)
    {
        var all = step.After.Objects.Concat(step.SharedAfter.Objects).Concat(step.Rollback?.Objects ?? []);
        foreach (
            var group in all.SelectMany(manifest => Bad(manifest.SyncOptions).Select(option => (Option: option, Manifest: manifest)))
                .GroupBy(one => (one.Manifest.Id, one.Option))
        )
            diagnostics.Add(
                Messages.SyncOptionForbidden(step.At, step.Unit, $"{group.Key.Id} (wave {group.First().Manifest.Wave})", group.Key.Option)
            );
        foreach (var option in Bad(step.SyncOptions))
            diagnostics.Add(Messages.SyncOptionForbidden(step.At, step.Unit, "the Application", option));
    }

    private static IEnumerable<string> Bad(IEnumerable<string> options) => options.Intersect(Forbidden, StringComparer.OrdinalIgnoreCase);
}
