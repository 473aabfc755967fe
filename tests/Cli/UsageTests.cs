using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string> Commands =>
        [
            "render",
            "diff",
            "publish",
            "review",
            "verify",
            "observe",
            "promote",
            "rollback",
            "hold",
            "hold add",
            "hold lift",
            "status",
            "app",
            "app size",
            "release",
            "release cut",
            "release list",
            "release diff",
            "release prune",
            "app",
            "app list",
            "app add",
            "app remove",
            "explain",
            "migrate",
            "migrate plan",
            "migrate apply",
            "migrate verify",
            "migrate undo",
            "migrate status",
            "rename",
            "rename app",
            "rename environment",
            "init",
            "doctor",
            "validate",
            "wiring",
            "schema",
            "schema import",
            "completion",
        ];

    [Theory]
    [InlineData("rendr", "there is no command 'rendr'. Did you mean 'render'?")]
    [InlineData("rendr --help", "there is no command 'rendr'. Did you mean 'render'?")]
    [InlineData("release ct", "there is no command 'ct'. Did you mean 'cut'?")]
    [InlineData(
        "schema enviroment",
        "'enviroment' is none of app, dashboard, environment, fleet, migration, pin. Did you mean 'environment'?"
    )]
    [InlineData("render --chek", "`gitopsgen render` has no option '--chek'. Did you mean '--check'?")]
    [InlineData("render --verbos", "Did you mean '--verbose'?")]
    [InlineData("--verison", "`gitopsgen` has no option '--verison'. Did you mean '--version'?")]
    [InlineData("render check", "takes no argument 'check'. Did you mean '--check'?")]
    [InlineData("release cut web two", "`gitopsgen release cut` takes no further argument 'two'.")]
    [InlineData("release", "`gitopsgen release` needs a command: cut, diff, list, prune.")]
    [InlineData("release cut", "Required argument 'app' missing")]
    [InlineData("app", "`gitopsgen app` needs a command: add, list, remove.")]
    [InlineData("render --output xml", "--output is text or json, not 'xml'.")]
    [InlineData("render --adopt --discard", "say one")]
    [InlineData("diff --output yaml", "--output is text, json, markdown or html, not 'yaml'.")]
    [InlineData("wiring --output pdf", "--output is text, json, html, svg or dot, not 'pdf'.")]
    [InlineData("diff --fail-on none", "--fail-on is low, medium or high, not 'none'.")]
    [InlineData("completion tcsh", "'tcsh'")]
    [InlineData("status --output xml", "--output is text, json or html, not 'xml'.")]
    [InlineData("promote --all-ready --app web", "--all-ready means every app and wave")]
    [InlineData("promote --phase soak", "--phase goes with --app and --to.")]
    [InlineData(
        "promote --app web --to p10 --phase done-",
        "--phase is one of adopted, prepared, cutover, soak, cleanup, done, not 'done-'."
    )]
    [InlineData("rollback --wave p10 --reason x", "--app is missing")]
    [InlineData("rollback --app web --reason x", "say where: --env, --wave, or --fleet for everywhere.")]
    [InlineData("rollback --app web --wave p10", "--reason is missing")]
    [InlineData("rollback --app web --wave p10 --fleet --reason x", "three ways to say where; say one")]
    [InlineData("rollback --automatic --wave p10", "--automatic finds for itself what to take back")]
    [InlineData("hold add --app web --fleet", "--reason is missing")]
    [InlineData("hold lift --app web", "say where")]
    [InlineData(
        "hold add --app web --fleet --reason x --until tomorrow",
        "--until is a time in UTC such as 2026-12-24T12:00Z, not 'tomorrow'."
    )]
    public async Task Wrong_usage_exits_2_and_names_what_was_meant(string line, string expected)
    {
        var answer = await Gitopsgen.RunAsync(line.Split(' '));
        Assert.True(answer.Exit == 2 && answer.Error.Contains(expected, StringComparison.Ordinal), answer.ToString());
        Assert.Contains("See: gitopsgen", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", answer.Output);
    }

    [Fact]
    public async Task Without_a_word_help_goes_to_stderr_and_a_script_notices()
    {
        var answer = await Gitopsgen.RunAsync();
        Assert.Equal((2, ""), (answer.Exit, answer.Output));
        Assert.Contains("Exit codes:", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_tells_exit_codes_and_one_line_for_each_command()
    {
        var answer = await Gitopsgen.RunAsync("--help");
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Program());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_is_as_it_was_read(string command)
    {
        var answer = await Gitopsgen.RunAsync([.. command.Split(' '), "--help"]);
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Program());
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("json")]
    public async Task The_form_of_the_answer_may_be_written_in_capitals(string form)
    {
        var answer = await Gitopsgen.RunAsync("schema", "pin", "-o", form);
        Assert.True(answer.Exit == 0 && answer.Output.StartsWith('{'), answer.ToString());
    }

    [Fact]
    public async Task The_documented_commands_are_the_commands()
    {
        var text = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "commands.md"));
        var listed = Listed((await Gitopsgen.RunAsync("--help")).Output);
        Assert.All(listed, command => Assert.Contains($"\n## {command}\n", text, StringComparison.Ordinal));
        var known = Commands.Select(row => row.Data).ToList();
        Assert.Equal(listed, known.Where(command => !command.Contains(' ', StringComparison.Ordinal)));
        foreach (var command in known)
        {
            var help = (await Gitopsgen.RunAsync([.. command.Split(' '), "--help"])).Output;
            Assert.Equal(
                Listed(help).Select(child => $"{command} {child}"),
                known.Where(other => other.StartsWith($"{command} ", StringComparison.Ordinal))
            );
            foreach (
                var option in help.Split('\n')
                    .Select(line => line.Trim())
                    .Where(line => line.StartsWith('-'))
                    .Select(line => line.Split("--")[1].Split(' ', ',')[0])
                    .Where(option => option is not ("help" or "verbose"))
            )
                Assert.Contains($"`--{option}", text, StringComparison.Ordinal);
        }
    }

    // The names below "Commands:"; none where there are none.
    private static List<string> Listed(string help) =>
        [
            .. help.Split("\nCommands:\n")
                .Skip(1)
                .SelectMany(below => below.Split("\n\n")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(line => line.Trim().Split(' ')[0]),
        ];
}
