using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Contents;

/// <summary>The texts of the agent's rules that are asked of a move and of clusters as they stay.</summary>
internal static class AgentTexts
{
    public static RuleText TokenFound { get; } =
        new(
            "A bound role lets the ServiceAccount get and watch the agent's token where `--secret-namespace` says. In a move that is where "
                + "`migration.token` says.",
            "Without its token the agent sends nothing, and no pod says so.",
            "Correct the argument; bind a role; in a move, declare the token.",
            [Severity.Error, Severity.Note]
        );

    public static RuleText Admits { get; } =
        new(
            "A Namespace with `pod-security.kubernetes.io/enforce` admits the pods that are rendered into it. In a move the new one is "
                + "rendered, and says `privileged`.",
            "The API server refuses the pods, and only an event of their owner says so. The agent's DaemonSets mount paths of the host.",
            "Set the label to the level that the pods need, or take from the pods what it forbids.",
            [Severity.Error]
        );

    public static RuleText OneMesh { get; } =
        new(
            "A Namespace asks for the mesh in one way at most. With sidecars, Linux workloads of the agent keep 169.254.169.254/32 out of "
                + "them. In a move a Job with a sidecar is a warning: it may never end.",
            "Which label wins depends on Istio; a sidecar that catches the metadata address takes the token away.",
            "Leave one label; set the annotation; keep Jobs out by `sidecar.istio.io/inject: \"false\"`.",
            [Severity.Error, Severity.Warning]
        );
}
