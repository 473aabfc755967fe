using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Which objects a command of kubectl names.</summary>
internal sealed class KubectlReader(KindWords kinds)
{
    private static readonly OptionNames Options = new(
        """
        -n --namespace --context -o --output -l --selector -L --label-columns --field-selector --sort-by --tail --since -c --container
        --timeout --for -p --patch --type --subresource --replicas -f --filename --from --from-literal --from-file --min --max --cpu-percent
        --name --image --restart --as --raw --local-port --template --grace-period --resource-name --patch-file --limits --overrides
        """,
        """
        -A --all-namespaces -w --watch --all --overwrite --server-side --show-managed-fields --show-labels --ignore-not-found --previous
        --follow --rm -i -it -t --stdin --tty --containers --current --full --ignore-daemonsets --delete-emptydir-data --no-headers --wait
        --force --force-conflicts --dry-run --cascade --list
        """
    );

    // -f is a file everywhere but here, and -p a patch.
    private static readonly OptionNames LogOptions = new(
        "-n --namespace -c --container -l --selector --tail --since",
        "-f --follow -p --previous"
    );

    public void Read(ShellCommand command, IReadOnlyDictionary<string, string> variables, Mentions mentions)
    {
        var words = command.Words.Skip(1);
        var line = CommandLine.Read(words, words.Any(word => word.Text == "logs") ? LogOptions : Options);
        mentions.Problems.AddRange(line.Unknown.Select(option => (command.Line, $"kubectl {option}")));
        var space = Namespace(line.Value("-n", "--namespace"), variables);
        var names = new ObjectWords(kinds, command.Line, space, mentions);
        if (space is { Length: > 0 })
            mentions.Asked.Add(new Mention(command.Line, "Namespace", "", space));
        if (line.Value("--as")?.Text.Split(':') is ["system", "serviceaccount", var owner, var account])
            mentions.Asked.Add(new Mention(command.Line, "ServiceAccount", owner, account));
        Verb(command, line, names);
    }

    // A namespace that a page sets once at its top counts as if it were written out.
    private static string? Namespace(ShellWord? word, IReadOnlyDictionary<string, string> variables) =>
        word is null ? ""
        : !word.IsOpen ? word.Text
        : variables.GetValueOrDefault(word.Text.Trim('$', '{', '}'));

    private static void Verb(ShellCommand command, CommandLine line, ObjectWords names)
    {
        switch (line.Arguments.Select(word => word.Text).ToList())
        {
            case []:
                names.Problem("kubectl without a verb");
                break;
            case ["argo", "rollouts", "get" or "retry" or "set" or "terminate", ..]:
                names.AskAll(line.Arguments.Skip(3));
                break;
            case ["argo", "rollouts", "promote" or "abort" or "undo" or "pause" or "restart" or "status", ..]:
                names.AskEach("Rollout", line.Arguments.Skip(3));
                break;
            case ["rollout", "status" or "restart" or "undo" or "history", ..]:
                names.AskAll(line.Arguments.Skip(2));
                break;
            case ["get" or "describe" or "delete" or "edit" or "patch" or "wait" or "scale", ..]:
                names.AskAll(line.Arguments.Skip(1));
                break;
            case ["label" or "annotate", ..]:
                names.AskAll(line.Arguments.Skip(1).TakeWhile(word => !word.Text.Contains('=') && !word.Text.EndsWith('-')));
                break;
            case ["logs" or "exec" or "port-forward" or "debug", ..]:
                names.AskOne("Pod", line.Arguments.Skip(1).FirstOrDefault());
                break;
            case ["top", "pods" or "pod" or "nodes" or "node", ..]:
                names.AskAll(line.Arguments.Skip(1));
                break;
            case ["cordon" or "uncordon" or "drain", ..]:
                names.AskEach("Node", line.Arguments.Skip(1));
                break;
            case ["autoscale", ..]:
                names.AskAll(line.Arguments.Skip(1));
                names.Make("HorizontalPodAutoscaler", line.Value("--name") ?? line.Arguments[^1]);
                break;
            case ["run", _]:
                names.Make("Pod", line.Arguments[1]);
                break;
            case ["create", "secret", "generic" or "tls" or "docker-registry", _]:
                names.Make("Secret", line.Arguments[3]);
                break;
            case ["create", _, _]:
                names.Make(line.Arguments[1].Text, line.Arguments[2]);
                names.AskOne("CronJob", line.Value("--from"));
                break;
            case ["create" or "apply"] when line.Value("-f", "--filename") is not null:
                Documents(command, names);
                break;
            case ["auth", "can-i", ..] or ["config" or "explain", ..] or ["version" or "api-resources" or "cluster-info"]:
                break;
            default:
                names.Problem($"kubectl {string.Join(' ', line.Arguments)}");
                break;
        }
    }

    private static void Documents(ShellCommand command, ObjectWords names)
    {
        if (command.Input is not { } text)
            return;
        var bag = new DiagnosticBag();
        if (Manifests.Read("page", text, bag) is not { } read)
            names.Problem($"what is given to kubectl is no YAML: {string.Join(' ', bag.Sorted())}");
        else
            names.Make(read.Objects);
    }
}
