namespace GitOpsGen.Relocate.Languages;

/// <summary>How a language writes comments and strings. Shells, build files and pipelines are read line by line.</summary>
internal sealed record SourceLanguage(
    bool ByLines,
    string LineComment,
    bool HashToo,
    bool BlockComments,
    string Quotes,
    bool Triple,
    bool ByNewline
)
{
    private static readonly SourceLanguage Shell = new(
        ByLines: true,
        "#",
        HashToo: false,
        BlockComments: false,
        "\"'",
        Triple: false,
        ByNewline: true
    );
    private static readonly SourceLanguage Braces = new(
        ByLines: false,
        "//",
        HashToo: false,
        BlockComments: true,
        "\"",
        Triple: true,
        ByNewline: false
    );
    private static readonly SourceLanguage Script = Braces with { Quotes = "\"'`" };

    private static readonly Dictionary<string, SourceLanguage> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".go"] = Braces with { Quotes = "\"`", Triple = false },
        [".cs"] = Braces,
        [".csx"] = Braces,
        [".java"] = Braces,
        [".kt"] = Braces,
        [".rs"] = Braces,
        [".scala"] = Braces,
        [".swift"] = Braces,
        [".c"] = Braces,
        [".h"] = Braces,
        [".cpp"] = Braces,
        [".proto"] = Braces,
        [".ts"] = Script,
        [".tsx"] = Script,
        [".js"] = Script,
        [".jsx"] = Script,
        [".mjs"] = Script,
        [".cjs"] = Script,
        [".groovy"] = Script,
        [".jsonnet"] = Braces with { HashToo = true, Quotes = "\"'" },
        [".libsonnet"] = Braces with { HashToo = true, Quotes = "\"'" },
        [".gradle"] = Script,
        [".bicep"] = Braces with { Quotes = "'", ByNewline = true },
        [".bicepparam"] = Braces with { Quotes = "'", ByNewline = true },
        [".tf"] = Braces with { HashToo = true, Triple = false, ByNewline = true },
        [".tfvars"] = Braces with { HashToo = true, Triple = false, ByNewline = true },
        [".hcl"] = Braces with { HashToo = true, Triple = false, ByNewline = true },
        [".py"] = new(ByLines: false, "#", HashToo: false, BlockComments: false, "\"'", Triple: true, ByNewline: false),
        [".rb"] = new(ByLines: false, "#", HashToo: false, BlockComments: false, "\"'", Triple: false, ByNewline: false),
        [".lua"] = new(ByLines: false, "--", HashToo: false, BlockComments: false, "\"'", Triple: false, ByNewline: false),
        [".sh"] = Shell,
        [".bash"] = Shell,
        [".zsh"] = Shell,
        [".bats"] = Shell,
        [".ps1"] = Shell,
        [".psm1"] = Shell,
        [".psd1"] = Shell,
        [".bat"] = Shell with { LineComment = "REM " },
        [".cmd"] = Shell with { LineComment = "REM " },
        [".mk"] = Shell,
        [".dockerfile"] = Shell,
        [".fish"] = Shell,
    };

    /// <summary>Null for a file that is no code.</summary>
    public static SourceLanguage? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.StartsWith("Jenkinsfile", StringComparison.Ordinal))
            return Script;
        if (
            name is "Makefile" or "makefile" or "GNUmakefile" or "Tiltfile" or "Justfile" or "justfile" or "Vagrantfile"
            || name.StartsWith("Dockerfile", StringComparison.Ordinal)
            || name.StartsWith("Makefile.", StringComparison.Ordinal)
        )
            return Shell;
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && ByExtension.TryGetValue(name[dot..], out var found))
            return found;
        return IsPipeline(path) ? Shell : null;
    }

    public static bool IsPipeline(string path)
    {
        var folded = "/" + path.ToLowerInvariant();
        var name = folded[(folded.LastIndexOf('/') + 1)..];
        if (name.StartsWith("jenkinsfile", StringComparison.Ordinal))
            return true;
        if (!name.EndsWith(".yml", StringComparison.Ordinal) && !name.EndsWith(".yaml", StringComparison.Ordinal))
            return false;
        return folded.Contains("/.github/workflows/", StringComparison.Ordinal)
            || folded.Contains("/.github/actions/", StringComparison.Ordinal)
            || folded.Contains("/.circleci/", StringComparison.Ordinal)
            || folded.Contains("/.pipelines/", StringComparison.Ordinal)
            || folded.Contains("/.azure-pipelines/", StringComparison.Ordinal)
            || folded.Contains("/.azuredevops/", StringComparison.Ordinal)
            || name.StartsWith("azure-pipeline", StringComparison.Ordinal)
            || name.StartsWith(".gitlab-ci", StringComparison.Ordinal)
            || name.StartsWith("cloudbuild", StringComparison.Ordinal)
            || name.EndsWith("-pipeline.yml", StringComparison.Ordinal)
            || name.EndsWith("-pipeline.yaml", StringComparison.Ordinal)
            || name.EndsWith(".pipeline.yml", StringComparison.Ordinal);
    }
}
