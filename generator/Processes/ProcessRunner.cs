using System.ComponentModel;
using System.Text;
using CliWrap;

namespace GitOpsGen.Processes;

/// <summary>The one place that runs programs. Kills the whole process tree when cancelled.</summary>
public static class ProcessRunner
{
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it runs any more.</exception>
    public static async Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var output = new MemoryStream();
        var error = new StringBuilder();
        var described = Describe(command)
            .WithStandardInputPipe(command.Input.Length == 0 ? PipeSource.Null : PipeSource.FromString(command.Input, Encoding.UTF8))
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error, Encoding.UTF8));
        var result = await Start(described, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return new CommandResult(result.ExitCode, output.GetBuffer().AsMemory(0, (int)output.Length), error.ToString());
    }

    /// <summary>Starts a program that is asked again and again.</summary>
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    public static Conversation Converse(Command command) => new(Describe(command));

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
            throw new FileNotFoundException($"cannot run {described.TargetFilePath}: {(error.InnerException ?? error).Message}", described.TargetFilePath, error);
        }
    }

    // A non-zero exit is a result: an engine's error is a diagnostic here.
    private static CliWrap.Command Describe(Command command) => Cli.Wrap(command.Program)
        .WithArguments(command.Arguments)
        .WithWorkingDirectory(command.WorkingDirectory ?? "")
        .WithEnvironmentVariables(command.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal))
        .WithValidation(CommandResultValidation.None);
}
