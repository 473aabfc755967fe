using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Moves;

/// <summary>MIG-003: both namespaces' ServiceAccounts are bound from prepared until the old side is pruned.</summary>
internal static class BindingRules
{
    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        var accounts = step.Accounts();
        foreach (var binding in Bindings(step.SharedBefore))
            Missing(step, step.From, binding, accounts, diagnostics);
        foreach (var binding in Bindings(step.SharedAfter))
        {
            Missing(step, step.To, binding, accounts, diagnostics);
            TooMany(step, binding, accounts, diagnostics);
        }
    }

    public static IEnumerable<Manifest> Bindings(Manifests manifests) => manifests.OfKind("ClusterRoleBinding", "RoleBinding");

    public static IEnumerable<(string Namespace, string Name)> Subjects(Manifest binding) =>
        binding
            .Document.List("subjects")
            .OfType<YamlMap>()
            .Where(subject => subject.Text("kind") == "ServiceAccount")
            .Select(subject => (subject.Text("namespace") ?? binding.Namespace, subject.Text("name") ?? ""));

    private static void Missing(MoveStep step, Phase phase, Manifest binding, IReadOnlySet<string> accounts, DiagnosticBag diagnostics)
    {
        var subjects = Subjects(binding).ToList();
        foreach (var account in Names(step, subjects, accounts))
        foreach (var space in Needed(step.Migration, phase).Where(space => !subjects.Contains((space, account))))
            diagnostics.Add(
                Messages.SubjectMissing(step.At, step.Unit, phase.Word(), binding.Wave, binding.ToString(), $"{space}/{account}")
            );
    }

    private static void TooMany(MoveStep step, Manifest binding, IReadOnlySet<string> accounts, DiagnosticBag diagnostics)
    {
        var extra = step.To switch
        {
            // Rolled back to the beginning: the second subject does no harm until the new objects are gone.
            Phase.Adopted when step.From != Phase.Prepared => step.Migration.To,
            Phase.Done => step.Migration.From,
            _ => null,
        };
        foreach (var (space, account) in Subjects(binding).Where(subject => subject.Namespace == extra && accounts.Contains(subject.Name)))
            diagnostics.Add(
                Messages.SubjectLeft(step.At, step.Unit, step.To.Word(), binding.Wave, binding.ToString(), $"{space}/{account}")
            );
    }

    private static IEnumerable<string> Names(
        MoveStep step,
        IEnumerable<(string Namespace, string Name)> subjects,
        IReadOnlySet<string> accounts
    ) =>
        subjects
            .Where(subject =>
                (subject.Namespace == step.Migration.From || subject.Namespace == step.Migration.To) && accounts.Contains(subject.Name)
            )
            .Select(subject => subject.Name)
            .Distinct(StringComparer.Ordinal);

    private static string[] Needed(Migration migration, Phase phase) =>
        phase switch
        {
            Phase.Adopted => [migration.From],
            Phase.Done => [migration.To],
            _ => [migration.From, migration.To],
        };
}
