using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Layout;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Writers;

namespace GitOpsGen.Cli.Wiring;

/// <summary><c>gitopsgen wiring</c>: will Prometheus scrape this?</summary>
public static class WiringCommand
{
    public enum Form
    {
        Text,
        Json,
        Html,
        Svg,
        Dot,
    }

    public static Command Create(Streams streams)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files and folders of manifests, or - for stdin, of any repository; unless said, the fleet.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var root = CommonOptions.Root();
        var environment = new Option<string[]>("--env") { Description = "Only these environments." }.Offering(Completions.Environments);
        var monitor = new Option<string?>("--monitor")
        {
            Description = "Only this monitor or PrometheusRule, with every hop.",
            HelpName = "namespace/name",
        };
        var target = new Option<string?>("--target")
        {
            Description = "Only what scrapes this Service or workload, with every hop.",
            HelpName = "namespace/name",
        };
        var part = new Option<bool>("--partial")
        {
            Description = "The paths hold only a part of the cluster: what they lack may be elsewhere.",
        };
        var cost = new Option<string?>("--cost")
        {
            Description =
                "How much is scraped, in samples a minute; by what a file of samples says of the series of each target, else "
                + $"the fleet's own {FleetLayout.Samples}, else what is known of the usual stack.",
            HelpName = "samples.json",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = Output();
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var command = new Command(
            "wiring",
            """
            Tell what each Prometheus scrapes, from manifests alone, and at which hop a monitor that scrapes nothing breaks.

            Examples:
              gitopsgen wiring                                       the fleet; exit 1 when a monitor is selected by nobody or gets nothing
              gitopsgen wiring --env canary --monitor shop/cart      every hop of one monitor: what was asked, and what was found
              gitopsgen wiring --target shop/cart                    who scrapes this Service
              gitopsgen wiring some/manifests                        any folder; helm template … | gitopsgen wiring -
              gitopsgen wiring --output html > wiring.html           a picture for a browser; svg and dot as well
              gitopsgen wiring --cost samples.json                   samples a minute of each app in each environment
            """
        )
        {
            paths,
            root,
            environment,
            monitor,
            target,
            part,
            cost,
            output,
            offline,
            tools,
        };
        command.Validators.Add(result => Check(result, paths, environment, part, monitor, target));
        command.Validators.Add(result => CheckCost(result, cost, monitor, target, output));
        command.SetAction(
            async (parsed, cancellation) =>
            {
                // A pipe that nobody writes into holds whoever reads it; whoever waits for Ctrl-C must not be the one.
                await Task.Yield();
                var given = parsed.GetValue(paths) ?? [];
                var found = given.Length > 0 ? "" : CommonOptions.FindRoot(parsed.GetValue(root), streams);
                if (found is null)
                    return ExitCodes.Failed;
                using var progress = ConsoleProgress.BarOnly(streams.Error);
                var report =
                    given.Length > 0
                        ? WiringInputs.OfPaths(given, parsed.GetValue(part), cancellation)
                        : await new WiringInputs(new ToolTrust(parsed.GetValue(tools)), parsed.GetValue(offline), progress).OfFleetAsync(
                            found,
                            [.. parsed.GetValue(environment) ?? []],
                            cancellation
                        );
                progress.Stop();
                if (parsed.GetResult(cost) is not null)
                    return new CostAnswer(found, parsed.GetValue(cost)).Give(report, parsed.GetValue(output), streams);
                return Answer(report, new WiringScope(parsed.GetValue(monitor), parsed.GetValue(target)), parsed.GetValue(output), streams);
            }
        );
        return command;
    }

    private static int Answer(WiringReport report, WiringScope scope, Form form, Streams streams)
    {
        var asked = scope.IsNarrow ? new AskedNames(report.Maps, scope) : null;
        ImmutableArray<Diagnostic> diagnostics = [.. report.Diagnostics, .. asked?.Unknown() ?? []];
        var maps = asked?.Maps() ?? report.Maps;
        streams.Diagnostics(diagnostics, "");
        var hasErrors = diagnostics.Any(one => one.Severity == Severity.Error);
        var exit =
            hasErrors ? ExitCodes.Of(diagnostics)
            : maps.Any(scope.IsBroken) ? ExitCodes.Failed
            : ExitCodes.Done;
        if (form == Form.Json)
            streams.Write(
                "wiring",
                new JsonObject
                {
                    ["clusters"] = WiringJson.Write(maps, scope),
                    ["diagnostics"] = DiagnosticJson.Of(diagnostics),
                    ["exitCode"] = exit,
                }
            );
        else if (!hasErrors || !maps.IsEmpty)
            Print(maps, scope, form, streams);
        return exit;
    }

    private static void Print(ImmutableArray<WiringMap> maps, WiringScope scope, Form form, Streams streams)
    {
        if (form == Form.Text)
            streams.Output.Write(WiringText.Write(maps, scope));
        else
            streams.Output.WriteDocument(
                form switch
                {
                    Form.Html => WiringHtml.Write(maps, scope),
                    Form.Svg => WiringSvg.Write(maps, scope),
                    _ => WiringDot.Write(maps, scope),
                }
            );
    }

    private static void Check(
        CommandResult result,
        Argument<string[]> paths,
        Option<string[]> environment,
        Option<bool> part,
        Option<string?> monitor,
        Option<string?> target
    )
    {
        var isPath = result.GetValue(paths) is { Length: > 0 };
        if (isPath && result.GetValue(environment) is { Length: > 0 })
            result.AddError("--env is of a fleet, and paths are of none; say one.");
        if (!isPath && result.GetValue(part))
            result.AddError("--partial is said of paths; a fleet is judged as it is described.");
        if (result.GetValue(monitor) is not null && result.GetValue(target) is not null)
            result.AddError("--monitor and --target ask two questions; say one.");
        foreach (var option in new[] { monitor, target })
            if (result.GetValue(option) is { } said && said.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                result.AddError($"{option.Name} is namespace/name, not '{said}'.");
    }

    private static void CheckCost(
        CommandResult result,
        Option<string?> cost,
        Option<string?> monitor,
        Option<string?> target,
        Option<Form> output
    )
    {
        if (result.GetResult(cost) is null)
            return;
        if (result.GetValue(monitor) is not null || result.GetValue(target) is not null)
            result.AddError("--cost counts all that is scraped; say it without --monitor and --target.");
        if (result.GetResult(output) is not null && result.GetValue(output) is not (Form.Text or Form.Json))
            result.AddError("--cost answers as text or json.");
    }

    private static Option<Form> Output()
    {
        var option = new Option<Form>("--output", "-o")
        {
            Description = "How to answer on stdout; text unless said.",
            HelpName = "text|json|html|svg|dot",
            CustomParser = result =>
            {
                var said = result.Tokens is [{ Value: var value }] ? value : "";
                if (Enum.GetNames<Form>().FirstOrDefault(name => name.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } name)
                    return Enum.Parse<Form>(name);
                result.AddError($"--output is text, json, html, svg or dot, not '{said}'.");
                return default;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add("text", "json", "html", "svg", "dot");
        return option;
    }
}
