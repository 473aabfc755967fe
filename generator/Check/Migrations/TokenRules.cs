using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Migrations;

/// <summary>AMA-003: the agent looks for its token where the platform puts it, and may read it there.</summary>
internal static class TokenRules
{
    private static readonly string[] Verbs = ["get", "watch"];

    public static Rule<MigrationWalk> TokenFound { get; } =
        new("AMA-003", AgentTexts.TokenFound.Summary, Tokens)
        {
            Why = AgentTexts.TokenFound.Why,
            Mend = AgentTexts.TokenFound.Mend,
            Severities = AgentTexts.TokenFound.Severities,
        };

    private static void Tokens(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var workload in step.Workloads(step.After))
        foreach (var container in workload.Pods!.Containers)
            if (container.Argument("secret-namespace") is { } space && IsToken(step, container))
                Check(step, workload, container, space, told, findings);
    }

    private static bool IsToken(MigrationStep step, Container container) =>
        container.Argument("secret-name") is not { } name || step.Migration.Token is not { } token || name == token.Name;

    private static void Check(
        MigrationStep step,
        Manifest workload,
        Container container,
        string space,
        HashSet<string> told,
        Findings findings
    )
    {
        if (step.Migration.Token is not { } declared)
        {
            findings.Fail(Messages.TokenUndeclared(step.At, step.Unit, workload.Wave, workload.ToString(), container.Name, space));
            return;
        }

        var token = declared.Namespace.Length > 0 ? declared : declared with { Namespace = step.Migration.From };
        if (space != token.Namespace)
            findings.Fail(
                Messages.TokenElsewhere(
                    step.At,
                    step.Unit,
                    workload.Wave,
                    workload.ToString(),
                    container.Name,
                    space,
                    token.ToString(),
                    token.Namespace
                )
            );
        var account = $"{workload.Namespace}/{workload.Pods!.ServiceAccount}";
        var missing = Verbs
            .Except(Granted(step, token, (workload.Namespace, workload.Pods.ServiceAccount)), StringComparer.Ordinal)
            .ToList();
        // One binding serves many workloads: the ServiceAccount is told once.
        if (missing.Count > 0 && told.Add(account))
            findings.Fail(
                Messages.TokenUnreadable(step.At, step.Unit, workload.Wave, workload.ToString(), account, token.ToString(), [.. missing])
            );
    }

    private static IEnumerable<string> Granted(MigrationStep step, ObjectName token, (string Namespace, string Name) account)
    {
        var all = step.SharedAfter.With(step.After);
        return BindingRules
            .Bindings(all)
            .Where(binding => binding.Kind == "ClusterRoleBinding" || binding.Namespace == token.Namespace)
            .Where(binding =>
                BindingRules.Subjects(binding).Contains(account)
                || Groups(binding).Any(group => group == "system:serviceaccounts" || group == $"system:serviceaccounts:{account.Namespace}")
            )
            .SelectMany(binding => Rules(all, binding, token.Namespace))
            .Where(rule => Covers(rule, token))
            .SelectMany(rule => rule.Texts("verbs").Select(verb => verb.Text))
            .SelectMany(verb => verb == "*" ? Verbs : [verb]);
    }

    private static IEnumerable<string> Groups(Manifest binding) =>
        binding
            .Document.List("subjects")
            .OfType<YamlMap>()
            .Where(subject => subject.Text("kind") == "Group")
            .Select(subject => subject.Text("name") ?? "");

    private static IEnumerable<YamlMap> Rules(Manifests all, Manifest binding, string space)
    {
        var reference = binding.Document.Map("roleRef");
        var role = reference?.Text("kind") is "Role"
            ? all.Find("Role", space, reference.Text("name") ?? "")
            : all.Find("ClusterRole", "", reference?.Text("name") ?? "");
        return (role?.Document.List("rules") ?? []).OfType<YamlMap>();
    }

    private static bool Covers(YamlMap rule, ObjectName token) =>
        Has(rule, "apiGroups", "")
        && Has(rule, "resources", $"{token.Kind.ToLowerInvariant()}s")
        && (rule.List("resourceNames").Count == 0 || rule.Texts("resourceNames").Any(name => name.Text == token.Name));

    private static bool Has(YamlMap rule, string key, string value) =>
        rule.List(key).OfType<YamlScalar>().Any(item => item.Text == value || item.Text == "*");
}
