using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli.Completion;

/// <summary>
/// <c>gitopsgen completion</c>: a script with which a shell asks the tool what may come next (the library's <c>[suggest:position]</c>).
/// </summary>
public static class CompletionCommand
{
    // The scripts are files of their own, so that their own tools check them.
    private static readonly SortedDictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = "gitopsgen.bash",
        ["fish"] = "gitopsgen.fish",
        ["pwsh"] = "gitopsgen.ps1",
        ["zsh"] = "gitopsgen.zsh",
    };

    public static Command Create(Streams streams)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var output = CommonOptions.Output();
        var command = new Command(
            "completion",
            """
            Print a script that completes commands, options, and the names of apps and environments.

            Examples:
              source <(gitopsgen completion bash)                                      in ~/.bashrc
              source <(gitopsgen completion zsh)                                       in ~/.zshrc, after compinit
              gitopsgen completion fish | source                                       in ~/.config/fish/config.fish
              gitopsgen completion pwsh | Out-String | Invoke-Expression               in $PROFILE
            """
        )
        {
            shell,
            output,
        };
        command.SetAction(parsed => Run(parsed.GetValue(shell)!, parsed.GetValue(output), streams));
        return command;
    }

    private static int Run(string shell, OutputFormat format, Streams streams)
    {
        using var reader = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/{Scripts[shell]}")!);
        var script = reader.ReadToEnd();
        if (format == OutputFormat.Json)
            streams.Write("completion", new JsonObject { ["shell"] = shell, ["script"] = script });
        else
            streams.Output.Write(script);
        return ExitCodes.Done;
    }
}
