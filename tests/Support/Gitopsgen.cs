using System.Diagnostics;
using System.Runtime.CompilerServices;
using GitOpsGen.Cli;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Processes;

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
        var exit = await GitOpsGenCli.RunAsync(arguments, new Streams(output, error));
        return new Answer(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command on the fleet in <paramref name="folder"/>.</summary>
    public static Task<Answer> RunInAsync(TemporaryFolder folder, params string[] arguments) =>
        RunAsync([.. arguments, "--root", folder.Path]);

    /// <summary>Runs a command on the fleet in a folder as a caller with other variables.</summary>
    public static Task<Answer> RunAsAsync(
        TemporaryFolder folder,
        IReadOnlyDictionary<string, string?> environment,
        params string[] arguments
    ) => RunAsAsync(environment, [.. arguments, "--root", folder.Path]);

    /// <summary>Runs a command as a caller with other variables, set or, when null, taken away.</summary>
    public static Task<Answer> RunAsAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunAsAsync(environment, clock: null, arguments);

    /// <summary>The same at another time.</summary>
    public static async Task<Answer> RunAsAsync(
        IReadOnlyDictionary<string, string?> environment,
        TimeProvider? clock,
        params string[] arguments
    )
    {
        var variables = CallerVariables.All;
        foreach (var (name, value) in environment)
            variables = value is null ? variables.Remove(name) : variables.SetItem(name, value);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await GitOpsGenCli.RunAsync(arguments, new Streams(output, error), variables, clock);
        return new Answer(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command in a process of its own, with variables set or, when null, taken away.</summary>
    public static async Task<Answer> RunAloneAsync(
        TemporaryFolder folder,
        IReadOnlyDictionary<string, string?> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments, "--root", folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await error);
    }

    // No test may touch, or depend on, the caches and logins of the person who runs it.
    [ModuleInitializer]
    internal static void UseCacheOfItsOwn()
    {
        RunFolder.Use();
        var folder = Path.Join(Path.GetTempPath(), $"gitopsgen-test-cache-{Environment.ProcessId}");
        Environment.SetEnvironmentVariable("GITOPSGEN_CACHE", folder);
        foreach (var name in new[] { "CACHE", "CONFIG", "DATA" })
            Environment.SetEnvironmentVariable($"HELM_{name}_HOME", Path.Join(folder, $"helm-{name.ToLowerInvariant()}"));
        foreach (var name in new[] { "HELM_REPOSITORY_CONFIG", "HELM_REGISTRY_CONFIG", "HELM_REPOSITORY_CACHE", "HELM_CONTENT_CACHE" })
            Environment.SetEnvironmentVariable(name, null);
        PreferKustomizeAlone();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        };
    }

    private static bool HasKustomize(string folder) => File.Exists(Path.Join(folder, "kustomize"));

    // kubectl takes four times as long to begin, for each of thousands of builds. EngineTests renders with it.
    private static void PreferKustomizeAlone()
    {
        // Not asked of the product: it reads the variables once, and these are still being set.
        string[] said = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        var there = Path.Join(Repository.Root, ".tools", "kustomize");
        if (!said.Any(HasKustomize) && HasKustomize(there))
            Environment.SetEnvironmentVariable("PATH", string.Join(Path.PathSeparator, [there, .. said]));
    }
}
