using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class CompletionTests
{
    // What Readline does: the words of the line, and the last of them is being written.
    private const string Script = """
        gitopsgen() { dotnet "$TOOL" "$@"; }
        source <(gitopsgen completion bash)
        complete -p gitopsgen
        while IFS= read -r COMP_LINE; do
          COMP_POINT=${#COMP_LINE}
          read -ra COMP_WORDS <<< "$COMP_LINE"
          if [[ $COMP_LINE == *' ' ]]; then COMP_WORDS+=(''); fi
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _gitopsgen gitopsgen "${COMP_WORDS[COMP_CWORD]}" ''
          printf '%s => %s\n' "$COMP_LINE" "${COMPREPLY[*]}"
        done <<< "$LINES_TO_COMPLETE"
        """;

    [Fact]
    public async Task Bash_completes_commands_options_and_the_names_of_the_fleet()
    {
        using var fleet = SmallFleet.Create();
        // A name that a shell would run if it were expanded.
        fleet.Write("apps/$(touch hacked)/app.yaml", "");
        var answer = await BashAsync(
            fleet,
            "gitopsgen rel",
            "gitopsgen release c",
            "gitopsgen render --ch",
            "gitopsgen render --env ",
            "gitopsgen render --env pr",
            "gitopsgen render --app ",
            "gitopsgen render --wave d",
            "gitopsgen release cut w",
            "gitopsgen release diff web ",
            "gitopsgen explain ",
            "gitopsgen explain dev ",
            "gitopsgen explain dev w",
            "gitopsgen schema pi",
            "gitopsgen completion z",
            "gitopsgen render -o ",
            "gitopsgen init --apps prometheus-s",
            "gitopsgen init --cluster de",
            "gitopsgen app a",
            "gitopsgen app add prometheus-s",
            "gitopsgen app add sample-app --env pr",
            "gitopsgen app remove w",
            "gitopsgen nothing-like-this "
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(
            [
                "complete -o default -F _gitopsgen gitopsgen",
                "gitopsgen rel => release",
                "gitopsgen release c => cut",
                "gitopsgen render --ch => --check",
                "gitopsgen render --env  => dev prod shared",
                "gitopsgen render --env pr => prod",
                "gitopsgen render --app  => $(touch hacked) config web",
                "gitopsgen render --wave d => dev",
                "gitopsgen release cut w => web",
                "gitopsgen release diff web  => --help --output --root --verbose -? -h -o head",
                "gitopsgen explain  => --allow-repository-tools --cluster --dead --help --output --root --verbose -? -h -o dev prod shared",
                "gitopsgen explain dev  => $(touch hacked) --allow-repository-tools --cluster --dead --help --output --root --verbose -? -h -o config web",
                "gitopsgen explain dev w => web",
                "gitopsgen schema pi => pin",
                "gitopsgen completion z => zsh",
                "gitopsgen render -o  => json text",
                "gitopsgen init --apps prometheus-s => prometheus-stack",
                "gitopsgen init --cluster de => dev/",
                "gitopsgen app a => add",
                "gitopsgen app add prometheus-s => prometheus-stack",
                "gitopsgen app add sample-app --env pr => prod",
                "gitopsgen app remove w => web",
            ],
            answer.Output.Split('\n').Where(line => !line.StartsWith("gitopsgen nothing", StringComparison.Ordinal) && line.Length > 0)
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(fleet.Path, "hacked", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Outside_of_a_fleet_it_completes_what_the_tool_itself_knows()
    {
        using var folder = new TemporaryFolder();
        var answer = await BashAsync(folder, "gitopsgen doc", "gitopsgen render --env ");
        Assert.Contains("gitopsgen doc => doctor\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("gitopsgen render --env  => \n", answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Error);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F")]
    [InlineData("zsh", "compdef _gitopsgen gitopsgen")]
    [InlineData("fish", "complete -c gitopsgen")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task There_is_a_script_for_each_shell(string shell, string expected)
    {
        var answer = await Gitopsgen.RunAsync("completion", shell);
        Assert.True(answer.Exit == 0 && answer.Output.Contains(expected, StringComparison.Ordinal), answer.ToString());
        Assert.Contains("[suggest:", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_for_bash_is_clean()
    {
        var (exit, output, error) = TestTools.Run(
            TestTools.Shellcheck,
            ["--shell=bash", Path.Join(Repository.Root, "generator", "Cli", "Completion", "scripts", "gitopsgen.bash")]
        );
        Assert.True(exit == 0, System.Text.Encoding.UTF8.GetString(output) + error);
    }

    private static async Task<Answer> BashAsync(TemporaryFolder folder, params string[] lines)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TOOL"] = Gitopsgen.Program,
            ["LINES_TO_COMPLETE"] = string.Join('\n', lines),
        };
        using var bash = BuiltTool.Start("bash", folder.Path, ["--norc", "-c", Script], environment);
        return await BuiltTool.EndAsync(bash);
    }
}
