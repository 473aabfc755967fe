using System.Collections.Frozen;
using System.Text.RegularExpressions;
using GitOpsGen.Files;

namespace GitOpsGen.Relocate.Sources;

/// <summary>Tells the kind of a file from its name, and where that does not say it, from its content.</summary>
public static partial class FileKinds
{
    private static readonly FrozenDictionary<string, FileKind> ByExtension = new (FileKind Kind, string Extensions)[]
    {
        (FileKind.Yaml, "yaml yml"),
        (FileKind.Template, "tpl gotmpl"),
        (FileKind.Json, "json jsonc ipynb webmanifest"),
        (FileKind.Document, "md markdown mdx rst adoc txt html htm"),
        (FileKind.Script, "sh bash zsh ps1 psm1 cmd bat"),
        (
            FileKind.Code,
            "go cs py ts tsx js jsx mjs java kt rs rb c h cc cpp hpp php scala lua swift tf tfvars hcl bicep bicepparam csproj "
                + "proto sql groovy mk jsonnet libsonnet pl"
        ),
    }
        .SelectMany(row => row.Extensions.Split(' ').Select(extension => (extension, row.Kind)))
        .ToFrozenDictionary(row => row.extension, row => row.Kind);

    /// <summary>Its mentions may stand inside of an object that a manifest declares.</summary>
    public static bool IsStructured(FileKind kind) => kind is FileKind.Yaml or FileKind.Template or FileKind.Json or FileKind.Dashboard;

    /// <summary>A build or release pipeline, whatever language it is written in.</summary>
    public static bool IsPipeline(string path) => Pipeline().IsMatch(path);

    public static FileKind ByName(string path)
    {
        var name = RepositoryPath.Name(path);
        if (name is "Kustomization" or "Chart.lock")
            return FileKind.Yaml;
        if (Build().IsMatch(name))
            return FileKind.Script;
        if (name is "NOTES.txt" && path.Contains("templates/", StringComparison.Ordinal))
            return FileKind.Template;
        return ByExtension.GetValueOrDefault(Path.GetExtension(name).TrimStart('.').ToLowerInvariant(), FileKind.Text);
    }

    public static FileKind Of(string path, string text) =>
        ByName(path) switch
        {
            FileKind.Yaml
                when text.Contains("{{", StringComparison.Ordinal)
                    && (path.Contains("templates/", StringComparison.Ordinal) || OnlySteers().IsMatch(text)) => FileKind.Template,
            FileKind.Json
                when text.Contains("\"panels\"", StringComparison.Ordinal) || text.Contains("\"templating\"", StringComparison.Ordinal) =>
                FileKind.Dashboard,
            FileKind.Text when text.StartsWith("#!", StringComparison.Ordinal) => FileKind.Script,
            FileKind.Text when IsManifest(text) => text.Contains("{{", StringComparison.Ordinal) ? FileKind.Template : FileKind.Yaml,
            var kind => kind,
        };

    [GeneratedRegex(
        @"(^|/)(\.github/(workflows|actions)/|\.?pipelines?/|\.circleci/|\.gitlab-ci|\.?azure-pipelines?[^/]*\.ya?ml$|"
            + @"Jenkinsfile|\.tekton/|cloudbuild\.ya?ml$|buildspec\.ya?ml$)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pipeline();

    [GeneratedRegex(@"^(GNU|)([Mm]akefile|Dockerfile|Containerfile|Jenkinsfile|Vagrantfile|Tiltfile)(\.[\w.-]+)?$|\.(Dockerfile|make)$")]
    private static partial Regex Build();

    // A line that is nothing but `{{ if … }}` is none of YAML's.
    [GeneratedRegex(@"^\s*\{\{-?\s*(if|else|end|range|with|define|include|template|/\*|\$)", RegexOptions.Multiline)]
    private static partial Regex OnlySteers();

    /// <summary>A text without a name that would say so looks like a manifest.</summary>
    public static bool IsManifest(string text) => LooksLikeManifest().IsMatch(text) && text.Contains("metadata:", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*kind:\s*\S+\s*$", RegexOptions.Multiline)]
    private static partial Regex LooksLikeManifest();
}
