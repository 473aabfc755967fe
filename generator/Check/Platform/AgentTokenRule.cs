using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Wiring;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Platform;

/// <summary>Containers that fetch the agent's token (ama-metrics 7.1.1: addon-token-adapter).</summary>
internal static class AgentToken
{
    private const string Adapter = "addon-token-adapter";

    public static bool Reads(Manifest manifest) => manifest.Pods?.Containers.Any(Reads) == true;

    public static bool Reads(Container container) =>
        container.Words.Any(word => word.Contains(Adapter, StringComparison.Ordinal)) && container.Argument("secret-name") is not null;
}

/// <summary>AMA-003 of clusters as they stay: the agent may read its token.</summary>
internal static class AgentTokenRule
{
    public static Rule<ClusterContents> Readable { get; } =
        new("AMA-003", AgentTexts.TokenFound.Summary, Check)
        {
            Why = AgentTexts.TokenFound.Why,
            Mend = AgentTexts.TokenFound.Mend,
            Severities = AgentTexts.TokenFound.Severities,
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var workload in contents.Objects.Objects.Where(AgentToken.Reads))
        foreach (var container in workload.Pods!.Containers.Where(AgentToken.Reads))
            Judge(contents, workload, container, findings);
    }

    private static void Judge(ClusterContents contents, Manifest workload, Container container, Findings findings)
    {
        var (space, name) = (container.Argument("secret-namespace") ?? workload.Namespace, container.Argument("secret-name")!);
        var account = $"{workload.Namespace}/{workload.Pods!.ServiceAccount}";
        var rights = new AccountRights(contents, account);
        var at = container.Document.At;
        switch (rights.May(new Need("", "secrets", space) { Name = name }))
        {
            case Answer.No:
                findings.Fail(Messages.TokenNotReadable(at, workload.ToString(), container.Name, account, $"{space}/{name}"));
                break;
            case Answer.Unknown:
                findings.CannotTell(
                    Messages.TokenNotTold(at, workload.ToString(), container.Name, account, $"{space}/{name}", rights.Doubt)
                );
                break;
        }

        Elsewhere(contents, workload, container, (space, name), findings);
    }

    // AKS puts the token into kube-system.
    private static void Elsewhere(
        ClusterContents contents,
        Manifest workload,
        Container container,
        (string Space, string Name) token,
        Findings findings
    )
    {
        var sources = new SecretSources(contents);
        if (token.Space == "kube-system" || sources.Find(token.Space, token.Name) is not null || sources.Unseen(token.Space) is not null)
            return;
        findings.Fail(Messages.TokenNotThere(container.Document.At, workload.ToString(), container.Name, $"{token.Space}/{token.Name}"));
    }
}
