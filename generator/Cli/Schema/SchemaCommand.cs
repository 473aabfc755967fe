using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Load;

namespace GitOpsGen.Cli.Schema;

/// <summary><c>gitopsgen schema</c>: the JSON Schema of a hand-written file, for editors.</summary>
public static class SchemaCommand
{
    public static Command Create(Streams streams)
    {
        var file = new Argument<string>("file")
        {
            Description =
                "Which file: fleet (gitopsgen.yaml), app (app.yaml), environment (environment.yaml), pin (releases/<app>.yaml), "
                + "dashboard (dashboards/<name>.yaml) or migration (migration.yaml).",
        };
        file.AcceptOnlyFromAmong([.. Shapes.ByName.Keys]);
        var output = CommonOptions.Output();
        var command = new Command(
            "schema",
            """
            Print the JSON Schema of a file that people write; editors check and complete with it.

            Examples:
              gitopsgen schema environment > docs/schemas/environment.json
              # yaml-language-server: $schema=../../docs/schemas/environment.json      the first line of the YAML file
            """
        )
        {
            file,
            output,
            SchemaImportCommand.Create(streams),
        };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(output), streams));
        return command;
    }

    private static int Run(string name, OutputFormat format, Streams streams)
    {
        if (format == OutputFormat.Json)
            streams.Write("schema", new JsonObject { ["file"] = name, ["schema"] = JsonNode.Parse(Shapes.Schema(name)) });
        else
            streams.Output.Write(Shapes.Schema(name));
        return ExitCodes.Done;
    }
}
