using System.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>Plain git, as a person has it, without that person's settings.</summary>
public static class Sh
{
    public static IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
        };

    /// <returns>What it prints, without the last line's end.</returns>
    public static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git",
            ["-C", folder, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "protocol.file.allow=always", .. arguments]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.TrimEnd('\n');
    }
}
