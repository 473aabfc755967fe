namespace GitOpsGen.Relocate.Languages;

/// <summary>The text of a fenced block, by the language that it says it is in.</summary>
internal static class DocumentBlock
{
    public static Judgement? Judge(string language, string text, int offset, RelocationRequest request, Inventory inventory)
    {
        switch (language)
        {
            case "yaml" or "yml" or "json" or "jsonc" or "json5" or "helm" or "gotmpl" or "go-template" or "tpl" or "values":
                return null;
            case "promql" or "logql" or "prometheus":
                return PromQl.Judge(text, offset, request, inventory) ?? QueryText.Judge(text, offset, request, inventory);
            case "kusto" or "kql" or "sql":
                return QueryText.Judge(text, offset, request, inventory);
            case "bash"
            or "sh"
            or "shell"
            or "zsh"
            or "console"
            or "shell-session"
            or "terminal"
            or "powershell"
            or "pwsh"
            or "ps1"
            or "cmd"
            or "bat"
            or "batch"
            or "azurecli"
            or "azurecli-interactive"
            or "azurepowershell"
            or "dockerfile"
            or "makefile"
            or "make":
                return Shell(text, offset, request, inventory);
            case "diff" or "mermaid":
                return Prose.Judge(text, offset, request, inventory);
        }

        return Extension(language) is { } extension
            ? SourceCode.Judge(text, "x" + extension, offset, request, inventory)
            : Unnamed(text, offset, request, inventory);
    }

    // In a document a script is something to read and to type: a command of it, not a program of ours.
    private static Judgement? Shell(string text, int offset, RelocationRequest request, Inventory inventory) =>
        SourceCode.Judge(text, "x.sh", offset, request, inventory) is { Category: Category.Code } judged
            ? judged with
            {
                Category = Category.Command,
                Evidence = judged.Evidence.Split(';')[0],
            }
            : SourceCode.Judge(text, "x.sh", offset, request, inventory);

    private static string? Extension(string language) =>
        language switch
        {
            "go" or "golang" => ".go",
            "csharp" or "cs" or "c#" => ".cs",
            "python" or "py" => ".py",
            "typescript" or "ts" or "javascript" or "js" or "jsx" or "tsx" => ".ts",
            "java" or "kotlin" => ".java",
            "rust" or "rs" => ".rs",
            "hcl" or "terraform" or "tf" => ".tf",
            "bicep" => ".bicep",
            "groovy" => ".groovy",
            _ => null,
        };

    // Without a language the text itself must tell.
    private static Judgement? Unnamed(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        if (CommandLine.Judge(text, offset, request, inventory) is { } command)
            return IsComment(text, offset) ? new Judgement(Verdict.Keep, Category.Comment, "A comment of the script") : command;
        if (PromShape.IsMatcher(text, offset))
            return PromQl.Judge(text, offset, request, inventory);
        return YamlNeighbours.Key(text, offset) is not null && IsYaml(text) ? null : Prose.Judge(text, offset, request, inventory);
    }

    private static bool IsComment(string text, int offset) =>
        text[NameScanner.Line(text, offset).Start..offset].TrimStart().StartsWith('#');

    private static bool IsYaml(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(200).ToList();
        return lines.Count(line =>
                line.StartsWith('-') || line.StartsWith('#') || line.EndsWith(':') || line.Contains(": ", StringComparison.Ordinal)
            ) * 10
            >= lines.Count * 8;
    }
}
