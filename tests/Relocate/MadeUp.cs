using System.Buffers;

namespace GitOpsGen.Tests.Relocate;

/// <summary>A file that is made up, with the old namespace in it once; or, in the right positions, as often as it moves.</summary>
public sealed record MadeUpFile(string Path, string Text);

/// <summary>
/// Made-up commands, documents and manifests: the same seed gives the same files everywhere. ‹F› stands for the old namespace, ‹O› for the
/// name of an object that moves, ‹S› for that of one that stays.
/// </summary>
internal sealed class MadeUp(string from, string seedName, bool all)
{
    private static readonly string[] Endings = ["", "-node", "-ksm", "-operator-targets", "-5d8f7c", "-settings", "-0"];
    private static readonly string[] Strangers = ["coredns", "other-app", "billing-agent", "gateway", "cert-manager", "shared-ca"];

    private static readonly string[] Shells =
    [
        "run.sh|#!/bin/bash\nset -e\n{0}\n",
        "docs/run.md|# Runbook\n\nDo this:\n\n```bash\n{0}\n```\n",
        "docs/inline.md|Then `{0}` shows it.\n",
        "docs/console.md|```console\n$ {0}\n```\n",
        "Makefile|all:\n\t@{0}\n",
        ".github/workflows/ci.yaml|jobs:\n  a:\n    steps:\n      - run: |\n          {0}\n",
        "azure-pipelines.yml|steps:\n  - script: {0}\n",
    ];

    private readonly Random random = new(seedName.Sum(one => one) + from.Length);

    /// <summary>Files in which the word is at no place of a namespace, or at that of an object that stays.</summary>
    public IEnumerable<MadeUpFile> Wrong(int count) => Files(count, MadeUpPositions.WrongCommands, Wrongs());

    /// <summary>Files in which each mention moves.</summary>
    public IEnumerable<MadeUpFile> Right(int count) => Files(count, MadeUpPositions.RightCommands, MadeUpPositions.RightFiles);

    // Where all objects move, none stays.
    private string[] Wrongs() => all ? MadeUpPositions.WrongFiles : [.. MadeUpPositions.WrongFiles, .. MadeUpPositions.FilesOfOthers];

    // Each form comes in its turn, so that none is left out by chance; names and surroundings are drawn.
    private IEnumerable<MadeUpFile> Files(int count, string[] commands, string[] files)
    {
        for (var i = 0; i < count; i++)
        {
            var form = i % (commands.Length + files.Length);
            var made = form < commands.Length ? Command(commands[form]) : files[form - commands.Length];
            var cut = made.IndexOf('|', StringComparison.Ordinal);
            yield return new MadeUpFile(made[..cut], Filled(made[(cut + 1)..]));
        }
    }

    private static readonly SearchValues<char> Signs = SearchValues.Create("\n\"'`:#{[");

    private string Command(string command)
    {
        // A value of YAML on one line, and code within a sentence, hold no quotes and no second line.
        var isPlain = command.AsSpan().IndexOfAny(Signs) < 0;
        var shell = Shells[
            random.Next(
                isPlain ? Shells.Length
                : command.Contains('\n', StringComparison.Ordinal) ? 2
                : 5
            )
        ];
        if (command.Contains('`', StringComparison.Ordinal) && shell.StartsWith("docs/inline", StringComparison.Ordinal))
            shell = Shells[0];
        return shell.Replace("{0}", command, StringComparison.Ordinal);
    }

    private string Filled(string text) =>
        text.Replace("‹F›", from, StringComparison.Ordinal)
            .Replace("‹O›", $"ama-metrics{Endings[random.Next(Endings.Length)]}", StringComparison.Ordinal)
            .Replace("‹S›", Strangers[random.Next(Strangers.Length)], StringComparison.Ordinal);
}
