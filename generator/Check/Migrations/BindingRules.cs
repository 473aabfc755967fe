using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Migrations;

/// <summary>MIG-003: both namespaces' ServiceAccounts are bound from prepared until the old side is pruned.</summary>
internal static class BindingRules
{
    public static Rule<MigrationWalk> BothBound { get; } =
        new(
            "MIG-003",
            "In the shared app each binding of the agent's ServiceAccounts has both namespaces from prepared to "
                + "cleanup, the old one alone in adopted and the new one alone in done. Both may stay in adopted after a "
                + "way back.",
            Subjects
        )
        {
            Why =
                "Two Applications sync at their own pace: pods without rights send nothing. A name without pods is a "
                + "right for whoever makes it.",
            Mend = "Add or remove the subject.",
        };

    private static void Subjects(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        var accounts = step.Accounts();
        foreach (var binding in Bindings(step.SharedBefore))
            Missing(step, step.From, binding, accounts, findings);
        foreach (var binding in Bindings(step.SharedAfter))
        {
            Missing(step, step.To, binding, accounts, findings);
            TooMany(step, binding, accounts, findings);
        }
    }

    public static IEnumerable<Manifest> Bindings(Manifests manifests) => manifests.OfKind("ClusterRoleBinding", "RoleBinding");

    public static IEnumerable<(string Namespace, string Name)> Subjects(Manifest binding) =>
        binding
            .Document.List("subjects")
            .OfType<YamlMap>()
            .Where(subject => subject.Text("kind") == "ServiceAccount")
            .Select(subject => (subject.Text("namespace") ?? binding.Namespace, subject.Text("name") ?? ""));

    private static void Missing(MigrationStep step, Phase phase, Manifest binding, IReadOnlySet<string> accounts, Findings findings)
    {
        var subjects = Subjects(binding).ToList();
        foreach (var account in Names(step, subjects, accounts))
        foreach (var space in Needed(step.Migration, phase).Where(space => !subjects.Contains((space, account))))
            findings.Fail(
                Messages.SubjectMissing(step.At, step.Unit, phase.Word(), binding.Wave, binding.ToString(), $"{space}/{account}")
            );
    }

    private static void TooMany(MigrationStep step, Manifest binding, IReadOnlySet<string> accounts, Findings findings)
    {
        var extra = step.To switch
        {
            // Rolled back to the beginning: the second subject does no harm until the new objects are gone.
            Phase.Adopted when step.From != Phase.Prepared => step.Migration.To,
            Phase.Done => step.Migration.From,
            _ => null,
        };
        foreach (var (space, account) in Subjects(binding).Where(subject => subject.Namespace == extra && accounts.Contains(subject.Name)))
            findings.Fail(Messages.SubjectLeft(step.At, step.Unit, step.To.Word(), binding.Wave, binding.ToString(), $"{space}/{account}"));
    }

    private static IEnumerable<string> Names(
        MigrationStep step,
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
