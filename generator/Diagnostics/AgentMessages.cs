namespace GitOpsGen.Diagnostics;

/// <summary>Findings of the agent and its Namespace where it stays (Check/Platform); those of a move are in RuleMessages.</summary>
public static partial class Messages
{
    public static Diagnostic TokenNotReadable(Position at, string workload, string container, string account, string token) =>
        Error(
            "AMA-003",
            at,
            $"no role that is bound to the ServiceAccount {Show(account)} lets container {Show(container)} of {Show(workload)} get and "
                + $"watch Secret {Show(token)}: it would get no token and send nothing. Bind a role with it."
        );

    public static Diagnostic TokenNotTold(Position at, string workload, string container, string account, string token, string why) =>
        Note(
            "AMA-003",
            at,
            $"nobody can tell whether the ServiceAccount {Show(account)} may read Secret {Show(token)}, which container {Show(container)} "
                + $"of {Show(workload)} needs: {Show(why)}."
        );

    public static Diagnostic TokenNotThere(Position at, string workload, string container, string token) =>
        Error(
            "AMA-003",
            at,
            $"container {Show(container)} of {Show(workload)} looks for its token in Secret {Show(token)}, which nothing here makes; AKS "
                + "puts it into kube-system. Correct --secret-namespace."
        );

    public static Diagnostic PodsNotAdmitted(Position at, string manifest, string forbidden, string space, string level) =>
        Error(
            "AMA-006",
            at,
            $"{Show(manifest)} has {Show(forbidden)}, and Namespace {Show(space)} admits {level} pods only "
                + "(pod-security.kubernetes.io/enforce): none is created. Raise the label, or take that from the pods."
        );

    public static Diagnostic MeshTwice(Position at, string space, IReadOnlyCollection<string> modes) =>
        Warning(
            "AMA-009",
            at,
            $"{Show(space)} asks for the mesh in {modes.Count} ways ({string.Join(", ", modes.Select(Show))}), and only one of them "
                + "counts. Leave one label."
        );

    public static Diagnostic AddressCaught(Position at, string workload, string annotation, string address) =>
        Error(
            "AMA-009",
            at,
            $"{Show(workload)} gets a sidecar that would catch the calls to the metadata address, and the agent would get no token. Give "
                + $"its pod template the annotation '{annotation}: {address}'."
        );
}
