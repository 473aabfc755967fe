using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release diff</c>: what differs between two releases of an app.</summary>
public sealed class ReleaseDiffCommand(Streams streams)
{
    private sealed record Asked(string App, string From, string To, OutputFormat Format);

    public static Command Create(Streams streams)
    {
        var app = new Argument<string>("app") { Description = "The app." }.Offering(Completions.Apps);
        var from = new Argument<string>("from") { Description = "A release, or head." };
        var to = new Argument<string>("to") { Description = "A release, or head.", DefaultValueFactory = _ => "head" };
        foreach (var end in new[] { from, to })
            end.Offering(context => Completions.Releases(context, app));
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var command = new Command(
            "diff",
            """
            Show what differs between two releases of an app, or a release and head. Exit 3 when something does.

            Examples:
              gitopsgen release diff ama-metrics 7.1.1-3f2a9c1                   what has changed in apps/ since
              gitopsgen release diff ama-metrics 7.1.0-b81d0e4 7.1.1-3f2a9c1
            """
        )
        {
            app,
            from,
            to,
            root,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var asked = new Asked(parsed.GetValue(app)!, parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(output));
                var run = new ReleaseDiffCommand(streams);
                return FleetWork.RunAsync(
                    parsed.GetValue(root),
                    writes: false,
                    streams,
                    work => Task.FromResult(run.Compare(work, asked)),
                    cancellation
                );
            }
        );
        return command;
    }

    private int Compare(FleetWork work, Asked asked)
    {
        if (Files(work, asked.App, asked.From) is not { } before || Files(work, asked.App, asked.To) is not { } after)
            return ExitCodes.Failed;
        var different = before
            .Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(path => !Same(before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (asked.Format == OutputFormat.Json)
        {
            streams.Write(
                "release diff",
                new JsonObject
                {
                    ["app"] = asked.App,
                    ["from"] = asked.From,
                    ["to"] = asked.To,
                    ["files"] = new JsonArray([.. different.Select(path => new JsonObject { ["path"] = path, ["kind"] = Kind(path) })]),
                }
            );
        }
        else
        {
            foreach (var path in different)
            {
                streams.Output.WriteLine($"{Kind(path), -8} {path}");
                if (Kind(path) == "changed")
                    foreach (var line in Lines(before[path], after[path]))
                        streams.Output.WriteLine($"         {line}");
            }
        }

        return different.Count == 0 ? ExitCodes.Done : ExitCodes.Differences;

        string Kind(string path) =>
            !before.ContainsKey(path) ? "added"
            : !after.ContainsKey(path) ? "removed"
            : "changed";
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);

    // What is no text would be shown as something that it is not.
    private static IEnumerable<string> Lines(byte[] old, byte[] @new) =>
        IsText(old) && IsText(@new)
            ? TextDifference.Lines(Encoding.UTF8.GetString(old), Encoding.UTF8.GetString(@new), 200)
            : [$"no text: {Digest.OfBytes(old)[..12]} became {Digest.OfBytes(@new)[..12]}"];

    private static bool IsText(byte[] content) => Utf8.IsValid(content) && !content.AsSpan().Contains((byte)0);

    private static SortedDictionary<string, byte[]>? Files(FleetWork work, string name, string release)
    {
        if (!work.Fleet.Apps.TryGetValue(name, out var source))
            new NameChecks(work.Fleet, work.Diagnostics).App("<app>", name);
        else if (release != "head" && !work.Fleet.Releases.TryGetValue((name, release), out source))
            work.Diagnostics.Add(
                Messages
                    .UnknownRelease(
                        null,
                        name,
                        release,
                        work.Fleet.Releases.Keys.Where(key => key.App == name).Select(key => key.Release).Append("head")
                    )
                    .OfArgument(release)
            );
        if (source is null)
            return null;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in work.Workspace.Files.Files(source.Directory, work.Diagnostics, skip: source.Folder.Releases))
            files[path[(source.Directory.Length + 1)..]] = File.ReadAllBytes(work.Workspace.Files.Absolute(path));
        return files;
    }
}
