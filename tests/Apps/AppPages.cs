using System.Text.RegularExpressions;

namespace GitOpsGen.Tests.Apps;

/// <summary>What the pages of an app are held against.</summary>
internal static partial class AppPages
{
    /// <summary>The names of the app's alerts, each once.</summary>
    public static List<string> Alerts(string app) =>
        [
            .. Directory
                .EnumerateFiles(app, "*.yaml", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/releases/", StringComparison.Ordinal))
                .SelectMany(file => Alert().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The commands of a page, one script: what one block sets, a later one uses.</summary>
    public static string Commands(string page) => "#!/bin/bash\n" + string.Join('\n', Block().Matches(page).Select(Unindented));

    private static string Unindented(Match block)
    {
        var indent = block.Groups[1].Value;
        return string.Join(
            '\n',
            block
                .Groups[2]
                .Value.Split('\n')
                .Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line)
        );
    }

    [GeneratedRegex(@"^ *- alert: (\w+)", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^( *)```bash\n(.*?)^\1```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
