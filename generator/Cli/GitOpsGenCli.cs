using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.App;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Diff;
using GitOpsGen.Cli.Doctor;
using GitOpsGen.Cli.Explain;
using GitOpsGen.Cli.Init;
using GitOpsGen.Cli.Migrate;
using GitOpsGen.Cli.Observe;
using GitOpsGen.Cli.Promote;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Release;
using GitOpsGen.Cli.Rename;
using GitOpsGen.Cli.Render;
using GitOpsGen.Cli.Review;
using GitOpsGen.Cli.Schema;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Cli.Validate;
using GitOpsGen.Cli.Verify;
using GitOpsGen.Cli.Wiring;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;
using GitOpsGen.Processes;

namespace GitOpsGen.Cli;

/// <summary>
/// The command line: one command for each verb. Whatever goes wrong has a code; <c>--verbose</c> tells where it comes from.
/// </summary>
public static class GitOpsGenCli
{
    // After Ctrl-C: enough to end every child and to finish a file, short enough for a person who waits.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(4);

    /// <param name="variables">The caller's environment; null: this process's.</param>
    /// <param name="clock">The caller's; null: this machine's.</param>
    public static async Task<int> RunAsync(
        string[] arguments,
        Streams streams,
        ImmutableDictionary<string, string>? variables = null,
        TimeProvider? clock = null
    )
    {
        if (variables is not null)
            CallerVariables.Use(variables);
        if (clock is not null)
            CallerClock.Use(clock);
        var verbose = new Option<bool>("--verbose") { Description = "Show where an unforeseen failure comes from.", Recursive = true };
        ParseResult? parsed = null;
        try
        {
            var root = Root(streams, verbose);
            // Nothing said is a mistake in a script (a variable that was empty), so it must not pass for success.
            if (arguments.Length == 0)
            {
                root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = new Paragraphs(streams.Error) });
                return ExitCodes.Usage;
            }

            // What begins with @ is a user or a commit, such as @{u}, and no file of arguments.
            parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Errors.Count > 0 ? Misuse(parsed, streams) : await InvokeAsync(parsed, streams);
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("gitopsgen: cancelled; nothing is half-done.");
            return ExitCodes.Cancelled;
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error, ParsedCommand.Command(parsed), ParsedCommand.Folder(parsed));
            return Tell(failure, parsed?.GetValue(verbose) == true ? error : null, parsed, streams);
        }
    }

    private static RootCommand Root(Streams streams, Option<bool> verbose)
    {
        var root = new RootCommand(
            """
            Renders a declarative description of a fleet into Kustomize overlays and Argo CD manifests.

            Examples:
              gitopsgen init --apps prometheus-stack my-fleet    make a fleet repository that renders at once
              gitopsgen doctor                                   which tools, caches and access there are
              gitopsgen render                                   render the fleet of this repository
              gitopsgen render --help                            each command has examples of its own
            """
        )
        {
            verbose,
            RenderCommand.Create(streams),
            DiffCommand.Create(streams),
            PublishCommand.Create(streams),
            ReviewCommand.Create(streams),
            VerifyCommand.Create(streams),
            ObserveCommand.Create(streams),
            PromoteCommand.Create(streams),
            RollbackCommand.Create(streams),
            HoldCommand.Create(streams),
            StatusCommand.Create(streams),
            AppCommand.Create(streams),
            ReleaseCommand.Create(streams),
            AppCommand.Create(streams),
            ExplainCommand.Create(streams),
            MigrateCommand.Create(streams),
            RenameCommand.Create(streams),
            InitCommand.Create(streams),
            DoctorCommand.Create(streams),
            ValidateCommand.Create(streams),
            WiringCommand.Create(streams),
            SchemaCommand.Create(streams),
            CompletionCommand.Create(streams),
        };
        HelpTexts.Attach(root, streams);
        return root;
    }

    private static int Misuse(ParseResult parsed, Streams streams)
    {
        UsageErrors.Write(parsed, streams);
        Answer(parsed, ExitCodes.Usage, streams);
        return ExitCodes.Usage;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Streams streams)
    {
        // Of a terminal that goes away, and of Ctrl-\, the library knows nothing; what was started would run on.
        using var gone = new CancellationTokenSource();
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Cancel);
        var exit = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = new Paragraphs(streams.Output),
                Error = streams.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToStop,
            },
            gone.Token
        );
        // One mistake of the caller is told one way, whichever step found it.
        if (exit == ExitCodes.Failed)
            exit = ExitCodes.Of(streams.Reported);
        if (exit is ExitCodes.Failed or ExitCodes.Usage or ExitCodes.Remote)
            Answer(parsed, exit, streams);
        return exit;

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            gone.Cancel();
        }
    }

    // Whoever asks for JSON gets a document, however far the command came.
    private static void Answer(ParseResult? parsed, int exit, Streams streams)
    {
        if (streams.HasAnswered || !ParsedCommand.WantsJson(parsed))
            return;
        streams.Write(
            ParsedCommand.Name(parsed),
            new JsonObject { ["diagnostics"] = DiagnosticJson.Of(streams.Reported), ["exitCode"] = exit }
        );
    }

    private static int Tell(Failure failure, Exception? trace, ParseResult? parsed, Streams streams)
    {
        try
        {
            streams.Tell(failure.Diagnostic, $"{failure}");
            if (trace is not null)
                Trace(trace, streams.Error);
            Answer(parsed, failure.Exit, streams);
        }
        catch (IOException)
        {
            // Nobody can be told any more, where stderr or stdout is what failed.
        }

        return failure.Exit;
    }

    private static void Trace(Exception error, PrintedWriter output)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            output.WriteLine($"  {at.GetType()}: {at.Message}");
            output.Write($"{at.StackTrace}\n");
        }
    }
}
