using System.Diagnostics;
using GitOpsGen.Engines;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// The real programs the tests run, and the descriptions that they judge by. Those that are not installed are fetched once into
/// <c>.tools/</c> by <c>scripts/test-tools</c>; where that fails, the test is skipped and says why.
/// </summary>
public static class TestTools
{
    public const string GitHubApi = "github/api.json";
    public const string GitHubEnterpriseApi = "github/enterprise.json";
    public const string GitHubSchema = "github/schema.graphql";
    public const string GraphQl = "github/graphql";
    public const string Sarif = "sarif/sarif.json";

    private static readonly Lazy<string> Fetch = new(() =>
    {
        var start = new ProcessStartInfo("bash", [Path.Join(Repository.Root, "scripts", "test-tools")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return error.Result.Trim();
    });

    public static string Helm3 => Tool("helm3/helm");

    public static string Helm4 => Tool("helm4/helm");

    /// <summary>A stand-alone Kustomize, later than the one in kubectl.</summary>
    public static string KustomizeAlone => Tool("kustomize/kustomize");

    public static string DockerRegistry => Tool("registry/docker-registry");

    public static string Shellcheck => Tool("shellcheck/shellcheck");

    public static string Promtool => Tool("prometheus/promtool");

    public static string Amtool => Tool("prometheus/amtool");

    /// <summary>The one that is installed, because it cannot run without its libraries.</summary>
    public static string Chromium
    {
        get
        {
            if (EngineFinder.OnPath("chromium") is { } there)
                return there;
            var error = Fetch.Value;
            Assert.SkipUnless(EngineFinder.OnPath("chromium") is not null, $"chromium is not installed: {error}");
            return EngineFinder.OnPath("chromium")!;
        }
    }

    /// <summary>The command line of a plain Kustomize build: the program and what comes before the folder.</summary>
    public static (string Program, string[] Prefix) Kustomize =>
        EngineFinder.OnPath("kustomize") is { } kustomize ? (kustomize, ["build"])
        : EngineFinder.OnPath("kubectl") is { } kubectl ? (kubectl, ["kustomize"])
        : (KustomizeAlone, ["build"]);

    /// <summary>What plain Kustomize prints for an overlay, as bytes.</summary>
    public static byte[] Build(string folder)
    {
        var (program, prefix) = Kustomize;
        var (exit, output, error) = Run(program, [.. prefix, folder]);
        Assert.True(exit == 0, $"{program} cannot build {folder}: {error}");
        return output;
    }

    public static (int Exit, byte[] Output, string Error) Run(
        string program,
        IReadOnlyList<string> arguments,
        string? workingDirectory = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.Result);
    }

    /// <summary>What is fetched under this name; the test is skipped where it could not be.</summary>
    public static string Tool(string relative)
    {
        var found = Find(relative);
        Assert.SkipUnless(
            found is not null,
            $"{relative} could not be fetched by scripts/test-tools: {(found is null ? Fetch.Value : "")}"
        );
        return found!;
    }

    /// <summary>For what makes a test sharper and is not needed to run it; null where it could not be fetched.</summary>
    public static string? Find(string relative)
    {
        var path = Path.Join(Repository.Root, ".tools", relative);
        return Path.Exists(path) || (Fetch.Value is not null && Path.Exists(path)) ? path : null;
    }
}
