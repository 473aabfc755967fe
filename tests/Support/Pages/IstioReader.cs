namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Which objects a command of istioctl names: <c>kind/name</c> with <c>-n</c>, or <c>kind/name.namespace</c>.</summary>
internal sealed class IstioReader(KindWords kinds)
{
    private static readonly OptionNames Options = new("-n --namespace -o --output --revision", "-A --all-namespaces");

    public void Read(ShellCommand command, Mentions mentions)
    {
        var line = CommandLine.Read(command.Words.Skip(1), Options);
        mentions.Problems.AddRange(line.Unknown.Select(option => (command.Line, $"istioctl {option}")));
        var space = line.Value("-n", "--namespace")?.Text ?? "";
        if (space.Length > 0)
            mentions.Asked.Add(new Mention(command.Line, "Namespace", "", space));
        foreach (var word in line.Arguments.Where(word => !word.IsOpen && word.Text.Contains('/')))
            Pair(command.Line, word.Text, space, mentions);
    }

    private void Pair(int line, string word, string space, Mentions mentions)
    {
        var (kind, name) = (word.Split('/')[0], word.Split('/')[1]);
        if (kinds.Kind(kind) is not { } known)
            mentions.Problems.Add((line, $"{kind} is no kind"));
        else
            mentions.Asked.Add(
                name.Split('.') is [var before, var after] ? new Mention(line, known, after, before) : new Mention(line, known, space, name)
            );
    }
}
