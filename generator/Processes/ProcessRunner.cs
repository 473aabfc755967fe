using System.ComponentModel;
using System.Text;
using CliWrap;

namespace GitOpsGen.Processes;

/// <summary>The one place that runs programs. Kills the whole process tree when cancelled, or when a bound is passed.</summary>
public static class ProcessRunner
{
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it runs any more.</exception>
    public static async Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var watch = new ProcessWatchdog(command.Limits, cancellation);
        var output = new BoundedOutput(command.Limits.Output, () => watch.Exceed(ProcessLimit.Output));
        var error = new BoundedOutput(ProcessLimits.Errors, () => { });
        var described = Describe(command)
            .WithStandardInputPipe(command.Input.Length == 0 ? PipeSource.Null : PipeSource.FromString(command.Input, Encoding.UTF8))
            .WithStandardOutputPipe(output.Pipe)
            .WithStandardErrorPipe(error.Pipe);
        var exit = -1;
        try
        {
            var running = Start(described, watch.Stop);
            watch.Over(running.ProcessId);
            exit = (await running).ExitCode;
        }
        catch (OperationCanceledException) when (watch.LimitExceeded is not null)
        {
            // Told by the result, unless it was cancelled as well.
        }

        cancellation.ThrowIfCancellationRequested();
        return new CommandResult(exit, output.Bytes, Encoding.UTF8.GetString(error.Bytes.Span)) { LimitExceeded = watch.LimitExceeded };
    }

    /// <summary>Starts a program that is asked again and again.</summary>
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    public static InteractiveProcess Converse(Command command) => new(Describe(command));

    // One token only, the forceful one: asked gently, a program leaves its own children behind.
    internal static CommandTask<CliWrap.CommandResult> Start(CliWrap.Command described, CancellationToken cancellation)
    {
        try
        {
            return described.ExecuteAsync(cancellation);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            // The outer message guesses at causes; the inner one is the system's.
            throw new FileNotFoundException(
                $"cannot run {described.TargetFilePath}: {(error.InnerException ?? error).Message}",
                described.TargetFilePath,
                error
            );
        }
    }

    // A non-zero exit is a result: an engine's error is a diagnostic here.
    private static CliWrap.Command Describe(Command command) =>
        CliWrap
            .Cli.Wrap(Absolute(command.Program))
            .WithArguments(command.Arguments)
            .WithWorkingDirectory(command.WorkingDirectory ?? "")
            .WithEnvironmentVariables(From(command.Environment))
            .WithValidation(CommandResultValidation.None);

    // The framework would look beside itself and in the current folder first, where a repository may have a file of that name.
    private static string Absolute(string program) =>
        Path.IsPathFullyQualified(program)
            ? program
            : SearchPath.Whole.Find(program) ?? throw new FileNotFoundException($"cannot run {program}: it is not on PATH", program);

    // To the library no value means: not inherited.
    private static Dictionary<string, string?> From(IReadOnlyDictionary<string, string> environment)
    {
        var all = CallerVariables.Inherited.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in environment)
            all[name] = value;
        return all;
    }
}
