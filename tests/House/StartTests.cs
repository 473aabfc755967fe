using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>Runs what docs/start.md tells a reader to type: a shell, the built tool, real git, and a stand-in for GitHub.</summary>
public sealed partial class StartTests
{
    private const string Address = "https://github.com/contoso/small.git";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);

    // Git gets the token as a person's own helper would give it; the tool finds it by itself.
    private const string Prelude = """
        set -euo pipefail
        trap 'echo "failed: $BASH_COMMAND" >&2' ERR
        gitopsgen() { dotnet "$TOOL" "$@"; }
        git() { command git -c "http.extraHeader=Authorization: basic $SECRET" "$@"; }

        """;

    [Fact]
    public async Task Every_command_of_the_tutorial_works_and_there_is_a_pull_request()
    {
        await using var hub = await FakeGitHub.StartAsync();
        using var folder = new TemporaryFolder();
        Seed(hub, folder);
        var page = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "start.md"));
        var blocks = Blocks().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.True(blocks.Count >= 6, $"only {blocks.Count} blocks");
        Assert.Contains(Address, page, StringComparison.Ordinal);
        var script = Prelude + string.Join('\n', blocks).Replace(Address, hub.RepositoryUrl, StringComparison.Ordinal);
        var work = Directory.CreateDirectory(folder.File("work")).FullName;
        var answer = await RunAsync(work, script, Variables(hub, folder));
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Empty(hub.Problems);
        var pull = hub.Pull("gitopsgen/wave/dev");
        Assert.Contains("hello", (string?)pull["body"], StringComparison.Ordinal);
        // What was there before is as it was.
        Assert.Equal("# small\n", await File.ReadAllTextAsync(Path.Join(work, "fleet", "README.md")));
        Assert.StartsWith("*.log\n", await File.ReadAllTextAsync(Path.Join(work, "fleet", ".gitignore")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Join(work, "fleet", "docs", "gitops.md")));
    }

    // As every fresh repository on GitHub is.
    private static void Seed(FakeGitHub hub, TemporaryFolder folder)
    {
        folder.Write("seed/README.md", "# small\n");
        folder.Write("seed/LICENSE", "Ours.\n");
        folder.Write("seed/.gitignore", "*.log\n");
        folder.Write("seed/.github/CODEOWNERS", "* @contoso/platform\n");
        var seed = folder.File("seed");
        Sh.Git(seed, "init", "--quiet", "--initial-branch=main");
        Sh.Git(seed, "add", "--all");
        Sh.Git(seed, "commit", "--quiet", "--message=Initial commit");
        Sh.Git(seed, "push", "--quiet", hub.Bare, "main");
    }

    private static Dictionary<string, string?> Variables(FakeGitHub hub, TemporaryFolder folder) =>
        new(Sh.Settings, StringComparer.Ordinal)
        {
            ["TOOL"] = Gitopsgen.Program,
            ["HOME"] = folder.Path,
            ["SECRET"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{FakeGitHub.Token}")),
            ["GITHUB_API_URL"] = hub.Api,
            ["GITHUB_TOKEN"] = FakeGitHub.Token,
            ["GH_TOKEN"] = null,
            ["GITHUB_REPOSITORY"] = null,
            ["GITHUB_RUN_ID"] = null,
            ["GIT_AUTHOR_NAME"] = "Jane",
            ["GIT_AUTHOR_EMAIL"] = "jane@example.com",
            ["GIT_COMMITTER_NAME"] = "Jane",
            ["GIT_COMMITTER_EMAIL"] = "jane@example.com",
            // Nothing but the stand-in is reached.
            ["HTTPS_PROXY"] = "http://127.0.0.1:1",
            ["NO_PROXY"] = "127.0.0.1",
        };

    private static async Task<Answer> RunAsync(string folder, string script, Dictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        return new Answer(process.ExitCode, await output, await error);
    }

    [GeneratedRegex("^```bash\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
