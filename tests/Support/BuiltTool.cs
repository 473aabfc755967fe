using System.Diagnostics;

namespace GitOpsGen.Tests.Support;

/// <summary>The built tool in a process of its own, for what only a process has: a working directory, an environment, signals.</summary>
public static class BuiltTool
{
    // A tool that waits for ever fails its own test, and not the whole run.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    // GNU's env can, from 8.31 on; it becomes the program, so that the process is the tool's.
    private const string DefaultSignals = "--default-signal=INT,HUP,QUIT";

    private static readonly Lazy<bool> CanResetSignals = new(() =>
        OperatingSystem.IsLinux() && TestTools.Run("env", [DefaultSignals, "true"]).Exit == 0
    );

    public static async Task<Answer> RunAsync(
        string workingDirectory,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        using var process = Start(workingDirectory, arguments, environment);
        return await EndAsync(process);
    }

    public static Process Start(
        string workingDirectory,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    ) => Start("dotnet", workingDirectory, [Gitopsgen.Program, .. arguments], environment);

    /// <summary>
    /// Starts it as a person does at a terminal: what a background job ignores, the signals of the keyboard and of a closed terminal, its
    /// children ignore too, and so would the tool.
    /// </summary>
    public static Process StartInForeground(string workingDirectory, IReadOnlyList<string> arguments) =>
        CanResetSignals.Value
            ? Start("env", workingDirectory, [DefaultSignals, "dotnet", Gitopsgen.Program, .. arguments])
            : Start(workingDirectory, arguments);

    public static Process Start(
        string program,
        string workingDirectory,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<Answer> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException expired)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"it did not end within {TimeLimit}", expired);
        }

        return new Answer(process.ExitCode, await output, await error);
    }
}
