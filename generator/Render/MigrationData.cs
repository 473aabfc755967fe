using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Render;

/// <summary>What templates see of a migration, as <c>migration.…</c>; docs/formats.md lists it.</summary>
internal sealed class MigrationData(Unit unit, Migration migration, PhaseSides sides)
{
    public Dictionary<string, object?> Values()
    {
        var (down, up) = sides.IsReturn ? (migration.To, migration.From) : (migration.From, migration.To);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["from"] = migration.From,
            ["to"] = migration.To,
            ["down"] = down,
            ["up"] = up,
            ["step"] =
                !sides.IsCrossing ? "prepare"
                : sides.IsReturn ? "return"
                : "cutover",
            ["roles"] = migration.Roles.Where(role => unit.Deployment.Holds(role.When)).Select(Role).ToList(),
            ["secrets"] = Copies("Secret"),
            ["configMaps"] = Copies("ConfigMap"),
            ["copies"] = string.Join(',', migration.Copies),
            ["waitsFor"] = string.Join(',', migration.Roles.Where(role => unit.Deployment.Holds(role.When)).Select(role => role.Object)),
        };
    }

    private List<string> Copies(string kind) => [.. migration.Copies.Where(copy => copy.Kind == kind).Select(copy => copy.Name)];

    private static Dictionary<string, object?> Role(ScrapingRole role) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = role.Name,
            ["kind"] = role.Object.Kind.ToLowerInvariant(),
            ["object"] = role.Object.Name,
            ["pods"] = role.Pods,
        };
}
