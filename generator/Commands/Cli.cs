using System.CommandLine;
using GitOpsGen.Diagnostics;
using GitOpsGen.Terminal;

namespace GitOpsGen.Commands;

/// <summary>The command line: one command for each verb. What goes wrong unforeseen is one line, unless <c>--verbose</c>.</summary>
public static class Cli
{
    public static async Task<int> RunAsync(string[] arguments, Streams streams)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show where an unforeseen failure comes from.", Recursive = true };
        var root = new RootCommand("Renders a declarative description of a fleet into Kustomize overlays and Argo CD manifests.\n\nStart with: gitopsgen render, gitopsgen init <folder>, gitopsgen doctor.")
        {
            verbose,
            RenderCommand.Create(streams),
            ReleaseCommand.Create(streams),
            ExplainCommand.Create(streams),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) streams.Error.WriteLine($"gitopsgen: {error.Message}");
            streams.Error.WriteLine($"See: gitopsgen {string.Join(' ', arguments.TakeWhile(argument => !argument.StartsWith('-')).Take(1))} --help".Replace("  ", " ", StringComparison.Ordinal));
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = streams.Output, Error = streams.Error, EnableDefaultExceptionHandler = false });
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
