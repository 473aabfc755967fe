using System.ComponentModel;
using System.Text;
using Medallion.Shell;

namespace GitOpsGen.Processes;

/// <summary>The one place that runs programs. Kills the whole process tree when cancelled.</summary>
public static class ProcessRunner
{
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it runs any more.</exception>
    public static async Task<CommandResult> RunAsync(Command command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var running = Start(command);
        await using var kill = cancellation.Register(() => Kill(running));
        var error = running.StandardError.ReadToEndAsync(cancellation);
        using var output = new MemoryStream();
        try
        {
            // At once: a program may answer before it has read everything.
            await Task.WhenAll(WriteAsync(running, command.Input), running.StandardOutput.BaseStream.CopyToAsync(output, cancellation));
            var result = await running.Task;
            cancellation.ThrowIfCancellationRequested();
            return new CommandResult(result.ExitCode, output.GetBuffer().AsMemory(0, (int)output.Length), await error);
        }
        catch (OperationCanceledException)
        {
            // The reading may learn of it before the registration above, which then goes without having been called.
            Kill(running);
            throw;
        }
    }

    /// <summary>Starts a program that is asked again and again.</summary>
    /// <exception cref="FileNotFoundException">The program cannot be started.</exception>
    public static Conversation Converse(Command command) => new(Start(command), Kill);

    private static async Task WriteAsync(Medallion.Shell.Command running, string input)
    {
        try
        {
            if (input.Length > 0) await running.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input));
            running.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }

    private static Medallion.Shell.Command Start(Command command)
    {
        try
        {
            return Medallion.Shell.Command.Run(command.Program, command.Arguments, options =>
            {
                if (command.WorkingDirectory is not null) options.WorkingDirectory(command.WorkingDirectory);
                foreach (var (name, value) in command.Environment) options.EnvironmentVariable(name, value);
                // Disposed with the command: the library lets nobody reach a process that disposes itself, and then its children could not be killed.
                options.DisposeOnExit(false);
            });
        }
        catch (Exception error) when (error is Win32Exception or ErrorExitCodeException or InvalidOperationException)
        {
            throw new FileNotFoundException($"cannot run {command.Program}: {error.Message}", command.Program, error);
        }
    }

    // The library's own cancellation ends only the direct child.
    private static void Kill(Medallion.Shell.Command running)
    {
        try
        {
            foreach (var process in running.Processes) process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            running.Kill();
        }
    }
}
