namespace GitOpsGen.Tests.Support.Pages;

/// <summary>What of the fleet a command of gitopsgen or of scripts/bootstrap names.</summary>
internal static class FleetReader
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["--env"] = "Environment",
        ["--environment"] = "Environment",
        ["--app"] = "App",
        ["--wave"] = "Wave",
        ["--monitor"] = "Monitor",
    };

    public static void Read(ShellCommand command, Mentions mentions)
    {
        foreach (var (option, value) in command.Words.Zip(command.Words.Skip(1)))
            if (Kinds.TryGetValue(option.Text, out var kind))
                Ask(command.Line, kind, value, mentions);
        Arguments(command, mentions);
    }

    private static void Arguments(ShellCommand command, Mentions mentions)
    {
        switch (command.Words.Select(word => word.Text).ToList())
        {
            case ["gitopsgen", "release", "cut", _, ..] or ["gitopsgen", "app", "size", _, ..]:
                Ask(command.Line, "App", command.Words[3], mentions);
                break;
            case ["gitopsgen", "explain", _, _, ..]:
                Ask(command.Line, "Environment", command.Words[2], mentions);
                Ask(command.Line, "App", command.Words[3], mentions);
                break;
            case ["gitopsgen", "diff", "--environments", _, _, ..]:
                Ask(command.Line, "Environment", command.Words[3], mentions);
                Ask(command.Line, "Environment", command.Words[4], mentions);
                break;
        }
    }

    private static void Ask(int line, string kind, ShellWord value, Mentions mentions)
    {
        if (value.IsOpen || value.Text.Contains('…'))
            return;
        mentions.Asked.Add(
            value.Text.Split('/') is [var space, var name] ? new Mention(line, kind, space, name) : new Mention(line, kind, "", value.Text)
        );
    }
}
