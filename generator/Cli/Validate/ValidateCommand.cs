using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Pipeline;
using GitOpsGen.Validate;
using GitOpsGen.Validate.Writers;

namespace GitOpsGen.Cli.Validate;

/// <summary><c>gitopsgen validate</c>: what is wrong in the manifests of a fleet, or of any folder.</summary>
public static partial class ValidateCommand
{
    public enum Form
    {
        Text,
        Json,
        Sarif,
        Junit,
        Markdown,
    }

    public static Command Create(Streams streams)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files and folders of manifests, or - for stdin, of any repository; unless said, the fleet.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var root = CommonOptions.Root();
        var output = Output();
        var environment = List("--env", "Only these environments.").Offering(Completions.Environments);
        var app = List("--app", "Only findings in these apps; they are judged beside all others.").Offering(Completions.Apps);
        var rule = List("--rule", "Only these rules: an id (PROM-001), or what ids begin with (PROM).");
        var list = new Option<bool>("--list-rules") { Description = "Name every rule, and judge nothing." };
        var part = new Option<bool>("--partial")
        {
            Description = "The paths hold only a part of the cluster: what they lack may be elsewhere.",
        };
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "The day for which certificates and waivers are judged; today unless said.",
            HelpName = "yyyy-mm-dd",
            CustomParser = Date,
        };
        var version = new Option<string?>("--kubernetes-version")
        {
            Description = "Render and judge as if every cluster ran this version: what would an upgrade break?",
            HelpName = "1.36",
        };
        var failOn = new Option<Severity?>("--fail-on")
        {
            Description = "Exit 1 only from this on; warning unless said.",
            HelpName = "error|warning|note",
            CustomParser = Level,
        };
        failOn.CompletionSources.Clear();
        failOn.CompletionSources.Add("error", "warning", "note");
        var hosts = List("--schema-host", "Schemas may be fetched from this host (host or host:port), as the fleet file asks.");
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var command = new Command(
            "validate",
            """
            Tell what is wrong in the manifests of a fleet, or of any folder, before they reach a cluster.

            Examples:
              gitopsgen validate                                   the fleet as it would be rendered; exit 1 with a finding above a note
              gitopsgen validate --env canary --rule PROM
              gitopsgen validate --kubernetes-version 1.36         what breaks when the clusters are upgraded
              gitopsgen validate --output sarif > validate.sarif   for code scanning; junit and markdown as well
              gitopsgen validate some/manifests                    any folder; helm template … | gitopsgen validate -
              gitopsgen validate --list-rules
            """
        )
        {
            paths,
            root,
            output,
            environment,
            app,
            rule,
            list,
            part,
            asOf,
            version,
            failOn,
            hosts,
            offline,
            tools,
        };
        command.Validators.Add(result => Check(result, paths, part, environment, app, hosts, version));
        command.SetAction(
            async (parsed, cancellation) =>
            {
                // A pipe that nobody writes into holds whoever reads it; whoever waits for Ctrl-C must not be the one.
                await Task.Yield();
                var given = parsed.GetValue(paths) ?? [];
                var form = parsed.GetValue(output);
                if (parsed.GetValue(list))
                    return ListRules(parsed.GetValue(root), given, form, streams);
                var options = new ValidationOptions
                {
                    Rules = new RuleChoice([.. parsed.GetValue(rule) ?? []]),
                    Environments = [.. parsed.GetValue(environment) ?? []],
                    Apps = [.. parsed.GetValue(app) ?? []],
                    AsOf = parsed.GetValue(asOf) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                    KubernetesVersion = parsed.GetValue(version),
                    Offline = parsed.GetValue(offline),
                    SchemaHosts = [.. parsed.GetValue(hosts) ?? []],
                    Trust = new ToolTrust(parsed.GetValue(tools)),
                };
                var found = given.Length > 0 ? Directory.GetCurrentDirectory() : CommonOptions.FindRoot(parsed.GetValue(root), streams);
                if (found is null)
                    return ExitCodes.Failed;
                using var progress = ConsoleProgress.BarOnly(streams.Error);
                var report =
                    given.Length > 0
                        ? await new PathValidation(
                            options,
                            Console.OpenStandardInput(),
                            parsed.GetValue(part),
                            Workspace.FindRoot(found) ?? found,
                            progress
                        ).RunAsync(given, cancellation)
                        : await new FleetValidation(found, options, progress, TimeProvider.System).RunAsync(cancellation);
                progress.Stop();
                return Answer(report, options, form, parsed.GetValue(failOn) ?? Severity.Warning, found, streams);
            }
        );
        return command;
    }

    private static int Answer(ValidationReport report, ValidationOptions options, Form form, Severity failOn, string root, Streams streams)
    {
        var exit =
            report.HasErrors ? ExitCodes.Of(report.Diagnostics)
            : report.Reaches(failOn) ? ExitCodes.Failed
            : ExitCodes.Done;
        streams.Diagnostics(report.Diagnostics, "");
        switch (form)
        {
            case Form.Json:
                var document = ValidationJson.Write(report);
                document["diagnostics"] = DiagnosticJson.Of(report.Diagnostics);
                document["exitCode"] = exit;
                streams.Write("validate", document);
                break;
            case Form.Sarif:
                streams.Output.WriteDocument(new ValidationSarif(path => File.Exists(Path.Join(root, path))).Write(report));
                break;
            case Form.Junit:
                streams.Output.WriteDocument(ValidationJunit.Write(report));
                break;
            case Form.Markdown:
                streams.Output.WriteDocument(ValidationMarkdown.Write(report));
                break;
            default:
                streams.Output.Write(ValidationText.Write(report, isByWave: options.KubernetesVersion is not null));
                break;
        }

        return exit;
    }

    // Of a fleet, its own rules too.
    private static int ListRules(string? said, string[] paths, Form form, Streams streams)
    {
        var diagnostics = new DiagnosticBag();
        var root = paths.Length > 0 ? null : said ?? Workspace.FindRoot(Directory.GetCurrentDirectory());
        var sets = root is null ? RuleCatalogue.Sets : FleetValidation.Catalogue(root, diagnostics);
        streams.Diagnostics(diagnostics.Sorted(), "");
        var exit = diagnostics.HasErrors ? ExitCodes.Failed : ExitCodes.Done;
        if (form == Form.Json)
            streams.Write(
                "validate",
                new JsonObject
                {
                    ["rules"] = ValidationJson.Rules(sets),
                    ["diagnostics"] = DiagnosticJson.Of(diagnostics.Sorted()),
                    ["exitCode"] = exit,
                }
            );
        else
            streams.Output.Write(RuleList.Write(sets));
        return exit;
    }

    private static void Check(
        CommandResult result,
        Argument<string[]> paths,
        Option<bool> part,
        Option<string[]> environment,
        Option<string[]> app,
        Option<string[]> hosts,
        Option<string?> version
    )
    {
        var isPath = result.GetValue(paths) is { Length: > 0 };
        foreach (var option in new[] { environment, app, hosts }.Where(option => isPath && result.GetValue(option) is { Length: > 0 }))
            result.AddError($"{option.Name} is of a fleet, and paths are of none; say one.");
        if (!isPath && result.GetValue(part))
            result.AddError("--partial is said of paths; a fleet is judged as it is described.");
        if (result.GetValue(version) is { } said && !Version().IsMatch(said))
            result.AddError($"--kubernetes-version is major and minor, such as 1.36, not '{said}'.");
    }

    private static Option<string[]> List(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = false };

    private static Option<Form> Output()
    {
        var option = new Option<Form>("--output", "-o")
        {
            Description = "How to answer on stdout; text unless said.",
            HelpName = "text|json|sarif|junit|markdown",
            CustomParser = result => Parse<Form>(result, "--output"),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add("text", "json", "sarif", "junit", "markdown");
        return option;
    }

    private static Severity? Level(ArgumentResult result) => Parse<Severity>(result, "--fail-on");

    private static DateOnly? Date(ArgumentResult result)
    {
        var said = result.Tokens is [{ Value: var value }] ? value : "";
        if (DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        result.AddError($"--as-of is a day, such as 2027-03-31, not '{said}'.");
        return null;
    }

    // The library would take numbers, too.
    private static T Parse<T>(ArgumentResult result, string option)
        where T : struct, Enum
    {
        var said = result.Tokens is [{ Value: var value }] ? value : "";
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<T>(name);
        result.AddError(
            $"{option} is {string.Join(", ", Enum.GetNames<T>()[..^1]).ToLowerInvariant()} or "
                + $"{Enum.GetNames<T>()[^1].ToLowerInvariant()}, not '{said}'."
        );
        return default;
    }

    [GeneratedRegex(@"^1\.[0-9]{1,3}$")]
    private static partial Regex Version();
}
