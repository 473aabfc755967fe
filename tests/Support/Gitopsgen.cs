using System.Runtime.CompilerServices;
using GitOpsGen.Commands;
using GitOpsGen.Terminal;

namespace GitOpsGen.Tests.Support;

/// <summary>What a run of the tool answered.</summary>
public sealed record Answer(int Exit, string Output, string Error)
{
    public override string ToString() => $"exit {Exit}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>The whole tool, in this process.</summary>
public static class Gitopsgen
{
    /// <summary>The built tool, for tests that need a process of its own.</summary>
    public static string Program => Path.Join(AppContext.BaseDirectory, "gitopsgen.dll");

    public static async Task<Answer> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await Cli.RunAsync(arguments, new Streams(output, error));
        return new Answer(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command on the fleet in <paramref name="folder"/>.</summary>
    public static Task<Answer> RunInAsync(TemporaryFolder folder, params string[] arguments) => RunAsync([.. arguments, "--root", folder.Path]);

    // No test may touch, or depend on, the cache of the person who runs it.
    [ModuleInitializer]
    internal static void UseCacheOfItsOwn() => Environment.SetEnvironmentVariable("GITOPSGEN_CACHE", Path.Join(Path.GetTempPath(), $"gitopsgen-test-cache-{Environment.ProcessId}"));
}
