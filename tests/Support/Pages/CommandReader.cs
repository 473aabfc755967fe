using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>
/// Reads from the commands of a page which objects they name. It does not run anything, and it does not know what a selector chooses or
/// what another program makes of the output.
/// </summary>
internal sealed partial class CommandReader(KindWords kinds)
{
    private readonly KubectlReader kubectl = new(kinds);
    private readonly IstioReader istio = new(kinds);

    public Mentions Read(Page page)
    {
        var mentions = new Mentions();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var snippet in page.Blocks.Concat(page.Mentioned))
            Read(snippet, variables, mentions);
        return mentions;
    }

    private void Read(Snippet snippet, Dictionary<string, string> variables, Mentions mentions)
    {
        foreach (var command in ShellReader.Read(snippet, variables))
        {
            Files(command, mentions);
            Objects(command, variables, mentions);
        }
    }

    private void Objects(ShellCommand command, Dictionary<string, string> variables, Mentions mentions)
    {
        switch (command.Program)
        {
            case "kubectl":
                kubectl.Read(command, variables, mentions);
                break;
            case "argocd":
                ArgoCdReader.Read(command, kinds, mentions);
                break;
            case "istioctl":
                istio.Read(command, mentions);
                break;
            case "gitopsgen" or "scripts/bootstrap":
                FleetReader.Read(command, mentions);
                break;
        }
    }

    // Whatever program is given a path of this repository.
    private static void Files(ShellCommand command, Mentions mentions)
    {
        mentions.Made.AddRange(command.Outputs.Concat(Written(command)).Select(file => new Mention(command.Line, "File", "", file)));
        mentions.Asked.AddRange(
            command
                .Words.Where(word => !word.IsOpen && !word.Text.Contains('…'))
                .SelectMany(word => RepositoryPath().Matches(word.Text))
                .Select(match => new Mention(command.Line, "File", "", match.Groups[1].Value))
        );
    }

    // openssl and curl.
    private static IEnumerable<string> Written(ShellCommand command) =>
        command.Words.Zip(command.Words.Skip(1)).Where(pair => pair.First.Text is "-out" or "-o").Select(pair => pair.Second.Text);

    [GeneratedRegex("(?:^|=|file://)((?:apps|argocd|docs|environments|scripts|templates)/(?![A-Z]|v1)[^ ]+)$")]
    private static partial Regex RepositoryPath();
}
