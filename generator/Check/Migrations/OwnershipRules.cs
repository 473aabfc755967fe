using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>Who owns and who deletes: AMA-008, MIG-004, MIG-006, MIG-007, MIG-008.</summary>
internal static class OwnershipRules
{
    private static readonly string[] Owners = ["argocd", "aks-addon", "arc"];
    private static readonly string[] Forbidden = ["Force=true", "Replace=true", "PruneLast=true"];

    public static Rule<MigrationWalk> Owner { get; } =
        new(
            "AMA-008",
            "`ownership` is argocd, aks-addon or arc; what the last two own is neither applied nor pruned, but for "
                + "customers' ConfigMaps.",
            Owned
        )
        {
            Why = "Two owners undo each other's work.",
            Mend = "Take the app out, or hand the agent over first.",
        };

    public static Rule<MigrationWalk> OneOwner { get; } =
        new("MIG-004", "A cluster-scoped object is rendered by one Application.", OwnedTwice)
        {
            Why = "Two overwrite each other, and what one prunes the other loses.",
            Mend = "Leave it to the shared app.",
        };

    public static Rule<MigrationWalk> WayBack { get; } =
        new("MIG-006", "Every phase but adopted has a rollback overlay.", HasWayBack)
        {
            Why = "A plain revert starts the old side before the new one has ended.",
            Mend = "Render it.",
        };

    public static Rule<MigrationWalk> NothingLost { get; } =
        new("MIG-007", "The token's Secret, customers' ConfigMaps of the old namespace, CRDs and Namespaces are not pruned.", Deleted)
        {
            Why = "They take with them what cannot be made again from git.",
            Mend = "Keep rendering them, or give them `Prune=false` one phase earlier: what counts is the live object.",
        };

    public static Rule<MigrationWalk> PlainSync { get; } =
        new(
            "MIG-008",
            "No `Force`, `Replace` or `PruneLast` among the sync options of an object or Application, nor "
                + "`ApplyOutOfSyncOnly` of the Application.",
            Options
        )
        {
            Why =
                "Objects would be deleted and made anew; with PruneLast the new side starts first; with ApplyOutOfSyncOnly a retry leaves "
                + "out the Job that failed, and runs the waves behind it.",
            Mend = "Remove the option.",
        };

    /// <summary>Argo CD applies and prunes the app's objects.</summary>
    public static bool IsOurs(MigrationStep step) => step.Ownership == "argocd";

    private static void Owned(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (IsOurs(step))
            return;
        if (!Owners.Contains(step.Ownership, StringComparer.Ordinal))
        {
            findings.Fail(Messages.UnknownOwner(step.At, step.Unit, step.Ownership, Owners));
            return;
        }

        var foreign = step
            .After.Objects.Concat(SyncSimulation.Prunes(step.Before, step.After).Select(prune => prune.Manifest))
            .Where(manifest => !IsCustomers(step.Migration, manifest))
            .Select(manifest => $"{manifest} (wave {manifest.Wave})")
            .ToList();
        if (foreign.Count > 0)
            findings.Fail(Messages.NotOurs(step.At, step.Unit, step.Ownership, foreign));
    }

    private static void HasWayBack(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (step.Rollback is null && step.HasNewSide())
            findings.Fail(Messages.NoWayBack(step.At, step.Unit, step.To.Word()));
    }

    // Two Applications that both render an object undo each other's work, and what one prunes the other loses.
    private static void OwnedTwice(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
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
            findings.Fail(
                Messages.OwnedTwice(
                    step.At,
                    step.Unit,
                    group.First().Manifest.Wave,
                    group.Key.ToString(),
                    [.. group.Select(one => one.Name)]
                )
            );
    }

    private static void Deleted(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        var told = new HashSet<ObjectId>();
        foreach (
            var leg in step.Legs()
                .Append(new SyncLeg($"{step.From.Word()} to {step.To.Word()}", IsWayBack: false, step.SharedBefore, step.SharedAfter))
        )
        foreach (var (manifest, wave) in SyncSimulation.Prunes(leg.Before, leg.After))
            if (Loss(step.Migration, manifest) is { } loss && told.Add(manifest.Id))
                findings.Fail(Messages.WouldBeDeleted(step.At, step.Unit, leg.Way, wave, manifest.ToString(), loss));
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

    private static void Options(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        var all = step.After.Objects.Concat(step.SharedAfter.Objects).Concat(step.Rollback?.Objects ?? []);
        foreach (
            var group in all.SelectMany(manifest => Bad(manifest.SyncOptions).Select(option => (Option: option, Manifest: manifest)))
                .GroupBy(one => (one.Manifest.Id, one.Option))
        )
            findings.Fail(
                Messages.SyncOptionForbidden(step.At, step.Unit, $"{group.Key.Id} (wave {group.First().Manifest.Wave})", group.Key.Option)
            );
        foreach (var option in Bad(step.SyncOptions).Concat(step.SyncOptions.Where(IsSelective)))
            findings.Fail(Messages.SyncOptionForbidden(step.At, step.Unit, "the Application", option));
    }

    private static bool IsSelective(string option) => option.Equals("ApplyOutOfSyncOnly=true", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Bad(IEnumerable<string> options) => options.Intersect(Forbidden, StringComparer.OrdinalIgnoreCase);
}
