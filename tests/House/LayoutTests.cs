using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// Only the layout knows what the folders and files of a fleet are called: elsewhere their names stand in what people read alone.
/// </summary>
public sealed partial class LayoutTests
{
    // What people read names paths: messages, and texts, which have spaces. A group of Kubernetes is called as a folder is.
    private static readonly string[] Others =
    [
        "Catalogue/NewFleetTexts.cs",
        "Check/Migrations/SyncSimulation.cs",
        // A word of the command line and of descriptions.
        "Cli/Promote/RollbackCommand.cs",
        "Cli/Promote/RollbackReport.cs",
        "Cli/Promote/StatusReport.cs",
        "Load/PromotionReader.cs",
        "Load/PromotionShape.cs",
    ];

    [Fact]
    public void Only_the_layout_knows_the_names_of_folders_and_files()
    {
        var root = Path.Join(Repository.Root, "generator");
        var wrong = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(name => name.Split('/')[0] is not ("Layout" or "obj" or "bin"))
            .Where(name =>
                !name.StartsWith("Diagnostics/Messages", StringComparison.Ordinal) && !Others.Contains(name, StringComparer.Ordinal)
            )
            .SelectMany(name => Paths(File.ReadAllText(Path.Join(root, name))).Select(path => $"{name}: {path}"));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("var x = $\"environments/{name}\";")]
    [InlineData("path.StartsWith(\"apps/\", StringComparison.Ordinal)")]
    [InlineData("var x = $\"{directory}/owned.json\";")]
    [InlineData("path.Split('/') is [\"argocd\", ..]")]
    [InlineData("$\"{app}/releases/{name}\"")]
    [InlineData("Path.Join(root, \"gitopsgen.yaml\")")]
    [InlineData("new[] { \"environments\", \"argocd\" }")]
    [InlineData("cluster is not \"rollback\"")]
    public void The_check_would_notice(string line) => Assert.NotEmpty(Paths(line));

    [Theory]
    [InlineData("// environments/dev/web")]
    [InlineData("var x = \"what is in apps/ now\";")]
    [InlineData("[\"apps\"] = Streams.ToJson(apps)")]
    [InlineData("object.Kind == \"apps/Deployment\"")]
    [InlineData("\"argocd.argoproj.io/sync-wave\"")]
    public void The_check_lets_pass_what_is_no_path(string line) => Assert.Empty(Paths(line));

    private static IEnumerable<string> Paths(string source) =>
        Literal()
            .Matches(Comment().Replace(source, ""))
            .Select(match => match.Value)
            .Where(text => PathText().IsMatch(text))
            .Concat(Folders().Matches(source).Select(match => match.Value));

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex Literal();

    // Groups of Kubernetes' own API begin with a capital or a version after the slash.
    [GeneratedRegex(
        @"^""(?!https:)[^ ]*(?:environments/|(?<!\w)apps/(?![A-Zv])|argocd/|/releases|releases/|rendered/|rollback/|/rollback|templates/migration"
            + @"|(?:environment|app|gitopsgen|release)\.yaml|owned\.json|root\.yaml|manifests\.yaml)[^ ]*""$|^""rollback""$"
    )]
    private static partial Regex PathText();

    // Two of them in a list are folders; one alone is a key of JSON or YAML.
    [GeneratedRegex(@"[\[{]\s*""(?:environments|apps|argocd|releases)""\s*,\s*(?:""(?:environments|apps|argocd)""|\.\.|var |_|not )")]
    private static partial Regex Folders();
}
