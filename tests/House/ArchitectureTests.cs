using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using GitOpsGen.Cli;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// The folders depend one way, without a circle, and the pure ones touch nothing. Dependencies are read from the compiled tool, so that a type
/// counts wherever it is used, named by a using or not; the rest from the sources.
/// </summary>
public sealed partial class ArchitectureTests
{
    // What each folder of generator/ may use. Whoever adds a folder says here where it stands; a line that nobody needs is a mistake as well.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["ArgoCd"] = ["Diagnostics", "Http", "Yaml"],
        ["Catalogue"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Resolve",
            "State",
            "Yaml",
        ],
        ["Check"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Kubernetes",
            "Load",
            "Plan",
            "Promql",
            "Render",
            "Resolve",
            "Schemas",
            "Wiring",
            "Yaml",
        ],
        ["Cli"] =
        [
            "ArgoCd",
            "Catalogue",
            "Check",
            "Compare",
            "Diagnostics",
            "Doctor",
            "Engines",
            "Files",
            "Git",
            "GitHub",
            "Http",
            "Kubernetes",
            "Layout",
            "Load",
            "Observe",
            "Ownership",
            "Pipeline",
            "Plan",
            "Printing",
            "Processes",
            "Promote",
            "Publish",
            "Releases",
            "Relocate",
            "Rename",
            "Resolve",
            "Reviews",
            "Schemas",
            "Sizing",
            "State",
            "Validate",
            "Verify",
            "Wiring",
            "Yaml",
        ],
        ["Compare"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Printing",
            "Resolve",
            "State",
            "Wiring",
            "Yaml",
        ],
        ["Diagnostics"] = ["Printing"],
        ["Doctor"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Http",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Processes",
            "Resolve",
            "State",
            "Yaml",
        ],
        ["Engines"] =
        [
            "Diagnostics",
            "Files",
            "Http",
            "Kubernetes",
            "Layout",
            "Load",
            "Plan",
            "Processes",
            "Render",
            "Resolve",
            "State",
            "Yaml",
        ],
        ["Files"] = ["Diagnostics"],
        ["Git"] = ["Diagnostics", "Files", "Processes"],
        ["GitHub"] = ["Diagnostics", "Files", "Http", "Promote", "Publish", "Reviews"],
        ["Http"] = [],
        ["Kubernetes"] = ["Diagnostics", "Yaml"],
        ["Layout"] = [],
        ["Load"] = ["Diagnostics", "Files", "Layout", "Yaml"],
        ["Observe"] = ["ArgoCd", "Diagnostics", "Files", "Git", "Http", "Load", "Plan", "Printing", "Promote", "Resolve", "Yaml"],
        ["Ownership"] = ["Diagnostics", "Files", "Layout", "State"],
        ["Pipeline"] =
        [
            "Check",
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Plan",
            "Processes",
            "Promql",
            "Render",
            "Resolve",
            "State",
            "Yaml",
        ],
        ["Plan"] = ["Diagnostics", "Layout", "Load", "Resolve", "Yaml"],
        ["Printing"] = [],
        ["Processes"] = ["Diagnostics", "Files"],
        ["Promote"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Publish",
            "Releases",
            "Resolve",
            "Reviews",
            "State",
            "Validate",
            "Yaml",
        ],
        ["Promql"] = [],
        ["Publish"] =
        [
            "Check",
            "Compare",
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Printing",
            "Processes",
            "Render",
            "Resolve",
            "State",
            "Yaml",
        ],
        ["Releases"] = ["Diagnostics", "Engines", "Files", "Layout", "Load", "Ownership", "Pipeline", "State", "Yaml"],
        ["Relocate"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Printing",
            "Processes",
            "State",
            "Yaml",
        ],
        ["Rename"] = ["Diagnostics", "Engines", "Files", "Git", "Layout", "Load", "Ownership", "Pipeline", "Plan", "State", "Yaml"],
        ["Render"] = ["Diagnostics", "Files", "Kubernetes", "Layout", "Load", "Plan", "Printing", "Resolve", "Yaml"],
        ["Resolve"] = ["Diagnostics", "Layout", "Load", "Yaml"],
        ["Reviews"] =
        [
            "Compare",
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Layout",
            "Load",
            "Ownership",
            "Printing",
            "Publish",
            "Validate",
        ],
        ["Schemas"] = ["Diagnostics", "Engines", "Files", "Kubernetes", "Layout", "Yaml"],
        ["Sizing"] = ["Diagnostics", "Kubernetes", "Load", "Resolve", "Yaml"],
        ["State"] = ["Diagnostics", "Files", "Layout", "Processes"],
        ["Validate"] =
        [
            "Check",
            "Diagnostics",
            "Engines",
            "Files",
            "Http",
            "Kubernetes",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Printing",
            "Schemas",
            "State",
            "Yaml",
        ],
        ["Verify"] =
        [
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Layout",
            "Load",
            "Ownership",
            "Pipeline",
            "Plan",
            "Printing",
            "Publish",
            "Resolve",
            "State",
        ],
        ["Wiring"] = ["Diagnostics", "Kubernetes", "Printing", "Promql", "Yaml"],
        ["Yaml"] = ["Diagnostics"],
    };

    private static readonly string[] Pure =
    [
        "Printing",
        "Diagnostics",
        "Layout",
        "Yaml",
        "Kubernetes",
        "Resolve",
        "Plan",
        "Promote",
        "Promql",
        "Render",
        "Check",
        "Compare",
        "Schemas",
        "Sizing",
        "Wiring",
    ];

    // The parts of pure folders that bring what these work on.
    private static readonly string[] Edges = ["Compare/States/", "Promote/Runs/", "Promote/States/", "Promote/Store/", "Schemas/Import/"];

    private static readonly Lazy<IReadOnlyList<Arrow>> Arrows = new(ReadArrows);

    [Fact]
    public void Folders_use_only_what_stands_before_them()
    {
        var wrong = Arrows
            .Value.Where(arrow => !Allowed.GetValueOrDefault(arrow.From, []).Contains(arrow.To, StringComparer.Ordinal))
            .Select(arrow => $"{arrow.From} may not use {arrow.To}: {arrow.Type} uses {arrow.Used}");
        Assert.Equal("", string.Join('\n', wrong));
    }

    [Fact]
    public void What_is_allowed_is_used()
    {
        var used = Arrows.Value.Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        Assert.DoesNotContain(
            Allowed.SelectMany(pair => pair.Value.Select(to => (From: pair.Key, To: to))),
            arrow => !used.Contains(arrow)
        );
    }

    [Fact]
    public void No_folder_stands_before_itself()
    {
        var left = Allowed.ToDictionary(pair => pair.Key, pair => pair.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (left.FirstOrDefault(pair => !pair.Value.Overlaps(left.Keys)).Key is { } bottom)
            left.Remove(bottom);
        Assert.Empty(left.Keys);
    }

    [Fact]
    public void Every_folder_has_a_place_in_the_order() =>
        Assert.Equal(
            Sources()
                .Select(source => source.Folder)
                .Where(folder => folder.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            Allowed.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_namespace_of_a_type_is_its_folder()
    {
        var wrong = Sources()
            .Where(source => source.Folder.Length > 0)
            .Where(source =>
                Namespace().Match(source.Text).Groups[1].Value
                != "GitOpsGen." + source.Name[..source.Name.LastIndexOf('/')].Replace('/', '.')
            )
            .Select(source => source.Name);
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_pure_stages_name_neither_disk_clock_process_nor_console()
    {
        var wrong = Sources()
            .Where(source => Pure.Contains(source.Folder, StringComparer.Ordinal))
            .Where(source => !Edges.Any(edge => source.Name.StartsWith(edge, StringComparison.Ordinal)))
            .SelectMany(source => Impure().Matches(Comment().Replace(source.Text, "")).Select(match => $"{source.Name}: {match.Value}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_one_folder_speaks_http_so_that_every_answer_has_a_limit()
    {
        var wrong = Sources()
            .Where(source => source.Folder != "Http")
            .SelectMany(source => Unlimited().Matches(source.Text).Select(match => $"{source.Name}: {match.Value}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_folder_of_git_knows_the_library_for_commits() =>
        Assert.All(
            Sources().Where(source => source.Text.Contains("LibGit2Sharp;", StringComparison.Ordinal)),
            source => Assert.Equal("Git", source.Folder)
        );

    [Theory]
    [InlineData("var x = File.ReadAllText(path);")]
    [InlineData("Console.WriteLine();")]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("Process.Start(x);")]
    [InlineData("Environment.GetEnvironmentVariable(x);")]
    public void The_check_would_notice(string line) => Assert.Matches(Impure(), line);

    private static IEnumerable<(string Folder, string Name, string Text)> Sources()
    {
        var root = Path.Join(Repository.Root, "generator");
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(name => !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal))
            .Select(name =>
                (
                    name.Contains('/', StringComparison.Ordinal) ? name[..name.IndexOf('/', StringComparison.Ordinal)] : "",
                    name,
                    File.ReadAllText(Path.Join(root, name))
                )
            );
    }

    private static List<Arrow> ReadArrows()
    {
        var tool = new ArchLoader().LoadAssembly(typeof(GitOpsGenCli).Assembly).Build();
        return
        [
            .. tool
                .Types.SelectMany(type => type.Dependencies.Select(dependency => (Type: type, Used: dependency.Target)))
                .Select(pair => new Arrow(Folder(pair.Type), Folder(pair.Used), pair.Type.Name, pair.Used.Name))
                .Where(arrow => arrow.From.Length > 0 && arrow.To.Length > 0 && arrow.From != arrow.To)
                .Distinct(),
        ];
    }

    private static string Folder(IType type) => type.Namespace?.FullName.Split('.') is ["GitOpsGen", var folder, ..] ? folder : "";

    private sealed record Arrow(string From, string To, string Type, string Used);

    [GeneratedRegex(@"new (?:HttpClient|HttpClientHandler|SocketsHttpHandler|HttpMessageInvoker)\b|\bTcpClient\b|\bWebRequest\b")]
    private static partial Regex Unlimited();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"(?<![\w.])(?:File|Directory|FileInfo|DirectoryInfo|Console|Process|Random)\.\w+|(?<![\w.])(?:DateTime|DateTimeOffset)\.(?!MinValue|MaxValue|TryParseExact|UnixEpoch|FromUnix)\w+|(?<![\w.])Environment\.(?:Get|Exit|Machine|User|Current|Process)\w*|(?<![\w.])new (?:FileStream|StreamReader|StreamWriter|HttpClient|Random)\b"
    )]
    private static partial Regex Impure();
}
