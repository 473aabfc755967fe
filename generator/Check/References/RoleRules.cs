using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-006: a binding joins what is there.</summary>
internal static class RoleRules
{
    private const string Group = "rbac.authorization.k8s.io";

    public static Rule<ClusterContents> Bindings { get; } =
        new("REF-006", "The role that a binding names is there, and so are the ServiceAccounts that it gives it to.", Check)
        {
            Why =
                "A binding to a role that is not there grants nothing. An account that is not there (a warning) may be a slip of name "
                + "or namespace, "
                + "or a right that waits for whoever makes an account of that name.",
            Mend = "Correct the name or the namespace of `roleRef` or of the subject, or take the subject away.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        var bindings = index.Objects.Where(manifest => manifest.IsKind($"{Group}/ClusterRoleBinding", $"{Group}/RoleBinding")).ToList();
        ReferenceJudge.Judge(
            index,
            bindings.Select(Role).OfType<Reference>().Concat(bindings.SelectMany(Accounts)),
            new(Messages.RoleMissing, Messages.RoleUnknown) { Weak = Messages.SubjectUnbound },
            findings
        );
    }

    private static Reference? Role(Manifest binding)
    {
        var role = binding.Document.Map("roleRef");
        var kind = role?.Text("kind") ?? "ClusterRole";
        return Reference.In(role, "name", binding, "roleRef", $"{Group}/{kind}", kind == "Role" ? binding.Namespace : "");
    }

    private static IEnumerable<Reference> Accounts(Manifest binding) =>
        PodSpec
            .Items(binding.Document, "subjects", "")
            .Where(one => one.Item.Text("kind") == "ServiceAccount")
            .Select(one =>
                Reference.In(
                    one.Item,
                    "name",
                    binding,
                    one.Path.TrimStart('.'),
                    "ServiceAccount",
                    one.Item.Text("namespace") ?? binding.Namespace
                )
            )
            .OfType<Reference>()
            .Select(one => one with { IsWeak = true });
}
