using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.App;

/// <summary><c>gitopsgen app list</c>: what the tool brings along, and what the fleet around here has.</summary>
public sealed class AppListCommand(Streams streams)
{
    public static Command Create(Streams streams)
    {
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var command = new Command(
            "list",
            """
            Show the apps of the catalogue: what each is, what it requires, what it needs of a cluster, and whether the fleet here has it.

            Example:
              gitopsgen app list --output json
            """
        )
        {
            root,
            output,
        };
        command.SetAction(parsed =>
        {
            var said = parsed.GetValue(root);
            if (said is not null && CommonOptions.FindRoot(said, streams) is null)
                return ExitCodes.Failed;
            var found = said is null ? Workspace.FindRoot(Directory.GetCurrentDirectory()) : Path.GetFullPath(said);
            return new AppListCommand(streams).List(found, parsed.GetValue(output));
        });
        return command;
    }

    private int List(string? root, OutputFormat format)
    {
        var catalogue = AppCatalogue.Own;
        var here = root is null ? null : Here(root);
        if (format == OutputFormat.Json)
            streams.Write(
                "app list",
                new JsonObject
                {
                    ["root"] = root,
                    ["apps"] = new JsonArray([.. catalogue.Apps.Values.Select(app => Json(app, catalogue, here))]),
                    ["own"] = Streams.ToJson(Own(catalogue, here).Select(app => app.App.Name)),
                    ["diagnostics"] = new JsonArray(),
                }
            );
        else
            Text(catalogue, here);
        return ExitCodes.Done;
    }

    // What is wrong with it is for a render to say; what could be read is shown.
    private static Fleet Here(string root)
    {
        using var scratch = StateFolder.Temporary();
        return Workspace.ToRead(root, scratch).Load(new DiagnosticBag());
    }

    private void Text(AppCatalogue catalogue, Fleet? here)
    {
        var width = catalogue.Apps.Keys.Max(name => name.Length) + 2;
        foreach (var app in catalogue.Apps.Values)
        {
            var at = here?.Apps.GetValueOrDefault(app.Name)?.App.Version;
            streams.Output.WriteLine($"{app.Name.PadRight(width)}{app.Version, -10}{Mark(app, at), -13}{app.Description}");
            foreach (var line in Needs(app, catalogue))
                streams.Output.WriteLine($"{"".PadRight(width)}{line}");
        }

        foreach (var app in Own(catalogue, here))
            streams.Output.WriteLine($"{app.App.Name.PadRight(width)}{app.App.Version, -10}of this fleet's own");
    }

    private static string Mark(CatalogueApp app, string? here) =>
        here is null ? ""
        : here == app.Version ? "here"
        : $"here {here}";

    private static IEnumerable<string> Needs(CatalogueApp app, AppCatalogue catalogue)
    {
        if (catalogue.Defaults.Contains(app.Name))
            yield return "what `init` takes unless told otherwise";
        var apps = app.Requires.Where(name => !catalogue.Prerequisites.ContainsKey(name)).ToList();
        if (apps.Count > 0)
            yield return $"requires {string.Join(", ", apps)}";
        var others = app.Requires.Where(catalogue.Prerequisites.ContainsKey).ToList();
        if (others.Count > 0)
            yield return $"needs {string.Join(", ", others)}, which somebody else runs";
        foreach (var need in app.Kubernetes)
            yield return $"Kubernetes {need.Text("versions")}{When(need)}: {need.Text("why")}";
        if (!app.Features.IsEmpty)
            yield return $"features {string.Join(", ", app.Features)}";
    }

    private static string When(YamlMap need) =>
        AppSettingsReader.When(need).Features is { IsEmpty: false } features
            ? $" with {string.Join(", ", features.Select(feature => feature.Text))}"
            : "";

    private static IEnumerable<AppSource> Own(AppCatalogue catalogue, Fleet? here) =>
        here?.Apps.Values.Where(app => !catalogue.Apps.ContainsKey(app.App.Name)) ?? [];

    private static JsonObject Json(CatalogueApp app, AppCatalogue catalogue, Fleet? here) =>
        new()
        {
            ["name"] = app.Name,
            ["description"] = app.Description,
            ["version"] = app.Version,
            ["default"] = catalogue.Defaults.Contains(app.Name),
            ["requires"] = Streams.ToJson(app.Requires.Where(name => !catalogue.Prerequisites.ContainsKey(name))),
            ["prerequisites"] = new JsonArray([
                .. app
                    .Requires.Where(catalogue.Prerequisites.ContainsKey)
                    .Select(name => new JsonObject
                    {
                        ["name"] = name,
                        ["description"] = catalogue.Prerequisites[name].Text("description"),
                    }),
            ]),
            ["features"] = Streams.ToJson(app.Features),
            ["kubernetes"] = new JsonArray([
                .. app.Kubernetes.Select(need => new JsonObject
                {
                    ["versions"] = need.Text("versions"),
                    ["features"] = Streams.ToJson(AppSettingsReader.When(need).Features.Select(feature => feature.Text)),
                    ["why"] = need.Text("why"),
                    ["instead"] = need.Text("instead"),
                }),
            ]),
            ["parameters"] = Streams.ToJson(Placeholders.Of(app).Select(one => one.Parameter)),
            ["here"] = here?.Apps.GetValueOrDefault(app.Name)?.App.Version,
            ["environments"] = Streams.ToJson(
                here?.Environments.Values.Where(environment => !environment.IsAbstract && environment.Apps.ContainsKey(app.Name))
                    .Select(environment => environment.Name)
                    ?? []
            ),
        };
}
