using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// The stages depend one way, and the pure ones touch nothing. Read from the sources, so that a wrong using is named with its file.
/// </summary>
public sealed partial class ArchitectureTests
{
    // What each folder of generator/ may use. Whoever adds a folder says here where it stands.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Printing"] = [],
        ["Diagnostics"] = ["Printing", "Yaml"],
        ["Yaml"] = ["Diagnostics"],
        ["Files"] = ["Diagnostics"],
        ["Processes"] = ["Diagnostics", "Files"],
        ["Load"] = ["Diagnostics", "Files", "Yaml"],
        ["Resolve"] = ["Diagnostics", "Load", "Yaml"],
        ["Plan"] = ["Diagnostics", "Load", "Resolve", "Yaml"],
        ["Render"] = ["Diagnostics", "Files", "Load", "Plan", "Printing", "Resolve", "Yaml"],
        ["Http"] = [],
        ["Engines"] = ["Diagnostics", "Files", "Http", "Load", "Processes"],
        ["Charts"] = ["Build", "Diagnostics", "Engines", "Files", "Load", "Plan", "Processes", "Render", "Yaml"],
        ["State"] = ["Diagnostics", "Engines", "Files"],
        ["Build"] = ["Charts", "Diagnostics", "Engines", "Files", "Load", "Processes", "Render", "State", "Yaml"],
        ["Own"] = ["Build", "Diagnostics", "Files", "Render", "State"],
        ["Diff"] = ["Diagnostics", "Files", "Printing", "Verify", "Yaml"],
        ["Pipeline"] =
        [
            "Build",
            "Charts",
            "Diagnostics",
            "Diff",
            "Engines",
            "Files",
            "Git",
            "Load",
            "Own",
            "Plan",
            "Processes",
            "Render",
            "Resolve",
            "State",
            "Verify",
            "Yaml",
        ],
        ["Releases"] = ["Diagnostics", "Files", "Load", "Own", "Pipeline", "Yaml"],
        ["Verify"] = ["Diagnostics", "Load", "Plan", "Render", "Resolve", "Yaml"],
        ["Migrate"] =
        [
            "Build",
            "Charts",
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Load",
            "Own",
            "Printing",
            "Processes",
            "State",
            "Yaml",
        ],
        ["Terminal"] = ["Diagnostics", "Pipeline", "Printing"],
        ["Git"] = ["Diagnostics", "Files", "Processes"],
        ["Publish"] =
        [
            "Diagnostics",
            "Diff",
            "Engines",
            "Files",
            "Git",
            "Load",
            "Own",
            "Pipeline",
            "Plan",
            "Printing",
            "Render",
            "Resolve",
            "Verify",
            "Yaml",
        ],
        ["GitHub"] = ["Diagnostics", "Files", "Http", "Publish"],
        ["Catalogue"] = ["Diagnostics", "Files", "Load", "Pipeline", "Yaml"],
        ["Doctor"] =
        [
            "Build",
            "Diagnostics",
            "Engines",
            "Files",
            "Git",
            "Http",
            "Load",
            "Pipeline",
            "Plan",
            "Processes",
            "State",
            "Terminal",
        ],
    };

    private static readonly string[] Pure = ["Printing", "Diagnostics", "Yaml", "Resolve", "Plan", "Render", "Verify", "Diff"];

    [Fact]
    public void Folders_use_only_what_stands_before_them()
    {
        var wrong = Sources()
            .Where(source => Allowed.ContainsKey(source.Folder))
            .SelectMany(source =>
                Used(source.Text)
                    .Where(other => other != source.Folder && !Allowed[source.Folder].Contains(other, StringComparer.Ordinal))
                    .Select(other => $"{source.Name} uses {other}")
            );
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_has_a_place_in_the_order()
    {
        var folders = Sources().Select(source => source.Folder).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal);
        Assert.Empty(folders.Except([.. Allowed.Keys, "Commands"], StringComparer.Ordinal));
    }

    [Fact]
    public void The_pure_stages_name_neither_disk_clock_process_nor_console()
    {
        var wrong = Sources()
            .Where(source => Pure.Contains(source.Folder, StringComparer.Ordinal))
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

    private static IEnumerable<string> Used(string text) =>
        Using().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"new (?:HttpClient|HttpClientHandler|SocketsHttpHandler|HttpMessageInvoker)\b|\bTcpClient\b|\bWebRequest\b")]
    private static partial Regex Unlimited();

    [GeneratedRegex(@"^using GitOpsGen\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"(?<![\w.])(?:File|Directory|FileInfo|DirectoryInfo|Console|Process|DateTime|DateTimeOffset|Random)\.\w+|(?<![\w.])Environment\.(?:Get|Exit|Machine|User|Current|Process)\w*|(?<![\w.])new (?:FileStream|StreamReader|StreamWriter|HttpClient|Random)\b"
    )]
    private static partial Regex Impure();
}
