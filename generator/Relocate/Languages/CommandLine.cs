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
        // What runs in the container is a command of its own: kubectl exec pod -- curl ….
        if (
            depth < Deepest
            && CommandArguments.Read(command)?.Inner is { } behind
            && behind <= offset
            && Judge(text, behind, end, offset, request, inventory, depth + 1) is { } contained
        )
            return contained;
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
            return OfNamespace(request, inventory);
        if (ServiceAccountUser.Judge(text, offset, request, inventory) is { } user)
            return user;
        if (Account(text, offset, arguments, word, request, inventory) is { } account)
            return account;
        var isPosition = ReferenceEquals(command, source) && CommandPositions.Has(arguments, word, request.From);
        if (
            !isPosition
            && SmallLanguages.Judge(text, offset, request, inventory) is { } named
            && !(ObjectPath.IsBarePair(text, offset, request.From.Length) && CommandPositions.IsPath(arguments, word))
        )
            return named;
        if (Open(request.From, arguments, word, isPosition) is { } open)
            return isPosition && inventory.TakesAll ? All(request) : new Judgement(Verdict.Review, Category.Command, open);
        if (!isPosition)
            return Elsewhere(arguments, word, ReferenceEquals(command, source), request);
        var evidence = new NameEvidence(request, inventory);
        AddEvidence(command, source, arguments, evidence);
        if (!evidence.Known)
            ShellVariables.AddEvidence(text, offset, command, Pipe, evidence);
        return inventory.TakesAll && evidence.Verdict != Verdict.Keep
            ? All(request)
            : evidence.Judge(Category.Command, "The command names no object of the namespace");
    }

    // The Namespace itself stays as long as anything does.
    private static Judgement OfNamespace(RelocationRequest request, Inventory inventory) =>
        inventory.TakesAll
            ? new Judgement(Verdict.Move, Category.NamespaceObject, $"The command names the Namespace {request.From}, and all in it moves")
            : new Judgement(Verdict.Keep, Category.NamespaceObject, $"The command names the Namespace {request.From} itself, which stays");

    private static Judgement All(RelocationRequest request) => new(Verdict.Move, Category.Command, $"All that is in {request.From} moves");

    private static Judgement Elsewhere(CommandArguments arguments, ShellWord word, bool isOwn, RelocationRequest request) =>
        isOwn && CommandPositions.HasNot(arguments, word, request.From)
            ? new Judgement(Verdict.Keep, Category.Command, $"It is no namespace here, but another word of {arguments.Tool}")
            : new Judgement(Verdict.Review, Category.Command, "It stands where the command takes no namespace");

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

    private static string? Open(string from, CommandArguments arguments, ShellWord word, bool isPosition)
    {
        if (!isPosition && NameScanner.IsPath(word.Text, word.Text.IndexOf(from, StringComparison.Ordinal), from))
            return "The mention is part of a file's path";
        if (
            word.Text.Contains("jsonpath", StringComparison.Ordinal)
            || arguments.Options.Exists(option => option.Name is "-o" or "--output" or "--template" && option.Word == word)
        )
            return "The mention stands in the expression of an output";
        if (arguments.Options.Exists(option => option.Name is "--set" or "--set-string" or "--set-json" && option.Word == word))
            return "The command sets a value of a chart: what it configures is not told here";
        if (isPosition && (arguments.Tool is "kubens" || arguments.Verb is "config" or "project" or "ns"))
            return "The command chooses a namespace for those after it";
        return
            isPosition
            && arguments.Verb == "auth"
            && arguments.Positional.Count > 3
            && !arguments.Positional[3].Text.Contains('/', StringComparison.Ordinal)
            ? "The command asks for access to the namespace as such"
            : null;
    }
}
