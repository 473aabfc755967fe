namespace GitOpsGen.Relocate.Languages;

/// <summary>The objects that a command names.</summary>
internal static class CommandNames
{
    private static readonly HashSet<string> ByPodFirst = new(StringComparer.Ordinal)
    {
        "logs",
        "log",
        "exec",
        "attach",
        "port-forward",
        "debug",
        "rsh",
        "cp",
        "rsync",
        "run",
    };

    public static void AddEvidence(CommandArguments arguments, NameEvidence evidence)
    {
        foreach (var (name, value, _) in arguments.Options)
            Option(name, value, evidence);
        switch (arguments.Tool)
        {
            case "helm":
                Release(arguments, evidence);
                break;
            case "stern":
                if (arguments.Verb.Length > 0)
                    evidence.AddPattern(arguments.Verb, "pod", isObject: true);
                break;
            case "kubectl":
                Kubectl(arguments, evidence);
                break;
            case "istioctl" or "linkerd":
                foreach (var word in arguments.Positional.Skip(1))
                    evidence.Add(word.Text.Split('/')[^1].Split('.')[0]);
                break;
            default:
                foreach (var word in arguments.Positional.Skip(1))
                    evidence.Add(word.Text);
                break;
        }
    }

    /// <summary>The words that name objects of the kind Namespace.</summary>
    public static IEnumerable<ShellWord> Namespaces(CommandArguments arguments)
    {
        var words = Objects(arguments);
        if (words.Count > 1 && IsNamespace(words[0].Text))
            return words.Skip(1).Where(word => !word.Text.Contains('=', StringComparison.Ordinal));
        return words.Where(word => word.Text.Split('/') is { Length: 2 } parts && IsNamespace(parts[0]));
    }

    private static bool IsNamespace(string kind) => kind is "ns" or "namespace" or "namespaces" or "project" or "new-project";

    private static void Option(string name, string value, NameEvidence evidence)
    {
        switch (name)
        {
            case "-l" or "--selector":
                Selector(value, evidence);
                break;
            case "--field-selector":
                foreach (
                    var pair in value
                        .Split(',')
                        .Where(pair => pair.Contains("name=", StringComparison.Ordinal) && !pair.Contains("!=", StringComparison.Ordinal))
                )
                    evidence.AddObject(pair[(pair.LastIndexOf('=') + 1)..]);
                break;
            case "-f" or "--filename" or "-k" or "--kustomize":
                File(value, evidence);
                break;
            case "--from" when value.Contains('/', StringComparison.Ordinal):
                evidence.AddObject(value.Split('/')[^1]);
                break;
            case "-z" or "--service-account":
                evidence.AddObject(value, "ServiceAccount");
                break;
            case "-c" or "--container" or "--name" or "--resource-name":
                evidence.Add(value);
                break;
        }
    }

    // a=b,c==d,e in (f, g)
    private static void Selector(string value, NameEvidence evidence)
    {
        if (value.Contains(" in ", StringComparison.Ordinal) && !value.Contains("notin", StringComparison.Ordinal))
        {
            evidence.AddPattern(
                value[(value.IndexOf('(', StringComparison.Ordinal) + 1)..]
                    .TrimEnd(')')
                    .Replace(',', '|')
                    .Replace(" ", "", StringComparison.Ordinal),
                "label"
            );
            return;
        }

        foreach (var pair in value.Split(',').Where(pair => !pair.Contains("!=", StringComparison.Ordinal)))
        {
            var equals = pair.LastIndexOf('=');
            if (equals > 0)
                evidence.Add(pair[(equals + 1)..].Trim(), "label");
        }
    }

    // The name of a file is often that of the object in it; it is only asked whether it is one of those known.
    private static void File(string value, NameEvidence evidence)
    {
        var name = value[(value.LastIndexOfAny(['/', '\\']) + 1)..];
        evidence.Add(name.Split('.')[0], "file");
    }

    private static void Release(CommandArguments arguments, NameEvidence evidence)
    {
        foreach (var word in arguments.Positional.Skip(1))
            evidence.Add(word.Text.Trim('/')[(word.Text.Trim('/').LastIndexOf('/') + 1)..], "release");
    }

    private static void Kubectl(CommandArguments arguments, NameEvidence evidence)
    {
        var words = Objects(arguments);
        if (words.Count == 0)
            return;
        if (words[0].Text.Split('/')[0].ToLowerInvariant() is "role" or "roles" or "rolebinding" or "rolebindings")
            evidence.Doubt("A Role moves or stays with what it grants, not with its name");
        if (ByPodFirst.Contains(arguments.Verb) || words[0].Text.Contains('/', StringComparison.Ordinal))
            Named(words.Take(ByPodFirst.Contains(arguments.Verb) ? 1 : words.Count), evidence);
        else
        {
            foreach (var word in words.Skip(1).Where(word => !IsLabel(word.Text)))
                evidence.AddObject(word.Text, words[0].Text);
        }
    }

    private static void Named(IEnumerable<ShellWord> words, NameEvidence evidence)
    {
        foreach (var parts in words.Where(word => !IsLabel(word.Text)).Select(word => word.Text.Split(':')[0].Split('/')))
        {
            if (parts.Length <= 2)
                evidence.AddObject(parts[^1], parts.Length == 2 ? parts[0] : "pod");
        }
    }

    // key=value sets a label, key- takes it away.
    private static bool IsLabel(string word) =>
        word.Contains('=', StringComparison.Ordinal) || (word.EndsWith('-') && !word.Contains('/', StringComparison.Ordinal));

    // What stands behind the verb and its second word: kinds and names.
    private static List<ShellWord> Objects(CommandArguments arguments)
    {
        var words = arguments.Positional;
        var skip = (arguments.Verb, words.Count > 1 ? words[1].Text : "") switch
        {
            ("rollout" or "set", _) => 2,
            ("create", "secret" or "service" or "svc") => 2,
            ("auth", _) => 3,
            (
                "adm"
                    or "config"
                    or "apply"
                    or "replace"
                    or "diff"
                    or "kustomize"
                    or "events"
                    or "api-resources"
                    or "cluster-info"
                    or "version",
                _
            ) => words.Count,
            _ => 1,
        };
        return [.. words.Skip(skip)];
    }
}
