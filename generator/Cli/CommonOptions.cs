using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Cli;

/// <summary>Options that several commands have.</summary>
public static class CommonOptions
{
    public static Option<OutputFormat> Output()
    {
        var option = new Option<OutputFormat>("--output", "-o")
        {
            Description = "How to answer on stdout; text unless said.",
            HelpName = "text|json",
            CustomParser = Format,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add("text", "json");
        return option;
    }

    public static Option<string?> Root() =>
        new("--root") { Description = "The fleet's repository; unless said, the nearest folder from here upwards with a gitopsgen.yaml." };

    public static Option<bool> Offline() => new("--offline") { Description = "Use no network: neither pull charts nor download engines." };

    public static Option<bool> AllowRepositoryTools() =>
        new("--allow-repository-tools")
        {
            Description = "Run Kustomize and Helm also from inside the repository, and by any name. Only where every commit is trusted.",
        };

    /// <summary>One that takes several values after its name.</summary>
    public static Option<string[]> Several(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Say what would be done, and do nothing." };

    /// <summary>The repository to work on; null after a message when there is none.</summary>
    public static string? FindRoot(string? said, Streams streams)
    {
        if (said is not null && !File.Exists(Path.Join(said, FleetLayout.FleetFile)))
        {
            streams.Misuse(
                $"--root: there is no {FleetLayout.FleetFile} in {said}. Name the fleet's repository, or make one with `gitopsgen init`."
            );
            return null;
        }

        if ((said is null ? Workspace.FindRoot(Directory.GetCurrentDirectory()) : Path.GetFullPath(said)) is { } root)
            return root;
        streams.Refuse(
            $"there is no {FleetLayout.FleetFile} here or in a folder above. Go to the fleet's repository, name it with "
                + "--root, or make one with `gitopsgen init`."
        );
        return null;
    }

    private static OutputFormat Format(ArgumentResult result)
    {
        var said = result.Tokens is [{ Value: var value }] ? value.ToLowerInvariant() : "";
        if (said is "text" or "json")
            return said == "json" ? OutputFormat.Json : OutputFormat.Text;
        result.AddError($"--output is text or json, not '{said}'.");
        return OutputFormat.Text;
    }
}
