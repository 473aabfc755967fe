using System.Globalization;

namespace GitOpsGen.Relocate.Languages;

/// <summary>Shells, build files and pipelines: each line is a command, an assignment, or <c>key: value</c>.</summary>
internal sealed class SourceLines(string text, SourceLanguage language, Category category)
{
    public Judgement Judge(int offset, RelocationRequest request, Inventory inventory)
    {
        if (IsComment(offset))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment, or a line that is commented out");
        if (CommandLine.Judge(text, offset, request, inventory) is { } command)
            return command;
        if (
            SmallLanguages.Judge(text, offset, request, inventory) is { } named
            && (named.Verdict != Verdict.Move || !ObjectPath.IsBarePair(text, offset, request.From.Length))
        )
            return named with { Category = category };
        if (
            PromShape.Snippet(text, offset) is { } snippet
            && PromQl.Judge(text[snippet.Start..snippet.End], offset - snippet.Start, request, inventory) is { } query
        )
            return query;
        if (NameScanner.IsPath(text, offset, request.From))
            return new Judgement(Verdict.Review, category, "The mention is part of a file's path");
        var key = KeyOf(offset);
        if (key.IsAssignment && !IsEntry(offset, key, inventory))
            return Assigned(key, request, inventory);
        var evidence = new NameEvidence(request, inventory);
        if (key.IsAssignment)
            evidence.Add(key.Name);
        else if (YamlNeighbours.Key(text, offset) is { } yaml)
            Keyed(yaml, offset, evidence);
        else if (Words(offset, request, inventory) is { } words)
            return words;
        return evidence.Judge(
            category,
            $"Nothing near says which object is meant; {Consequence(request)}",
            more: $"; {Consequence(request)}"
        );
    }

    private bool IsComment(int offset)
    {
        var (start, _) = NameScanner.Line(text, offset);
        var line = text[start..offset];
        if (line.TrimStart().StartsWith(language.LineComment, StringComparison.OrdinalIgnoreCase))
            return true;
        return HashOutsideQuotes(line) || InBlock(offset);
    }

    private static bool HashOutsideQuotes(string line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == quote)
                quote = '\0';
            else if (quote == '\0' && line[at] is '"' or '\'')
                quote = line[at];
            else if (quote == '\0' && line[at] == '#' && at > 0 && char.IsWhiteSpace(line[at - 1]))
                return true;
        }

        return false;
    }

    // <# … #> of PowerShell.
    private bool InBlock(int offset)
    {
        var open = text.LastIndexOf("<#", offset, StringComparison.Ordinal);
        return open >= 0 && text.IndexOf("#>", open, StringComparison.Ordinal) is var close && (close < 0 || close > offset);
    }

    private SourceKey KeyOf(int offset)
    {
        var quote = offset;
        while (quote > 0 && text[quote - 1] is '"' or '\'')
            quote--;
        var key = SourceKey.Before(text, quote);
        // ${NS:-kube-system} is a default.
        return NameScanner.EndsWith(text, offset, ":-") && text.LastIndexOf("${", offset, StringComparison.Ordinal) is >= 0 and var open
            ? new SourceKey(text[(open + 2)..(offset - 2)], "=")
            : key;
    }

    // "ama-metrics" = "…" in a table: no variable is called so.
    private bool IsEntry(int offset, SourceKey key, Inventory inventory) =>
        inventory.Of(key.Name) != RelocationStatus.Unknown
        && text[NameScanner.Line(text, offset).Start..offset].TrimEnd('"', '\'', ' ', '\t').TrimEnd('=', ' ', '\t') is [.., '"' or '\''];

    private Judgement Assigned(SourceKey key, RelocationRequest request, Inventory inventory)
    {
        if (inventory.Of(key.Subject()) == RelocationStatus.Stays)
            return new Judgement(Verdict.Keep, category, $"{key.Name} is about {key.Subject()}, which stays");
        var uses = SourceCode.Uses(text, key.Name).ToString(CultureInfo.InvariantCulture);
        return new Judgement(
            Verdict.Review,
            category,
            $"{key.Name} stands for {request.From} and is named {uses} more times in this file; {Consequence(request)}"
        );
    }

    // Of a task's other inputs none is a namespace.
    private void Keyed(string key, int offset, NameEvidence evidence)
    {
        if (key.Contains("namespace", StringComparison.OrdinalIgnoreCase) || key.Equals("ns", StringComparison.OrdinalIgnoreCase))
            YamlNeighbours.AddEvidence(text, offset, evidence);
    }

    // Words of a message or of a program that is not known here never move; beside names of what stays they stay.
    private Judgement? Words(int offset, RelocationRequest request, Inventory inventory)
    {
        var evidence = new NameEvidence(request, inventory);
        Beside(offset, request, evidence);
        return evidence.Verdict == Verdict.Keep || (evidence.Known && IsGiven(offset, request.From))
            ? evidence.Judge(category, "", more: $"; {Consequence(request)}")
            : null;
    }

    // -Namespace kube-system of a cmdlet, --namespace of a script, or a whole word that a function of this very file is given.
    private bool IsGiven(int offset, string from)
    {
        var (start, end) = ShellLine.Around(text, offset);
        if (ShellCommand.At(text, start, end, offset) is not { Words: [var program, ..] words })
            return false;
        if (Strangers.Contains(CommandTools.Name(program.Text)))
            return false;
        var at = words.FindIndex(word => word.Covers(offset));
        var (before, own) = (at > 0 ? words[at - 1].Text : "", words[at].Text);
        return (own == from && (IsFlag(before) || (at > 0 && IsFunction(program.Text))))
            || (own.EndsWith($"={from}", StringComparison.Ordinal) && IsFlag(own[..^(from.Length + 1)]));
    }

    // Programs whose namespaces, if they have any, are others.
    private static readonly HashSet<string> Strangers = new(StringComparer.Ordinal)
    {
        "aws",
        "cat",
        "cd",
        "cp",
        "curl",
        "docker",
        "echo",
        "gcloud",
        "git",
        "head",
        "ls",
        "mkdir",
        "mv",
        "nomad",
        "podman",
        "printf",
        "rm",
        "ssh",
        "tail",
        "tee",
        "terraform",
        "unshare",
        "vault",
    };

    private static bool IsFlag(string word) =>
        word.StartsWith('-')
        && (word is "-n" or "--ns" or "-ns" || word.EndsWith("namespace", StringComparison.OrdinalIgnoreCase))
        && !word.Contains("name-space", StringComparison.Ordinal);

    // No program of a system has an underscore in its name.
    private bool IsFunction(string name) =>
        name.Length > 1
        && name.All(one => char.IsLetterOrDigit(one) || one is '_' or '-')
        && (
            name.Contains('_', StringComparison.Ordinal)
            || text.Contains($"{name}()", StringComparison.Ordinal)
            || text.Contains($"{name} ()", StringComparison.Ordinal)
            || text.Contains($"function {name}", StringComparison.OrdinalIgnoreCase)
        );

    // wait_for kube-system ama-metrics: the words of the same command.
    private void Beside(int offset, RelocationRequest? request, NameEvidence evidence)
    {
        var (start, end) = ShellLine.Around(text, offset);
        if (ShellCommand.At(text, start, end, offset) is not { } command)
            return;
        foreach (var word in command.Words.Where(word => request is null || !word.Text.Contains(request.To, StringComparison.Ordinal)))
        {
            foreach (var part in word.Text.Split([' ', ',', ':', '=', '/']))
                evidence.Add(part);
        }
    }

    private static string Consequence(RelocationRequest request) => $"while it stays, the script looks in {request.From}";
}
