using System.CommandLine;
using GitOpsGen.Diagnostics;
using GitOpsGen.Terminal;

namespace GitOpsGen.Commands;

/// <summary>The command line: one command for each verb. What goes wrong unforeseen is one line, unless <c>--verbose</c>.</summary>
public static class Cli
{
    // After Ctrl-C: enough to end every child and to finish a file, short enough for a person who waits.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(string[] arguments, Streams streams)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show where an unforeseen failure comes from.", Recursive = true };
        var root = new RootCommand("""
            Renders a declarative description of a fleet into Kustomize overlays and Argo CD manifests.

            Examples:
              gitopsgen init --apps prometheus-stack my-fleet    make a fleet repository that renders at once
              gitopsgen doctor                                   which tools, caches and access there are
              gitopsgen render                                   render the fleet of this repository
              gitopsgen render --help                            each command has examples of its own
            """)
        {
            verbose,
            RenderCommand.Create(streams),
            DiffCommand.Create(streams),
            PublishCommand.Create(streams),
            ReleaseCommand.Create(streams),
            ExplainCommand.Create(streams),
            MigrateCommand.Create(streams),
            InitCommand.Create(streams),
            DoctorCommand.Create(streams),
            SchemaCommand.Create(streams),
            CompletionCommand.Create(streams),
        };
        HelpTexts.Attach(root);
        // Nothing said is a mistake in a script (a variable that was empty), so it must not pass for success.
        if (arguments.Length == 0)
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = streams.Error });
            return ExitCodes.Usage;
        }

        // What begins with @ is a user or a commit, such as @{u}, and no file of arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            UsageErrors.Write(parsed, streams.Error);
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = streams.Output, Error = streams.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("gitopsgen: cancelled; nothing is half-done.");
            return ExitCodes.Cancelled;
        }
        catch (StoppedException error)
        {
            streams.Error.WriteLine($"gitopsgen: {error.Message}");
            return ExitCodes.Failed;
        }
        catch (Exception error)
        {
            streams.Error.WriteLine(parsed.GetValue(verbose) ? error.ToString() : $"gitopsgen: {error.Message} (--verbose tells where)");
            return ExitCodes.Failed;
        }
    }
}
