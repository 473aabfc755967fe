using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Reports;

namespace GitOpsGen.Cli.Migrate;

/// <summary><c>gitopsgen migrate apply</c>: makes the moves.</summary>
public static class MigrateApplyCommand
{
    public static Command Create(Streams streams)
    {
        var options = new RelocationOptions();
        var news = new NewObjectOptions();
        var output = CommonOptions.Output();
        var dryRun = CommonOptions.DryRun();
        var allowOpen = new Option<bool>("--allow-open") { Description = "Exit 0 although mentions are left for a person to decide." };
        var command = new Command(
            "apply",
            """
            Make the moves of the plan, all or none, byte for byte; what a person has to decide is listed and left.

            Examples:
              gitopsgen migrate apply --from kube-system --to azure-managed-prometheus --path . --dry-run
              gitopsgen migrate apply --from kube-system --to azure-managed-prometheus --path .
              gitopsgen migrate apply --from kube-system --to azure-managed-prometheus --with namespace,network-policy \
                --write-to deploy/namespace --mesh aks-istio --mesh-revision asm-1-27
            """
        )
        {
            output,
            dryRun,
            allowOpen,
        };
        options.AddTo(command);
        news.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (options.Read(parsed, new DiagnosticBag(), streams) is not { } asked)
                    return ExitCodes.Failed;
                var request = new ApplyOptions(
                    asked.Request,
                    Config(asked),
                    asked.IncludeCode,
                    parsed.GetValue(allowOpen),
                    parsed.GetValue(dryRun),
                    news.Read(parsed)
                );
                var applied = await new ApplyRun(
                    request,
                    RelocationJudging.With(asked),
                    line => streams.Error.WriteLine($"gitopsgen: {line}")
                ).RunAsync(cancellation);
                return Report(applied, request, parsed.GetValue(output), streams);
            }
        );
        return command;
    }

    // The record holds no absolute path.
    private static string? Config(RelocationArguments asked) =>
        asked.Config is { } file ? Path.GetRelativePath(asked.Request.Root, file).Replace('\\', '/') : null;

    private static int Report(ApplyResult applied, ApplyOptions options, OutputFormat format, Streams streams)
    {
        var exit = applied.Diagnostics.Any(item => item.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Done;
        streams.Diagnostics(
            applied.Diagnostics,
            applied.Edits is null ? "; nothing was written"
                : options.DryRun ? "; everything else would move"
                : "; everything else has moved"
        );
        if (format == OutputFormat.Json)
            streams.Write("migrate apply", Json(applied, options, exit));
        else if (applied.Edits is { } edits)
            Text(applied, edits, options, streams.Output);
        return exit;
    }

    private static void Text(ApplyResult applied, EditSet edits, ApplyOptions options, TextWriter output)
    {
        var would = options.DryRun ? "would be " : "";
        foreach (var (path, count) in edits.Counts)
            output.WriteLine($"{count, 5}  {path}");
        foreach (var path in applied.Created)
            output.WriteLine($"{"new", 5}  {path}");
        output.WriteLine(
            $"{edits.Moves} mentions in {edits.Counts.Count} files {would}moved from {options.Request.From} to "
                + $"{options.Request.To}; {applied.Open.Length} are for a person to decide, {applied.Code.Length} are in code that "
                + "was not edited."
        );
        if (!options.DryRun && edits.Moves > 0)
            output.WriteLine("`gitopsgen migrate verify` proves it, `gitopsgen migrate undo` takes it back.");
    }

    private static JsonObject Json(ApplyResult applied, ApplyOptions options, int exit) =>
        new()
        {
            ["from"] = options.Request.From,
            ["to"] = options.Request.To,
            ["dryRun"] = options.DryRun,
            ["edited"] = new JsonArray([
                .. (applied.Edits?.Files ?? []).Select(file => new JsonObject
                {
                    ["path"] = file.Path,
                    ["moves"] = applied.Edits!.Counts[file.Path],
                    ["old"] = file.Old,
                    ["new"] = Files.Digest.OfBytes(file.New),
                }),
            ]),
            ["created"] = Streams.ToJson(applied.Created),
            ["open"] = Json(applied.Open),
            ["code"] = Json(applied.Code),
            ["diagnostics"] = DiagnosticJson.Of(applied.Diagnostics),
            ["exitCode"] = exit,
        };

    private static JsonArray Json(IEnumerable<Occurrence> occurrences) =>
        new([
            .. occurrences.Select(one => new JsonObject
            {
                ["path"] = one.Path,
                ["line"] = one.Line,
                ["column"] = one.Column,
                ["category"] = KebabCase.Of(one.Judgement.Category),
                ["group"] = one.Judgement.Group,
                ["evidence"] = one.Judgement.Evidence,
            }),
        ]);
}
