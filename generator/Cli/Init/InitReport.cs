using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Init;

/// <summary>Tells what <c>gitopsgen init</c> did, and what to do next.</summary>
public sealed class InitReport(InitOptions options, Streams streams)
{
    private const string ExampleCompany = "contoso";

    /// <param name="extended">Which of the files were there, and have more lines now.</param>
    public void Made(NewFleet fleet, IReadOnlyDictionary<string, byte[]> files, IReadOnlyList<string> extended, RepositoryState repository)
    {
        var placeholders = ToReplace(files).ToList();
        if (options.Format == OutputFormat.Json)
            streams.Write("init", Json(fleet, files, repository, placeholders));
        else
            Text(fleet, files, extended, repository, placeholders);
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

    private void Text(
        NewFleet fleet,
        IReadOnlyDictionary<string, byte[]> files,
        IReadOnlyList<string> extended,
        RepositoryState repository,
        List<(string Path, int Line, string Text)> placeholders
    )
    {
        var output = streams.Output;
        if (options.IsDryRun)
            foreach (var path in files.Keys)
                output.WriteLine($"{(extended.Contains(path, StringComparer.Ordinal) ? "change" : "add"), -7} {path}");
        output.Write(
            $"""
            {(options.IsDryRun ? "would make" : "made")}          {PlainText.Line(options.Folder)}: {files.Count} files
            apps          {string.Join(", ", fleet.Apps.Select(app => app.Name))}
            environments  {string.Join(", ", fleet.Environments.Select(environment => environment.Name))}

            """.ReplaceLineEndings("\n")
        );
        if (fleet.Prerequisites.Any())
            output.WriteLine(
                $"needs         {string.Join(", ", fleet.Prerequisites)} (gitopsgen.yaml, prerequisites: somebody else runs these)"
            );
        output.WriteLine($"git           {Git(repository)}");
        if (placeholders.Count > 0)
            output.WriteLine("to replace");
        foreach (var (path, line, text) in placeholders.Where(item => IsPlaceholder(item.Text)))
            output.WriteLine($"  {path}:{line}  {text}");
        foreach (var file in placeholders.Where(item => !IsPlaceholder(item.Text)).GroupBy(item => item.Path, StringComparer.Ordinal))
            output.WriteLine(
                $"  {file.Key}:{string.Join(',', file.Select(item => item.Line))}  names of the example company {ExampleCompany}"
            );
        if (options.IsDryRun)
            return;
        streams.Error.WriteLine($"Next: cd {options.Folder}, gitopsgen render, then commit. README.md has the steps.");
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

    /// <summary>Lines that hold a placeholder, or a name of the company that the catalogue's examples are of.</summary>
    private static IEnumerable<(string Path, int Line, string Text)> ToReplace(IReadOnlyDictionary<string, byte[]> files) =>
        files
            .Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal))
            .SelectMany(file =>
                Encoding
                    .UTF8.GetString(file.Value)
                    .Split('\n')
                    .Select((text, number) => (file.Key, number + 1, text.Trim().TrimStart('#', ' ')))
                    .Where(line => IsPlaceholder(line.Item3) || line.Item3.Contains(ExampleCompany, StringComparison.Ordinal))
            );

    private static bool IsPlaceholder(string text) => text.Contains(Placeholders.Mark, StringComparison.Ordinal);

    private JsonObject Json(
        NewFleet fleet,
        IReadOnlyDictionary<string, byte[]> files,
        RepositoryState repository,
        List<(string Path, int Line, string Text)> placeholders
    ) =>
        new()
        {
            ["folder"] = options.Folder,
            ["dryRun"] = options.IsDryRun,
            ["files"] = Streams.ToJson(files.Keys),
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
            ["placeholders"] = new JsonArray([
                .. placeholders.Select(item => new JsonObject
                {
                    ["path"] = item.Path,
                    ["line"] = item.Line,
                    ["text"] = item.Text,
                }),
            ]),
            ["diagnostics"] = new JsonArray(),
        };
}
