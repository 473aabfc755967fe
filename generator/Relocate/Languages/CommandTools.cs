namespace GitOpsGen.Relocate.Languages;

/// <summary>The programs that take a namespace, and which of their options have a value behind them.</summary>
internal static class CommandTools
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kubectl",
        "oc",
        "helm",
        "stern",
        "k9s",
        "kubens",
        "kubectx",
        "istioctl",
        "argocd",
        "az",
        "flux",
        "kustomize",
        "linkerd",
        "kubectl-argo-rollouts",
        "kail",
        "skaffold",
        "velero",
        "helmfile",
        "cilium",
        "hubble",
        "kubeseal",
        "kubecolor",
        "cmctl",
        "tkn",
        "kn",
        "argo",
        "calicoctl",
        "eksctl",
        "kubetail",
        "kapp",
    };

    // Their words are kubectl's own.
    private static readonly HashSet<string> LikeKubectl = new(StringComparer.Ordinal) { "kubectl", "oc", "k", "kubecolor" };

    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-n",
        "--namespace",
        "-l",
        "--selector",
        "-o",
        "--output",
        "-f",
        "--filename",
        "-k",
        "--kustomize",
        "-c",
        "--container",
        "--context",
        "--kubeconfig",
        "--tail",
        "--since",
        "--since-time",
        "--field-selector",
        "-p",
        "--patch",
        "--type",
        "--replicas",
        "--timeout",
        "--for",
        "--image",
        "--from-file",
        "--from-literal",
        "--from-env-file",
        "--sort-by",
        "-L",
        "--label-columns",
        "--cluster",
        "--user",
        "--as",
        "--as-group",
        "--grace-period",
        "-s",
        "--server",
        "--template",
        "--port",
        "--target-port",
        "--name",
        "--overrides",
        "--restart",
        "--serviceaccount",
        "--role",
        "--clusterrole",
        "-z",
        "--values",
        "--version",
        "--set",
        "--set-string",
        "--set-file",
        "--set-json",
        "--repo",
        "--kube-context",
        "--description",
        "--history-max",
        "--post-renderer",
        "--dest-namespace",
        "--dest-server",
        "--dest-name",
        "--path",
        "--project",
        "--revision",
        "-g",
        "--resource-group",
        "--command",
        "--subject",
        "--release-namespace",
        "--cluster-name",
        "--cluster-type",
        "--extension-type",
        "--limits",
        "--requests",
        "-i",
        "--kube-namespace",
        "--from",
        "--min",
        "--max",
        "--cpu-percent",
        "--field-manager",
        "--duration",
        "--audience",
        "--exclude",
        "--subscription",
        "--resource",
        "--verb",
        "--resource-name",
        "--target",
        "--profile",
        "--token",
        "--kube-token",
        "--resource-version",
        "--docker-server",
        "--chart",
        "--source",
        "--service-account",
        "--exclude-namespace",
        "--namespace-mappings",
        "--exclude-namespaces",
        "--include-namespaces",
        "--from-namespace",
        "--to-namespace",
        "--linkerd-namespace",
        "--istioNamespace",
        "--storage-namespace",
        "--target-namespace",
        "--controller-namespace",
        "--system-namespace",
        "-N",
        "--app-namespace",
    };

    public static string Name(string word)
    {
        var name = word.TrimStart('@', '-', '!', '&', '"', '\'')[
            (word.TrimStart('@', '-', '!', '&', '"', '\'').LastIndexOfAny(['/', '\\']) + 1)..
        ];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>The place of the program in the words; -1 where there is none. A lone k is an alias only where a command begins.</summary>
    public static int Find(IReadOnlyList<ShellWord> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Known.Contains(Name(words[i].Text)) || (i == 0 && words[i].Text == "k"))
                return i;
            if (Variable(words[i].Text))
                return i;
        }

        return -1;
    }

    /// <summary>The program by which the command is read; a variable stands for kubectl or helm.</summary>
    public static string Family(string word) =>
        Name(word) is var name && LikeKubectl.Contains(name) ? "kubectl"
        : Known.Contains(name) ? name
        : word.Contains("HELM", StringComparison.Ordinal) ? "helm"
        : "kubectl";

    public static bool IsProgram(string word) => Known.Contains(Name(word));

    // $KUBECTL, ${kubectl}, $(KUBECTL) is an operator and a word.
    private static bool Variable(string word) =>
        word.Trim('$', '{', '}', '"') is "KUBECTL" or "kubectl" or "KUBECTL_CMD" or "HELM" && word.Length > 4;

    // -it and -i are flags of exec, where a value is none.
    public static bool TakesValue(string tool, string verb, string option) =>
        WithValue.Contains(option)
        && !(option is "-i" && tool is not ("stern" or "istioctl"))
        && !(option is "-f" && verb is "logs")
        && !(option is "-p" && verb is "logs")
        && !(option is "-c" && tool == "az")
        && !(option is "-i" && verb is "exec" or "run" or "debug");
}
