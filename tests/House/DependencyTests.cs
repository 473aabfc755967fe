using System.Text.RegularExpressions;
using System.Xml.Linq;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// Every package has a line that says what it is for, at the version that is used, with a licence; and no line is of a package that is
/// gone.
/// </summary>
public sealed partial class DependencyTests
{
    private static string Page => File.ReadAllText(Path.Join(Repository.Root, "docs", "dependencies.md"));

    [Fact]
    public void The_page_has_the_packages_that_are_used_at_their_versions()
    {
        var props = XDocument.Load(Path.Join(Repository.Root, "Directory.Packages.props"));
        var used = props
            .Descendants("PackageVersion")
            .Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}");
        Assert.Equal(used.Order(StringComparer.Ordinal), Lines().SelectMany(line => line.Packages).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_package_says_what_it_is_for_and_its_licence() =>
        Assert.All(
            Lines(),
            line =>
                Assert.True(
                    line.Use.Length > 10 && line.Licence.Length > 2,
                    $"{string.Join(", ", line.Packages)}: use or licence is missing"
                )
        );

    [Theory]
    [InlineData("| xunit.v3 3.2.2, Some.Runner 1.0.0-rc.1 | running tests | others | MIT |", "xunit.v3 3.2.2,Some.Runner 1.0.0-rc.1")]
    [InlineData("| Kustomize 5.5 or later (below 6) | PATH | Apache-2.0 |", "")]
    public void A_line_is_of_packages_when_it_begins_with_names_and_versions(string line, string packages) =>
        Assert.Equal(packages, string.Join(',', Packages(line)));

    // The tables of packages are those of the tool, the build and the tests.
    private static IEnumerable<(List<string> Packages, string Use, string Licence)> Lines() =>
        Page.Split("\n## ")
            .Where(section => section.StartsWith("In the ", StringComparison.Ordinal))
            .SelectMany(section => section.Split('\n'))
            .Select(line => (Packages(line), Cells: line.Split(" |")))
            .Where(line => line.Item1.Count > 0)
            .Select(line => (line.Item1, line.Cells[1].Trim('|', ' '), line.Cells[^2].Trim('|', ' ')));

    private static List<string> Packages(string line) =>
        line.Split('|') is ["", var names, ..]
            ? [.. names.Split(',').Select(name => name.Trim()).Where(name => Package().IsMatch(name))]
            : [];

    [GeneratedRegex(@"^[A-Za-z][\w.]* [0-9]+\.[0-9]+\.[0-9]+[\w.-]*$")]
    private static partial Regex Package();
}
