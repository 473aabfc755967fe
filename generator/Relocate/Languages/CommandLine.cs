namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// kubectl, helm and their like, wherever a command line stands: it is judged by the objects that the same command names.
/// </summary>
public static class CommandLine
{
    private const int Deepest = 4;

    /// <summary>Null where the line of the offset calls no such program.</summary>
    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var (start, end) = ShellLine.Around(text, offset);
        return Judge(text, start, end, offset, request, inventory, 0);
    }

    private static Judgement? Judge(string text, int start, int end, int offset, RelocationRequest request, Inventory inventory, int depth)
    {
        if (ShellCommand.At(text, start, end, offset) is not { } command)
            return null;
        var word = command.Words.Find(one => one.Covers(offset));
        // A command in quotes: az aks command invoke --command "kubectl …", bash -c '…', echo "$(…)".
        if (
            word.IsQuoted
            && depth < Deepest
            && word.Text.Contains(' ', StringComparison.Ordinal)
            && Quoted(text, word, offset) is { } inside
            && Judge(text, inside.Start, inside.End, offset, request, inventory, depth + 1) is { } inner
        )
            return inner;
        var source = command;
        while (CommandArguments.Read(source) is null && source.Source is { } before)
            source = before;
        return CommandArguments.Read(source) is { } arguments
            ? Of(text, offset, word, command, source, arguments, request, inventory)
            : null;
    }

    private static (int Start, int End)? Quoted(string text, ShellWord word, int offset)
    {
        for (var at = word.Start; at < word.End; at++)
        {
            if (text[at] is not ('"' or '\''))
                continue;
            var close = at + 1;
            while (close < word.End && text[close] != text[at])
                close += text[close] == '\\' && text[at] == '"' ? 2 : 1;
            if (at < offset && offset < close)
                return (at + 1, Math.Min(close, word.End));
            at = close;
        }

        return null;
    }

    private static Judgement Of(
        string text,
        int offset,
        ShellWord word,
        ShellCommand command,
        ShellCommand source,
        CommandArguments arguments,
        RelocationRequest request,
        Inventory inventory
    )
    {
        if (CommandNames.Namespaces(arguments).Any(one => one.Covers(offset)))
            return new Judgement(
                Verdict.Keep,
                Category.NamespaceObject,
                $"The command names the Namespace {request.From} itself, which stays"
            );
        if (ServiceAccountUser.Judge(text, offset, request, inventory) is { } user)
            return user;
        if (Account(text, offset, arguments, word, request, inventory) is { } account)
            return account;
        if (arguments.Tool is not ("istioctl" or "linkerd") && SmallLanguages.Judge(text, offset, request, inventory) is { } named)
            return named;
        if (Open(offset, request.From, arguments, word) is { } open)
            return new Judgement(Verdict.Review, Category.Command, open);
        var evidence = new NameEvidence(request, inventory);
        AddEvidence(command, source, arguments, evidence);
        if (!evidence.Known)
            ShellVariables.AddEvidence(text, offset, command, Pipe, evidence);
        return evidence.Judge(Category.Command, "The command names no object of the namespace");
    }

    private static void AddEvidence(ShellCommand command, ShellCommand source, CommandArguments arguments, NameEvidence evidence)
    {
        CommandNames.AddEvidence(arguments, evidence);
        for (var reader = source.Reader; reader is not null; reader = reader.Reader)
            CommandFilters.AddEvidence(reader, evidence);
        if (evidence.Known)
            return;
        foreach (var inner in source.Inner)
            Pipe(inner, evidence);
        for (var before = command.Source; before is not null; before = before.Source)
            Pipe(before, evidence);
    }

    // The names that go into a command: $(kubectl get pods -l … -o name), or | xargs kubectl delete.
    private static void Pipe(ShellCommand command, NameEvidence evidence)
    {
        if (CommandArguments.Read(command) is { } arguments)
            CommandNames.AddEvidence(arguments, evidence);
        else
            CommandFilters.AddEvidence(command, evidence);
        if (command.Reader is { } reader && command.Outer is not null)
            CommandFilters.AddEvidence(reader, evidence);
    }

    // --serviceaccount=namespace:name
    private static Judgement? Account(
        string text,
        int offset,
        CommandArguments arguments,
        ShellWord word,
        RelocationRequest request,
        Inventory inventory
    )
    {
        var after = offset + request.From.Length;
        if (
            after >= text.Length
            || text[after] != ':'
            || !arguments.Options.Exists(option => option.Name == "--serviceaccount" && option.Word == word)
        )
            return null;
        var evidence = new NameEvidence(request, inventory);
        evidence.AddObject(NameScanner.NameAt(text, after + 1), "ServiceAccount");
        return evidence.Judge(Category.BindingSubject, "The service account's name is not known to move");
    }

    private static string? Open(int offset, string from, CommandArguments arguments, ShellWord word)
    {
        if (NameScanner.IsPath(word.Text, word.Text.IndexOf(from, StringComparison.Ordinal), from))
            return "The mention is part of a file's path";
        if (
            word.Text.Contains("jsonpath", StringComparison.Ordinal)
            || arguments.Options.Exists(option => option.Name is "-o" or "--output" or "--template" && option.Word == word)
        )
            return "The mention stands in the expression of an output";
        if (arguments.Options.Exists(option => option.Name is "--set" or "--set-string" or "--set-json" && option.Word.Covers(offset)))
            return "The command sets a value of a chart: what it configures is not told here";
        if (arguments.Tool is "kubens" || arguments.Verb is "config" or "project")
            return "The command chooses a namespace for those after it";
        return
            arguments.Verb == "auth"
            && arguments.Positional.Count > 3
            && !arguments.Positional[3].Text.Contains('/', StringComparison.Ordinal)
            ? "The command asks for access to the namespace as such"
            : null;
    }
}
