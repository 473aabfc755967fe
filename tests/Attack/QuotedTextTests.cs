using System.Text.Json;
using GitOpsGen.Printing;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// Two fleets of hostile texts, one that is wrong wherever it can be and one that renders, through every command and every form of its
/// answer.
/// </summary>
public sealed class QuotedTextTests
{
    private static readonly string[] Apart =
    [
        "diff --output markdown",
        "migrate plan --from demo --to new-demo --objects * --output markdown",
    ];

    [Fact]
    public async Task A_fleet_that_is_wrong_everywhere_is_told_of_in_dead_text()
    {
        using var fleet = Wrong();
        foreach (
            var command in (string[])
                [
                    "render",
                    "render --check",
                    "render --dry-run",
                    "diff",
                    "explain dev web",
                    "release list",
                    "release cut web",
                    "release diff web head",
                    "release prune --dry-run",
                    "migrate status",
                    "doctor",
                    "publish --dry-run",
                ]
        )
        {
            await AssertDeadAsync(fleet, command);
            await AssertDeadAsync(fleet, $"{command} --output json");
        }
    }

    [Fact]
    public async Task A_fleet_that_renders_is_told_of_in_dead_text()
    {
        using var fleet = Sound();
        foreach (
            var command in (string[])
                [
                    "render --check --offline",
                    "render --dry-run --offline",
                    "render --adopt --offline",
                    "diff",
                    "diff --output markdown",
                    "diff --output html",
                    "diff --base old",
                    "explain dev web",
                    "explain dev web parameters",
                    "release list",
                    "release diff web head",
                    "migrate status",
                    "doctor",
                    "publish --dry-run --offline",
                    "release cut web",
                ]
        )
        {
            await AssertDeadAsync(fleet, command);
            if (!command.Contains("--output", StringComparison.Ordinal))
                await AssertDeadAsync(fleet, $"{command} --output json");
        }
    }

    [Fact]
    public async Task A_folder_to_move_is_reported_on_in_dead_text()
    {
        using var folder = new TemporaryFolder();
        foreach (var (text, number) in HostileText.All.Select((text, number) => (text, number)))
            folder.Write(
                $"{number}-{text.Replace('/', '_')}.yaml",
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a{number}, namespace: demo, annotations: "
                    + $"{{{HostileText.Quote(text)}: {HostileText.Quote($"{text} demo {text}")}}}}}\n# {text.ReplaceLineEndings(" ")} "
                    + $"demo {text.ReplaceLineEndings(" ")}\n"
            );
        foreach (var form in (string[])["text", "markdown", "json"])
        {
            var answer = await Gitopsgen.RunAsync(
                "migrate",
                "plan",
                "--from",
                "demo",
                "--to",
                "new-demo",
                "--objects",
                "*",
                "--path",
                folder.Path,
                "--output",
                form
            );
            AssertDead(answer, form == "json", form == "markdown");
        }

        foreach (var form in (string[])["text", "json"])
        {
            AssertDead(
                await Gitopsgen.RunAsync(
                    "migrate",
                    "apply",
                    "--from",
                    "demo",
                    "--to",
                    "new-demo",
                    "--objects",
                    "*",
                    "--allow-open",
                    "--path",
                    folder.Path,
                    "--dry-run",
                    "--output",
                    form
                ),
                form == "json"
            );
            AssertDead(await Gitopsgen.RunAsync("migrate", "undo", "--path", folder.Path, "--output", form), form == "json");
        }
    }

    [Fact]
    public async Task What_stands_on_the_command_line_is_quoted_in_dead_text()
    {
        using var fleet = SmallFleet.Create();
        Sh.Git(fleet.Path, "init", "--quiet");
        foreach (var text in HostileText.All)
        {
            string[][] lines =
            [
                ["render", "--app", text],
                ["render", text],
                ["render", $"--{text}"],
                ["render", "--output", text],
                [text],
                ["help", text],
                [text, "--help"],
                ["explain", text, text, text],
                ["explain", "dev", "web", text],
                ["diff", "--base", text],
                ["diff", "--fail-on", text],
                ["release", "cut", text],
                ["release", "diff", "web", text],
                ["schema", text],
                ["completion", text],
                ["migrate", "plan", "--from", text, "--to", text],
                ["migrate", "plan", "--from", "a", "--to", "b", "--path", $"/none/{text}"],
                ["migrate", "plan", "--from", "a", "--to", "b", "--config", $"/none/{text}"],
                ["init", "--cluster", text, "x"],
                ["init", "--apps", text, fleet.File("new")],
                ["publish", "--repository", text],
                ["publish", "--only", text, "--dry-run"],
                ["publish", "--token-file", text],
            ];
            foreach (var line in lines)
                AssertDead(
                    await Gitopsgen.RunAsync([
                        .. line,
                        .. line[0] is "init" or "migrate" or "schema" or "completion" or "help" || line[0] == text
                            ? Array.Empty<string>()
                            : ["--root", fleet.Path],
                    ])
                );
            AssertDead(await Gitopsgen.RunAsync("render", "--root", $"/none/{text}"));
        }
    }

    [Fact]
    public async Task What_a_shell_is_offered_has_no_line_of_its_own()
    {
        using var fleet = SmallFleet.Create();
        foreach (var name in HostileText.Names)
            fleet.Write($"apps/{name}/app.yaml", "");
        var answer = await Gitopsgen.RunAsync("[suggest:17]", $"gitopsgen render --root {fleet.Path} --app ");
        AssertDead(answer);
        answer = await Gitopsgen.RunAsync($"[suggest:{22 + fleet.Path.Length + 7}]", $"gitopsgen release cut --root {fleet.Path} ");
        AssertDead(answer);
    }

    [Fact]
    public void The_texts_would_be_noticed() =>
        Assert.All(
            HostileText.All,
            text =>
            {
                Assert.False(PlainText.IsPlain(text), text);
                // An end of a line alone is told from ours only where the line is known.
                if (text != "a\nb")
                    Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => HostileText.AssertDead(text));
            }
        );

    private static async Task AssertDeadAsync(TemporaryFolder fleet, string command)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, command.Split(' '));
        AssertDead(answer, command.EndsWith("json", StringComparison.Ordinal), Apart.Contains(command, StringComparer.Ordinal));
    }

    private static void AssertDead(Answer answer, bool isJson = false, bool isMarkdown = false)
    {
        HostileText.AssertDead(answer, isMarkdown);
        if (isJson)
            Assert.Equal(1, JsonDocument.Parse(answer.Output).RootElement.GetProperty("schemaVersion").GetInt32());
    }

    // Mistakes that are told of with what is written: keys, values, names of folders and files, references.
    private static TemporaryFolder Wrong()
    {
        var fleet = SmallFleet.Create();
        var keys = string.Concat(
            HostileText.All.Select((text, number) => $"  {HostileText.Quote($"{number}{text}")}: {HostileText.Quote(text)}\n")
        );
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + keys);
        fleet.Write(
            "apps/config/app.yaml",
            SmallFleet.App(
                "config",
                "kustomize: {base: base}",
                $"requires: [{string.Join(", ", HostileText.All.Select(HostileText.Quote))}]"
            ) + keys
        );
        fleet.Write(
            "environments/dev/environment.yaml",
            SmallFleet.Environment(
                "dev",
                [
                    "extends: [shared]",
                    "class: dev",
                    "wave: dev",
                    "clusters:",
                    .. HostileText.All.Select(text => $"  - {{name: {HostileText.Quote(text)}, server: {HostileText.Quote(text)}}}"),
                    $"apps: {{{string.Join(", ", HostileText.All.Select((text, number) => $"{HostileText.Quote($"{number}{text}")}: {{}}"))}}}",
                ]
            )
        );
        foreach (var name in HostileText.Names)
        {
            fleet.Write($"apps/{name}/app.yaml", SmallFleet.App("x", "kustomize: {base: base}", $"{HostileText.Quote(name)}: 1"));
            fleet.Write($"environments/{name}/environment.yaml", $"{name}: [\n");
            fleet.Write($"environments/dev/releases/{name}.yaml", $"release: {HostileText.Quote(name)}\n");
        }

        Begin(fleet, "first");
        return fleet;
    }

    // What loads: values, manifests, files beside the generated ones, branches and subjects.
    private static TemporaryFolder Sound()
    {
        var fleet = SmallFleet.Create();
        // What Kustomize takes; the rest stands where somebody wrote into what was rendered.
        var taken = HostileText.All.Where(text => !text.Any(c => c is >= '\u007f' and < '\u00a0')).ToList();
        var data = string.Concat(
            taken.Select(
                (text, number) => $"  k{number}: {HostileText.Quote(text)}\n  m{number}: {HostileText.Quote($"x\n{text}\n  {text}\ny")}\n"
            )
        );
        var notes = string.Concat(
            taken.Select((text, number) => $"    {HostileText.Quote($"{number}{text}")}: {HostileText.Quote(text)}\n")
        );
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings"));
        Begin(fleet, "first");
        Assert.Equal(0, Gitopsgen.RunInAsync(fleet, "render", "--offline").Result.Exit);
        Begin(fleet, HostileText.All[7]);
        Sh.Git(fleet.Path, "branch", "old");
        fleet.Write(
            "apps/config/base/map.yaml",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: demo\n  annotations:\n{notes}data:\n{data}"
        );
        fleet.Write(
            "apps/web/base/deployment.yaml",
            SmallFleet
                .Deployment.Replace("web:1", HostileText.Quote($"web:{HostileText.All[8]}"), StringComparison.Ordinal)
                .Replace("name: web,", $"name: {HostileText.Quote($"web{HostileText.All[6]}")},", StringComparison.Ordinal)
        );
        var render = Gitopsgen.RunInAsync(fleet, "render", "--offline").Result;
        HostileText.AssertDead(render);
        Assert.True(render.Exit == 0, render.ToString());
        foreach (var name in HostileText.Names)
            fleet.Write($"environments/dev/web/{name}", name);
        var all = string.Concat(
            HostileText.All.Select((text, number) => $"  {HostileText.Quote($"k{number}{text}")}: {HostileText.Quote(text)}\n")
        );
        var manifests = "environments/prod/config/rendered/manifests.yaml";
        fleet.Write(
            manifests,
            $"{fleet.Read(manifests)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: "
                + $"{HostileText.Quote(HostileText.All[0] + HostileText.All[7])}, namespace: "
                + $"{HostileText.Quote(HostileText.All[3])}}}\ndata:\n{all}"
        );
        fleet.Write("environments/dev/web/kustomization.yaml", $"# edited {HostileText.All[5]}\n");
        return fleet;
    }

    private static void Begin(TemporaryFolder fleet, string subject)
    {
        if (!Directory.Exists(fleet.File(".git")))
            Sh.Git(fleet.Path, "init", "--quiet", "--initial-branch=main");
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", "--allow-empty", $"--message={subject}");
    }
}
