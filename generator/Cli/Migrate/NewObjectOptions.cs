using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Relocate.Apply;

namespace GitOpsGen.Cli.Migrate;

/// <summary>The options of <c>migrate apply</c> that ask for new objects.</summary>
public sealed class NewObjectOptions
{
    private static readonly ImmutableArray<string> Meshes = ["none", "istio", "aks-istio", "ambient"];
    private static readonly ImmutableArray<string> Objects = ["namespace", "network-policy", "resource-quota"];

    private readonly Option<string[]> with = new("--with")
    {
        Description = "Also write new objects: namespace, network-policy, resource-quota (what the old namespace had, found in the files).",
        HelpName = "a,b",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Split,
    };
    private readonly Option<string?> writeTo = new("--write-to")
    {
        Description = "The folder for the new objects, relative to --path; it becomes a Kustomize component.",
        HelpName = "folder",
    };
    private readonly Option<string> mesh = new("--mesh")
    {
        Description = "The cluster's service mesh, whose label the Namespace gets: none, istio, aks-istio or ambient.",
        HelpName = "mesh",
        DefaultValueFactory = _ => "none",
    };
    private readonly Option<string?> revision = new("--mesh-revision")
    {
        Description = "The mesh's revision, such as asm-1-27.",
        HelpName = "revision",
    };
    private readonly Option<bool> defaults = new("--with-defaults")
    {
        Description = "Where the files have no policy or quota to copy, write a sane one.",
    };

    public void AddTo(Command command)
    {
        with.CompletionSources.Add([.. Objects]);
        mesh.CompletionSources.Add([.. Meshes]);
        foreach (var option in (Option[])[with, writeTo, mesh, revision, defaults])
            command.Add(option);
        command.Validators.Add(Check);
    }

    public NewObjectRequest? Read(ParseResult parsed) =>
        parsed.GetValue(with) is not { Length: > 0 } asked
            ? null
            : new NewObjectRequest(
                RepositoryPath.Resolve("", parsed.GetValue(writeTo)!)!,
                [.. asked.Distinct(StringComparer.Ordinal).Select(word => (NewObject)Objects.IndexOf(word))],
                (Mesh)Meshes.IndexOf(parsed.GetValue(mesh)!),
                parsed.GetValue(revision),
                parsed.GetValue(defaults)
            );

    private void Check(CommandResult result)
    {
        var (asked, folder, said) = (
            result.GetValue(with) ?? [],
            result.GetValue(writeTo),
            result.GetValue(mesh) is { Length: > 0 } word ? word : "none"
        );
        foreach (var other in asked.Where(name => !Objects.Contains(name)))
            result.AddError($"--with knows {string.Join(", ", Objects)}, not '{other}'.");
        if (!Meshes.Contains(said))
            result.AddError($"--mesh is {string.Join(", ", Meshes)}, not '{said}'.");
        if (said == "aks-istio" && result.GetValue(revision) is null)
            result.AddError("--mesh aks-istio needs --mesh-revision: the add-on of AKS ignores istio-injection=enabled.");
        if (said is "none" or "ambient" && result.GetValue(revision) is not null)
            result.AddError($"--mesh {said} has no revision.");
        if (said != "none" && !asked.Contains("namespace", StringComparer.Ordinal))
            result.AddError("--mesh is for the new Namespace: say --with namespace too.");
        if (asked.Length > 0 && folder is null)
            result.AddError("--with needs --write-to: the folder for the new objects.");
        if (asked.Length == 0 && (folder is not null || result.GetValue(defaults)))
            result.AddError("--write-to and --with-defaults are for --with: say which objects.");
        if (folder is not null && !IsInside(folder))
            result.AddError($"--write-to '{folder}' is no folder inside --path.");
    }

    private static bool IsInside(string folder) =>
        RepositoryPath.Resolve("", folder) is { Length: > 0 } path && !path.Split('/').Any(part => part is ".git" or CommittedState.Folder);

    private static string[] Split(ArgumentResult result) =>
        [
            .. result.Tokens.SelectMany(token =>
                token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
}
