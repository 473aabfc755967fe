using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// A Role works only on objects of its own namespace: one that is there for objects that stay must stay with them, and so must its binding.
/// The subjects of the binding are judged on their own.
/// </summary>
internal static class Roles
{
    /// <summary>Null for what is no Role or binding of one, and for one that moves like everything else.</summary>
    public static Judgement? Judge(RelocationContext context, OutlinedObject found) =>
        found.Kind switch
        {
            "Role" => OfRole(context, found.Map, "The Role"),
            "RoleBinding" => OfBinding(context, found),
            _ => null,
        };

    private static Judgement? OfBinding(RelocationContext context, OutlinedObject binding)
    {
        if (binding.Map["roleRef"] is not { } reference || reference.TextOf("kind") != "Role" || reference["name"] is not { } name)
            return null;
        var wanted = context.Name(name);
        // A Role of the system, such as extension-apiserver-authentication-reader, is in the old namespace only.
        if (context.Of(wanted) == RelocationStatus.Stays)
            return Keep(Category.ObjectNamespace, $"The binding is for the Role {wanted}, which stays, and works only beside it.");
        var roles = context
            .Roles.Where(role => context.Name(role.Map["metadata"]!["name"]!) == wanted)
            .Select(role => OfRole(context, role.Map, "The binding's Role"))
            .Distinct()
            .ToList();
        return roles switch
        {
            [var one] => one,
            [] => null,
            _ => Review(Category.ObjectNamespace, $"There are several Roles {wanted}; some are for objects that stay."),
        };
    }

    private static Judgement? OfRole(RelocationContext context, Outline role, string what)
    {
        var rules = role["rules"]?.Children ?? [];
        var named = rules.Select(rule => rule["resourceNames"]?.Children.Select(name => context.Name(name)).ToList() ?? []).ToList();
        var staying = named
            .SelectMany(names => names)
            .Where(name => context.Of(name) == RelocationStatus.Stays)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (staying.Count == 0)
            return null;
        var group = $"token:{staying[0]}";
        return named.All(names => names.Count > 0 && names.All(staying.Contains))
            ? Keep(
                Category.ObjectNamespace,
                $"{what} only gives access to {string.Join(", ", staying)}, which stays, and works only beside it.",
                group
            )
            : Review(
                Category.ObjectNamespace,
                $"{what} gives access to {string.Join(", ", staying)}, which stays, and to more: it has to be split."
            );
    }
}
