using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>What is fetched to build and test the tool is what was committed, or nothing is built and run.</summary>
public sealed partial class SupplyChainTests
{
    private static readonly string Script = Read("scripts/test-tools");

    [Fact]
    public async Task A_package_that_is_not_what_it_was_is_neither_unpacked_nor_kept()
    {
        using var folder = new TemporaryFolder();
        Program(folder, "npm", "touch package-0.0.0.tgz && echo changed > package-0.0.0.tgz");
        foreach (var offline in new[] { "apt-get", "apt-cache" })
            Program(folder, offline, "exit 1");
        var path = $"{folder.File("bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = BuiltTool.Start(
            "bash",
            folder.Path,
            [Path.Join(Repository.Root, "scripts", "test-tools"), folder.File("tools")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = path }
        );
        var answer = await BuiltTool.EndAsync(process);
        Assert.Equal(1, answer.Exit);
        foreach (var package in Packages())
            Assert.Contains($"{package} is not what it was", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.File("tools"), "helm", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(folder.File("tools"), "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void Every_package_of_the_test_tools_has_a_digest() =>
        Assert.Equal(
            Packages().Order(StringComparer.Ordinal),
            Digest().Matches(Script).Select(match => match.Groups["package"].Value).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("APT::Get::AllowUnauthenticated \"false\";")]
    [InlineData("Acquire::AllowInsecureRepositories \"false\";")]
    public void Debian_s_signature_is_asked_for_whatever_the_machine_allows(string setting) =>
        Assert.Contains(setting, Script, StringComparison.Ordinal);

    [Theory]
    [InlineData("true", "true")]
    [InlineData("", "")]
    public void A_pipeline_restores_what_the_lock_files_name_and_a_person_may_change_them(string pipeline, string locked)
    {
        // Without what the pipeline that runs this test has said already.
        var (exit, output, error) = TestTools.Run(
            "env",
            [
                "-u",
                "RestoreLockedMode",
                "dotnet",
                "msbuild",
                Path.Join(Repository.Root, "generator"),
                "-getProperty:RestoreLockedMode",
                $"-p:CI={pipeline}",
            ]
        );
        Assert.True(exit == 0, error);
        Assert.Equal(locked, System.Text.Encoding.UTF8.GetString(output).Trim());
    }

    [Theory]
    [InlineData(".ci/run", "export RestoreLockedMode=true")]
    [InlineData(".ci/run", "dotnet list package --vulnerable --include-transitive")]
    [InlineData(".github/workflows/ci.yml", "RestoreLockedMode: \"true\"")]
    [InlineData(".github/workflows/ci.yml", "dotnet list package --vulnerable --include-transitive")]
    [InlineData("action.yml", "--locked-mode")]
    public void Every_way_to_build_asks_for_the_lock_files_and_for_weaknesses(string file, string line) =>
        Assert.Contains(line, Read(file), StringComparison.Ordinal);

    [Fact]
    public void Every_action_is_pinned_by_its_commit()
    {
        var uses = new[] { ".github/workflows/ci.yml", "action.yml" }
            .SelectMany(file => Uses().Matches(Read(file)).Select(match => match.Groups["action"].Value))
            .ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("@[0-9a-f]{40}$", action));
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Assert.DoesNotContain(
            Directory
                .EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}.", StringComparison.Ordinal)),
            file =>
                !File.Exists(Path.Join(Path.GetDirectoryName(file), "packages.lock.json"))
                && File.ReadAllText(file).Contains("PackageReference", StringComparison.Ordinal)
        );

    private static void Program(TemporaryFolder folder, string name, string line)
    {
        folder.Write($"bin/{name}", $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(folder.File($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static IEnumerable<string> Packages() =>
        Npm().Matches(Script).Select(match => match.Groups["package"].Value).Distinct(StringComparer.Ordinal);

    private static string Read(string file) => File.ReadAllText(Path.Join(Repository.Root, file));

    [GeneratedRegex(@"\| (layer|npm)\s+\| (?<package>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Npm();

    [GeneratedRegex(@"^(?<package>\S+@\S+) +\| [0-9a-f]{128}$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Digest();

    [GeneratedRegex(@"uses: (?<action>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Uses();
}
