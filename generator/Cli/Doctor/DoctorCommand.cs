using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Doctor;
using GitOpsGen.Engines;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Cli.Doctor;

/// <summary><c>gitopsgen doctor</c>: which tools, caches and access there are, and what to do about what is missing.</summary>
public static class DoctorCommand
{
    public static Command Create(Streams streams)
    {
        var root = CommonOptions.Root();
        var output = CommonOptions.Output();
        var online = new Option<bool>("--online")
        {
            Description = "Also ask origin, and where missing engines would be downloaded from; otherwise no network is touched.",
        };
        var tools = CommonOptions.AllowRepositoryTools();
        var command = new Command(
            "doctor",
            """
            Tell which tools, caches and access there are, and what to do about what is missing. Works outside of a fleet too.

            Examples:
              gitopsgen doctor               exit 0 when a render can work here, 1 when something it needs is missing
              gitopsgen doctor --online      also: does origin answer
              gitopsgen doctor -o json       for a pipeline's log
            """
        )
        {
            root,
            output,
            online,
            tools,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var said = parsed.GetValue(root);
                var found = said is null ? Workspace.FindRoot(Directory.GetCurrentDirectory()) : CommonOptions.FindRoot(said, streams);
                if (said is not null && found is null)
                    return ExitCodes.Failed;
                return Report(
                    await new DoctorChecks(found, parsed.GetValue(online), new ToolTrust(parsed.GetValue(tools))).RunAsync(cancellation),
                    parsed.GetValue(output),
                    streams
                );
            }
        );
        return command;
    }

    private static int Report(IReadOnlyList<Finding> findings, OutputFormat format, Streams streams)
    {
        var canRender = findings.All(finding => finding.Health != Health.Problem);
        if (format == OutputFormat.Json)
            streams.Write("doctor", Json(findings, canRender));
        else
            Text(findings, canRender, streams);
        return canRender ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Text(IReadOnlyList<Finding> findings, bool canRender, Streams streams)
    {
        streams.Output.WriteLine($"gitopsgen {Version}, .NET {Environment.Version}, {PinnedRelease.Platform}");
        foreach (var area in findings.GroupBy(finding => finding.Area, StringComparer.Ordinal))
        {
            streams.Output.WriteLine(area.Key);
            foreach (var finding in area)
            {
                streams.Output.WriteLine($"  {Word(finding.Health), -7}  {finding.Name, -10}  {finding.Found}");
                if (finding.ToDo is not null)
                    streams.Output.WriteLine($"  {"", -7}  {"", -10}  → {finding.ToDo}");
            }
        }

        streams.Output.WriteLine(canRender ? "A render can work here." : "A render cannot work here: mend each problem above.");
    }

    private static JsonObject Json(IReadOnlyList<Finding> findings, bool canRender) =>
        new()
        {
            ["version"] = Version,
            ["dotnet"] = Environment.Version.ToString(),
            ["platform"] = PinnedRelease.Platform,
            ["canRender"] = canRender,
            ["checks"] = new JsonArray([
                .. findings.Select(finding => new JsonObject
                {
                    ["area"] = finding.Area,
                    ["name"] = finding.Name,
                    ["status"] = Word(finding.Health),
                    ["found"] = finding.Found,
                    ["todo"] = finding.ToDo,
                    ["data"] = finding.Data.DeepClone(),
                }),
            ]),
        };

    private static string Word(Health health) => health.ToString().ToLowerInvariant();

    private static string Version =>
        typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
