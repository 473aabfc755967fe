using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Init;

/// <summary>Tells what <c>gitopsgen init</c> did, and what to do next.</summary>
public sealed class InitReport(InitOptions options, Streams streams)
{
    public void Made(NewFleet fleet, FolderRoom room, RepositoryState repository)
    {
        var placeholders = PlaceholderLine.In(room.Files).ToList();
        if (options.Format == OutputFormat.Json)
            streams.Write("init", Json(fleet, room, repository, placeholders));
        else
            Text(fleet, room, repository, placeholders);
    }

    public void Registered(IReadOnlyList<Registration> registrations)
    {
        if (options.Format == OutputFormat.Json)
        {
            streams.Write(
                "init",
                new JsonObject
                {
                    ["folder"] = options.Folder,
                    ["dryRun"] = options.IsDryRun,
                    ["clusters"] = new JsonArray([
                        .. registrations.Select(item => new JsonObject
                        {
                            ["environment"] = item.Cluster.Environment,
                            ["name"] = item.Cluster.Name,
                            ["server"] = item.Cluster.Server,
                            ["status"] = Word(item.Kind),
                            ["path"] = item.Path,
                        }),
                    ]),
                    ["diagnostics"] = new JsonArray(),
                }
            );
            return;
        }

        var would = options.IsDryRun ? "would be " : "";
        foreach (var item in registrations)
            streams.Output.WriteLine(
                $"{item.Cluster.Environment}/{item.Cluster.Name}  "
                    + item.Kind switch
                    {
                        RegistrationKind.Present => "is there already",
                        RegistrationKind.NewEnvironment => $"{would}added to {item.Path}, which is new: say there which apps run",
                        _ => $"{would}added to {item.Path}",
                    }
            );
        if (registrations.Any(item => item.Kind != RegistrationKind.Present) && !options.IsDryRun)
            streams.Error.WriteLine("Next: gitopsgen render. It tells when the percentages of the waves no longer hold.");
    }

    private void Text(NewFleet fleet, FolderRoom room, RepositoryState repository, IReadOnlyList<PlaceholderLine> placeholders)
    {
        var output = streams.Output;
        if (options.IsDryRun)
            foreach (var path in room.Files.Keys)
                output.WriteLine($"{(room.Joined.Contains(path) ? "change" : "add"), -7} {path}");
        output.Write(
            $"""
            {(options.IsDryRun ? "would make" : "made")}          {PlainText.Line(options.Folder)}: {room.Files.Count} files
            apps          {string.Join(", ", fleet.Apps.Select(app => app.Name))}
            environments  {string.Join(", ", fleet.Environments.Select(environment => environment.Name))}

            """.ReplaceLineEndings("\n")
        );
        if (fleet.Prerequisites.Any())
            output.WriteLine(
                $"needs         {string.Join(", ", fleet.Prerequisites)} (gitopsgen.yaml, prerequisites: somebody else runs these)"
            );
        output.WriteLine($"git           {Git(repository)}");
        if (fleet.Releases is { IsEmpty: false } releases)
            output.WriteLine($"releases      {string.Join(", ", releases.Select(release => $"{release.App} {release.Name}"))}");
        PlaceholderLines.Write(placeholders, output);
        if (options.IsDryRun)
            return;
        streams.Error.WriteLine($"Next: cd {options.Folder}, gitopsgen render, then commit. {room.ReadMe} has the steps.");
    }

    private static string Git(RepositoryState repository) =>
        repository.Kind switch
        {
            "created" => "a new repository, branch main; nothing is committed",
            "root" => "the repository was there; nothing is committed",
            "below" => $"inside the repository {repository.Root}, not at its root; Argo CD's paths start at the root, so give the "
                + "fleet a repository of its own",
            "missing" => "git is not installed, so this is no repository yet: git init",
            _ => "no repository yet: git init",
        };

    private static string Word(RegistrationKind kind) =>
        kind switch
        {
            RegistrationKind.Present => "present",
            RegistrationKind.Added => "added",
            _ => "newEnvironment",
        };

    private JsonObject Json(NewFleet fleet, FolderRoom room, RepositoryState repository, IReadOnlyList<PlaceholderLine> placeholders) =>
        new()
        {
            ["folder"] = options.Folder,
            ["dryRun"] = options.IsDryRun,
            ["files"] = Streams.ToJson(room.Files.Keys),
            ["apps"] = Streams.ToJson(fleet.Apps.Select(app => app.Name)),
            ["prerequisites"] = Streams.ToJson(fleet.Prerequisites),
            ["environments"] = new JsonArray([
                .. fleet.Environments.Select(environment => new JsonObject
                {
                    ["name"] = environment.Name,
                    ["clusters"] = Streams.ToJson(environment.Clusters.Select(cluster => cluster.Name)),
                }),
            ]),
            ["git"] = repository.Kind,
            ["releases"] = new JsonArray([
                .. fleet.Releases.Select(release => new JsonObject { ["app"] = release.App, ["release"] = release.Name }),
            ]),
            ["placeholders"] = PlaceholderLines.Json(placeholders),
            ["diagnostics"] = new JsonArray(),
        };
}
