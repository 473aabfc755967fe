using System.IO.Compression;
using System.Reflection;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class ToolPackageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Packed_and_installed_it_makes_and_renders_a_fleet_far_from_its_repository()
    {
        await DotnetAsync(
            "pack",
            Path.Join(Repository.Root, "generator"),
            "--no-build",
            "--configuration",
            Configuration,
            "--output",
            folder.File("packages"),
            "-nodeReuse:false"
        );
        var package = Assert.Single(Directory.GetFiles(folder.File("packages"), "*.nupkg"));
        using (var zip = await ZipFile.OpenReadAsync(package))
        {
            Assert.NotNull(zip.GetEntry("README.md"));
            Assert.NotNull(zip.GetEntry("licenses/libgit2.license.txt"));
            Assert.Contains(zip.Entries, entry => entry.FullName.Contains("/linux-x64/native/libgit2-", StringComparison.Ordinal));
        }

        // No source but the folder: nothing else may be needed.
        folder.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>\n");
        await DotnetAsync(
            "tool",
            "install",
            "GitOpsGen",
            "--tool-path",
            folder.File("tool"),
            "--add-source",
            folder.File("packages"),
            "--configfile",
            folder.File("nuget.config")
        );

        folder.Write("empty/.keep", "");
        var version = await ToolAsync("empty", "--version");
        Assert.Equal(
            typeof(GitOpsGen.Cli.GitOpsGenCli).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            version.Output.Trim()
        );
        Assert.Contains("gitopsgen [command] [options]", (await ToolAsync("empty", "--help")).Output, StringComparison.Ordinal);
        await ToolAsync("empty", "init", "fleet");
        var rendered = await ToolAsync("empty/fleet", "render", "--offline");
        Assert.Matches(@"units +rendered +[1-9]", rendered.Output);
        Assert.True(File.Exists(folder.File("empty/fleet/argocd/root.yaml")));
        await ToolAsync("empty/fleet", "render", "--check", "--offline");
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private async Task DotnetAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = folder.File("nuget"),
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        // The packages that the build needs are where it was built.
        if (arguments[0] == "pack")
            environment.Remove("NUGET_PACKAGES");
        using var process = BuiltTool.Start("dotnet", folder.Path, arguments, environment);
        var answer = await BuiltTool.EndAsync(process);
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    private async Task<Answer> ToolAsync(string workingDirectory, params string[] arguments)
    {
        var runtime = Path.GetFullPath(Path.Join(Path.GetDirectoryName(typeof(object).Assembly.Location), "..", "..", ".."));
        using var process = BuiltTool.Start(
            folder.File("tool/gitopsgen"),
            folder.File(workingDirectory),
            arguments,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_ROOT"] = runtime }
        );
        var answer = await BuiltTool.EndAsync(process);
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer;
    }
}
