using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Migrations;

/// <summary>AMA-001: nothing on the new side still says the old namespace. AMA-002: what is in azure-arc stays there.</summary>
internal static class ResidueRules
{
    private const string ArcNamespace = "azure-arc";

    public static Rule<MigrationWalk> NewNamespace { get; } =
        new(
            "AMA-001",
            "Nothing in the new namespace means the old one: variables, arguments, addresses of the agent's own "
                + "Services. SCC `users` and `serviceAccounts` of the AzureExtensionIdentity have the new account from "
                + "prepared on, and no longer the old one in done.",
            Residue
        )
        {
            Why = "Kustomize's `namespace:` leaves values alone, so pods would work on the side that goes.",
            Mend = "Write the new namespace; for a variable declare it under `migration.namespaceVariables`.",
        };

    public static Rule<MigrationWalk> ArcStays { get; } =
        new("AMA-002", "Objects of azure-arc stay, and tokens are looked for there.", Arc)
        {
            Why = "Arc's agents do not move.",
            Mend = "Leave them out of what `namespace:` reaches.",
        };

    private static void Residue(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide())
            return;
        foreach (var workload in NewPods(step))
        foreach (var container in workload.Pods!.Containers)
            Values(step, workload, container, findings);
        foreach (var manifest in step.SharedAfter.Objects.Concat(step.After.Objects))
            Accounts(step, manifest, findings);
    }

    private static void Arc(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        Unmoved(step, step.Before, step.After, findings);
        Unmoved(step, step.SharedBefore, step.SharedAfter, findings);
        if (!step.HasNewSide())
            return;
        foreach (var workload in NewPods(step))
        foreach (var container in workload.Pods!.Containers)
        foreach (var (name, value) in container.Variables.Where(variable => IsTokens(variable.Name)))
            TokenNamespace(step, workload, container, name, value, findings);
    }

    // The Jobs of the move itself work on both namespaces.
    private static IEnumerable<Manifest> NewPods(MigrationStep step) =>
        step
            .After.In(step.Migration.To)
            .Where(manifest => manifest.IsWorkload || manifest is { Kind: "Job", Pods: not null })
            .Where(manifest => manifest.Label(MigrationJobs.JobLabel) is null);

    private static void Values(MigrationStep step, Manifest workload, Container container, Findings findings)
    {
        foreach (var (name, value) in container.Variables.Where(variable => !IsTokens(variable.Name)))
        {
            if (SaysOld(step, value))
                Tell($"the variable {name} of container {container.Name} is '{value}'");
            else if (IsOwnNamespace(step, workload, container, name) && value != step.Migration.To)
                Tell($"the variable {name} of container {container.Name} is '{value}', but should be its own namespace");
        }

        var words = container.Words;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith("--secret-namespace", StringComparison.Ordinal) || (i > 0 && words[i - 1] == "--secret-namespace"))
                continue;
            if (SaysOld(step, words[i]) || words[i].EndsWith($"={step.Migration.From}", StringComparison.Ordinal))
                Tell($"the argument '{words[i]}' of container {container.Name} names it");
        }

        void Tell(string what) =>
            findings.Fail(
                Messages.Residue(step.At, step.Unit, workload.Wave, workload.ToString(), what, step.Migration.From, step.Migration.To)
            );
    }

    // Where the token lies is AMA-003's, and in Arc AMA-002's.
    private static bool IsTokens(string variable) =>
        variable.EndsWith("TOKEN_NAMESPACE", StringComparison.Ordinal) || variable.EndsWith("SECRET_NAMESPACE", StringComparison.Ordinal);

    private static bool IsOwnNamespace(MigrationStep step, Manifest workload, Container container, string variable) =>
        step.Migration.NamespaceVariables.Any(one =>
            one.When.Holds(step.Features, step.KubernetesVersion)
            && one.Object.Kind == workload.Kind
            && one.Object.Name == workload.Name
            && one.Container == container.Name
            && one.Variable == variable
        );

    /// <summary>The old namespace itself, or the address of one of the app's Services in it.</summary>
    private static bool SaysOld(MigrationStep step, string text) =>
        text == step.Migration.From
        || step.Before.Objects.Concat(step.After.Objects)
            .Where(manifest => manifest.Kind == "Service")
            .Select(service => $"{service.Name}.{step.Migration.From}")
            .Distinct(StringComparer.Ordinal)
            .Any(address => Names(text, address));

    private static bool Names(string text, string address)
    {
        var at = text.IndexOf(address, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !IsName(text[at - 1])) && (at + address.Length == text.Length || !IsName(text[at + address.Length]));
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    private static void TokenNamespace(
        MigrationStep step,
        Manifest workload,
        Container container,
        string variable,
        string value,
        Findings findings
    )
    {
        var was = step
            .Before.Find(workload.Kind, step.Migration.From, workload.Name)
            ?.Pods?.Containers.Where(one => one.Name == container.Name)
            .SelectMany(one => one.Variables)
            .FirstOrDefault(one => one.Name == variable)
            .Value;
        if (was == ArcNamespace && value != ArcNamespace)
            findings.Fail(
                Messages.ArcTokenMoves(
                    step.At,
                    step.Unit,
                    workload.Wave,
                    workload.ToString(),
                    $"the variable {variable} of container {container.Name}",
                    value
                )
            );
    }

    // An OpenShift SecurityContextConstraints and Arc's identity list the ServiceAccounts that they are for.
    private static void Accounts(MigrationStep step, Manifest manifest, Findings findings)
    {
        var (where, listed) = manifest.Kind switch
        {
            "SecurityContextConstraints" => (
                "users",
                manifest
                    .Document.Texts("users")
                    .Select(user => user.Text.Split(':'))
                    .Where(parts => parts is ["system", "serviceaccount", _, _])
                    .Select(parts => (Namespace: parts[2], Name: parts[3]))
                    .ToList()
            ),
            "AzureExtensionIdentity" => (
                "spec.serviceAccounts",
                (manifest.Spec?.List("serviceAccounts") ?? [])
                    .OfType<YamlMap>()
                    .Select(account => (Namespace: account.Text("namespace") ?? "", Name: account.Text("name") ?? ""))
                    .ToList()
            ),
            _ => ("", []),
        };
        foreach (var (_, name) in listed.Where(account => account.Namespace == step.Migration.From))
            if (step.To == Phase.Done || !listed.Contains((step.Migration.To, name)))
                findings.Fail(
                    Messages.Residue(
                        step.At,
                        step.Unit,
                        manifest.Wave,
                        manifest.ToString(),
                        step.To == Phase.Done
                            ? $"{where} still has the ServiceAccount {name} there"
                            : $"{where} has the ServiceAccount {name} only there",
                        step.Migration.From,
                        step.Migration.To
                    )
                );
    }

    private static void Unmoved(MigrationStep step, Manifests before, Manifests after, Findings findings)
    {
        foreach (var was in before.In(ArcNamespace))
        {
            var now = after.Find(was.Id);
            if (now is null)
                findings.Fail(
                    Messages.ArcMoves(
                        step.At,
                        step.Unit,
                        was.Wave,
                        was.ToString(),
                        after
                            .Objects.FirstOrDefault(manifest => manifest.Id.GroupKind == was.Id.GroupKind && manifest.Name == was.Name)
                            ?.Namespace
                    )
                );
            else if (
                was.Spec?.Text("tokenNamespace") == ArcNamespace
                && now.Spec?.Text("tokenNamespace") is var token
                && token != ArcNamespace
            )
                findings.Fail(Messages.ArcTokenMoves(step.At, step.Unit, now.Wave, now.ToString(), "spec.tokenNamespace", token ?? ""));
        }
    }
}
