using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// The places of a command line where its program takes a namespace. At any other the same word is a context, a release, a chart, a label's
/// value, a file or a message, whatever objects the command names.
/// </summary>
internal static partial class CommandPositions
{
    // Of every program that speaks to a cluster.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal) { "-n", "--namespace" };

    // Of one program beside those; a program of `Strangers` takes only what stands here.
    private static readonly Dictionary<string, string[]> Own = new(StringComparer.Ordinal)
    {
        ["argocd"] = ["--dest-namespace", "--app-namespace", "-N", "--system-namespace", "--controller-namespace", "--source-namespaces"],
        ["az"] = ["--namespace", "--release-namespace", "--target-namespace", "--scope-namespace"],
        ["flux"] = ["--target-namespace", "--storage-namespace"],
        ["istioctl"] = ["--istioNamespace", "-i"],
        ["linkerd"] = ["--linkerd-namespace", "-L", "--to-namespace", "--viz-namespace", "--cni-namespace"],
        ["velero"] = ["--include-namespaces", "--exclude-namespaces", "--namespace-mappings"],
        ["hubble"] = ["--from-namespace", "--to-namespace"],
        ["kubeseal"] = ["--controller-namespace"],
        ["eksctl"] = ["--namespace"],
        ["stern"] = ["--exclude-namespace"],
    };

    // az -n and eksctl -n are the name of a resource.
    private static readonly HashSet<string> Strangers = new(StringComparer.Ordinal) { "az", "eksctl" };

    // Servicebus, Event Hubs and their like have namespaces of their own.
    private static readonly HashSet<string> OfKubernetes = new(StringComparer.Ordinal) { "aks", "k8s-configuration", "k8s-extension" };

    /// <summary>Whether the mention in the word is the namespace that the command works in.</summary>
    public static bool Has(CommandArguments arguments, ShellWord word, string from) =>
        arguments.Options.Exists(option =>
            option.Word == word
            && ((Takes(arguments, option.Name) && IsValue(option.Value, from)) || IsField(option.Name, option.Value, from))
        ) || IsPositional(arguments, word, from);

    /// <summary>Whether the value that a mention stands in is known to be none: of an option, or a word of the program's own.</summary>
    public static bool HasNot(CommandArguments arguments, ShellWord word, string from) =>
        (word.Text == from && arguments.Positional.Contains(word))
        || arguments.Options.Exists(option =>
            option.Word == word && !Takes(arguments, option.Name) && IsOther(option.Name, option.Value, from)
        );

    /// <summary>Whether <c>x/y</c> is a folder, an image or a chart of a repository to the program, and no object.</summary>
    public static bool IsPath(CommandArguments arguments, ShellWord word) =>
        arguments.Tool is "helm" or "helmfile" or "kustomize" or "skaffold" or "az" or "eksctl"
        || (arguments.Tool == "kubectl" && arguments.Verb != "cp")
        || arguments.Options.Exists(option =>
            option.Word == word
            && option.Name is "-f" or "--filename" or "-k" or "--kustomize" or "--path" or "--image" or "--values" or "--repo"
        );

    private static bool IsOther(string option, string value, string from) =>
        value == from
        || (
            option is "-l" or "--selector" or "-L" or "--label-columns"
            && !value.Contains("metadata.name", StringComparison.Ordinal)
            && !value.Contains("namespace", StringComparison.OrdinalIgnoreCase)
        );

    private static bool Takes(CommandArguments arguments, string option)
    {
        if (arguments.Tool == "az" && !OfKubernetes.Contains(arguments.Verb))
            return false;
        return (!Strangers.Contains(arguments.Tool) && Common.Contains(option))
            || (Own.GetValueOrDefault(arguments.Tool) is { } own && own.Contains(option, StringComparer.Ordinal));
    }

    // metadata.namespace=x, involvedObject.namespace=x
    private static bool IsField(string option, string value, string from) =>
        option == "--field-selector" && value.Split(',').Any(field => field.EndsWith($".namespace={from}", StringComparison.Ordinal));

    // One of several, and the default of a variable.
    private static bool IsValue(string value, string from) =>
        value.Split(',', ':').Contains(from, StringComparer.Ordinal)
        || (Default().Match(value) is { Success: true } match && match.Groups[1].Value == from);

    // kubens x, oc project x, kustomize edit set namespace x, istioctl … pod.x, kubectl cp x/pod:file.
    private static bool IsPositional(CommandArguments arguments, ShellWord word, string from)
    {
        var at = arguments.Positional.IndexOf(word);
        if (at < 0)
            return false;
        var words = arguments.Positional;
        return (arguments.Tool, arguments.Verb) switch
        {
            ("kubens", _) => at == 0 && word.Text == from,
            ("kubectl", "project" or "ns") => at == 1 && word.Text == from,
            ("kubectl", "cp") => word.Text.StartsWith($"{from}/", StringComparison.Ordinal),
            ("kustomize", "edit") => at == 3 && words[1].Text == "set" && words[2].Text == "namespace" && word.Text == from,
            ("istioctl" or "linkerd", _) => at > 0
                && word.Text.Length > from.Length
                && word.Text.EndsWith($".{from}", StringComparison.Ordinal),
            _ => false,
        };
    }

    [GeneratedRegex(@"^\$\{?\{?[A-Za-z_0-9]+:?[-=]([a-z0-9-]+)\}")]
    private static partial Regex Default();
}
