using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Catalogue;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Catalogue;

public sealed class CatalogueTests
{
    public static TheoryData<string> Apps => [.. AppCatalogue.Own.Apps.Keys];

    [Fact]
    public void The_catalogue_is_the_apps_folder_without_releases()
    {
        var root = Path.Join(Repository.Root, "apps");
        var expected = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/releases/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var files = AppCatalogue
            .Own.Apps.Values.SelectMany(app => app.Files)
            .Where(file => file.Key.StartsWith("apps/", StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .ToList();
        Assert.Equal(expected, files.Select(file => file.Key));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Join(Repository.Root, file.Key)), file.Value));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void A_page_that_comes_with_an_app_leads_to_what_comes_with_it_alone(string name)
    {
        var files = AppCatalogue.Own.Apps[name].Files;
        foreach (var (path, bytes) in files.Where(file => file.Key.StartsWith("docs/", StringComparison.Ordinal)))
        {
            var links = Regex.Matches(Encoding.UTF8.GetString(bytes), @"\]\((?!https?:|#)([^)#\s]+)").Select(link => link.Groups[1].Value);
            Assert.All(
                links.Select(link => Path.GetRelativePath("/", Path.GetFullPath(Path.Join("/docs/x", link)))),
                there =>
                    Assert.True(
                        there == "scripts/bootstrap" || files.Keys.Any(file => file.StartsWith(there, StringComparison.Ordinal)),
                        there
                    )
            );
        }
    }

    [Fact]
    public void The_words_of_a_link_that_leads_nowhere_stay()
    {
        const string page =
            "See [the mesh](../mesh.md#a), [it](../runbooks/web.md#b), [there](https://x.example/), [here](#c) and [apps](../../apps/web).\n";
        var kept = PageLinks.Kept("docs/training/web.md", Encoding.UTF8.GetBytes(page), ["docs/runbooks/web.md", "apps/web/app.yaml"]);
        Assert.Equal(page.Replace("[the mesh](../mesh.md#a)", "the mesh", StringComparison.Ordinal), Encoding.UTF8.GetString(kept));
    }

    [Fact]
    public void The_apps_of_a_fleet_that_asks_for_none_are_in_it()
    {
        Assert.NotEmpty(AppCatalogue.Own.Defaults);
        Assert.All(AppCatalogue.Own.Defaults, app => Assert.Contains(app, AppCatalogue.Own.Apps.Keys));
    }

    [Fact]
    public void An_app_brings_what_it_requires() =>
        Assert.Equal(["ama-metrics", "ama-metrics-shared"], AppCatalogue.Own.WithRequired(["ama-metrics"]).Select(app => app.Name));

    [Theory]
    [MemberData(nameof(Apps))]
    public void What_an_app_requires_is_an_app_or_a_declared_prerequisite(string name) =>
        Assert.All(
            AppCatalogue.Own.Apps[name].Requires,
            required =>
                Assert.True(AppCatalogue.Own.Apps.ContainsKey(required) || AppCatalogue.Own.Prerequisites.ContainsKey(required), required)
        );

    [Theory]
    [MemberData(nameof(Apps))]
    public void A_placeholder_stands_for_each_parameter_without_default_and_fits_it(string name)
    {
        var app = AppCatalogue.Own.Apps[name];
        var placeholders = Placeholders.Of(app).ToDictionary(item => item.Parameter, item => item.Value, StringComparer.Ordinal);
        foreach (var field in Assert.IsType<GitOpsGen.Yaml.MapShape>(app.Parameters).Fields)
        {
            Assert.True(placeholders.ContainsKey(field.Name) || app.ParameterDefaults[field.Name] is not null, field.Name);
            if (!placeholders.TryGetValue(field.Name, out var value))
                continue;
            var diagnostics = new DiagnosticBag();
            field.Shape.Check(GitOpsGen.Yaml.YamlReader.ReadMap("x", $"a: {value}\n", diagnostics)!["a"]!, field.Name, diagnostics);
            Assert.Empty(diagnostics.Sorted());
        }
    }
}
