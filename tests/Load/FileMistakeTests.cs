using System.Diagnostics;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG001 to GOG011 and GOG016: files that are no YAML, or not of the right form.</summary>
public sealed class FileMistakeTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void The_small_fleet_has_no_mistake() => fleet.SaysNothing();

    [Fact]
    public void What_is_not_YAML_is_reported_where_it_stops_being_YAML() =>
        fleet.Edit(BrokenFleet.Dev, "class: dev", "class: ‸\"dev").Says("GOG001", "not YAML");

    [Fact]
    public void A_second_document_is_reported_where_it_begins() =>
        fleet
            .Write(BrokenFleet.Dev, fleet.Folder.Read(BrokenFleet.Dev) + "---\n‸kind: Environment\n")
            .Says("GOG001", "more than one document");

    [Fact]
    public void A_key_that_is_there_twice_is_reported_at_the_second_with_the_line_of_the_first() =>
        fleet.Edit(BrokenFleet.Dev, "  class: dev\n", "  class: dev\n  ‸class: test\n").Says("GOG002", "'class'", "line 6");

    [Fact]
    public void What_only_the_second_of_two_equal_keys_says_is_not_missed_elsewhere() =>
        fleet
            .Edit(BrokenFleet.Dev, "  apps: {config: {}, web: {}}\n", "  apps: {web: {}}\n  ‸apps: {config: {}}\n")
            .Says("GOG002", "'apps'");

    [Theory]
    [InlineData("‸dilivery: rendered", "Did you mean 'delivery'?")]
    [InlineData("‸Delivery: rendered", "Did you mean 'delivery'?")]
    [InlineData("‸colour: red", "Known: argocd, chart")]
    public void An_unknown_key_is_reported_with_the_nearest_known_one(string line, string mend) =>
        fleet.App("web", line, "kustomize: {base: base}").Says("GOG003", "in spec.", mend);

    [Fact]
    public void An_unknown_key_at_the_top_of_a_file_is_reported() =>
        fleet
            .Edit(BrokenFleet.Web, "kind: App\n", "kind: App\n‸status: {}\n")
            .Says("GOG003", "'status'", "apiVersion, kind, metadata, spec");

    [Theory]
    [InlineData("syncWave: ‸soon", "an integer, not text", "without quotes")]
    [InlineData("syncWave: ‸\"5\"", "an integer, not text", "without quotes")]
    [InlineData("syncWave: ‸1.5", "an integer, not text", "whole number")]
    [InlineData("requires: ‸config", "a list, not text", "[a, b]")]
    [InlineData("requires: [‸{name: config}]", "spec.requires[0] must be text, not a map", "")]
    [InlineData("argocd: ‸[]", "a map, not a list", "key: value")]
    [InlineData("kustomize: {components: [‸[c]]}", "spec.kustomize.components[0] must be text or a map, not a list", "")]
    public void A_value_of_the_wrong_type_is_reported_with_what_is_wanted(string line, string what, string mend) =>
        fleet
            .App("web", line.StartsWith("kustomize", StringComparison.Ordinal) ? "" : "kustomize: {base: base}", line)
            .Says("GOG004", what, mend);

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("\"true\"")]
    public void Only_true_and_false_are_booleans(string text) =>
        fleet.Edit(BrokenFleet.Shared, "abstract: true", $"abstract: ‸{text}").Says("GOG004", "a boolean", "true or false");

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    public void An_empty_file_is_one_mistake(string text)
    {
        fleet.Write(BrokenFleet.Dev, text);
        fleet.SaysAt(Position.Start(BrokenFleet.Dev), "GOG004", "the file must be a map, not nothing");
    }

    [Fact]
    public void A_file_that_is_no_map_is_reported() =>
        fleet.Write(BrokenFleet.Dev, "‸- a\n- b\n").Says("GOG004", "the file must be a map, not a list");

    [Fact]
    public void A_missing_key_is_reported_with_what_it_means() =>
        fleet
            .Edit(BrokenFleet.Web, "  version: 1.0.0\n  namespace: demo\n", "  ‸version: 1.0.0\n")
            .Says("GOG005", "'namespace' is missing in spec", "Destination namespace");

    [Fact]
    public void A_missing_key_that_is_only_mistyped_is_one_mistake() =>
        fleet.Edit(BrokenFleet.Web, "  namespace: demo\n", "  ‸namespce: demo\n").Says("GOG003", "Did you mean 'namespace'?");

    [Fact]
    public void A_required_key_without_a_value_is_reported_there() =>
        fleet.Edit(BrokenFleet.Web, "  namespace: demo\n", "  namespace:‸\n").Says("GOG004", "must be text, not null");

    [Fact]
    public void A_word_that_is_not_allowed_is_reported_with_the_nearest() =>
        fleet
            .App("web", "delivery: ‸render", "kustomize: {base: base}")
            .Says("GOG006", "'render'", "Did you mean 'rendered'?", "helm, kustomize, rendered");

    [Fact]
    public void A_description_of_another_kind_in_its_place_is_one_mistake() =>
        fleet.Edit(BrokenFleet.Dev, "kind: Environment", "kind: ‸App").Says("GOG006", "'App'", "Known: Environment");

    [Fact]
    public void A_number_out_of_range_is_reported_with_the_range() =>
        fleet.App("web", "syncWave: ‸2000", "kustomize: {base: base}").Says("GOG007", "2000", "from -1000 to 1000");

    [Theory]
    [InlineData("kubernetesVersion: ‸v1.33", "such as 1.33")]
    [InlineData("kubernetesVersion: ‸\"1.33\\n\"", "1.33\n")]
    public void Text_of_the_wrong_form_is_reported_with_the_right_one(string line, string mend) =>
        fleet.Edit(BrokenFleet.Shared, "kubernetesVersion: \"1.33\"", line).Says("GOG038", mend);

    [Fact]
    public void An_alias_bomb_stops_at_once_in_little_memory()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        fleet.Folder.Write(BrokenFleet.Dev, bomb.ToString());
        var (memory, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var only = Assert.Single(fleet.Diagnose());
        Assert.Equal(("GOG008", BrokenFleet.Dev, 6), (only.Code, only.At!.Value.File, only.At.Value.Line));
        Assert.Contains("500000", only.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - memory < 50 << 20);
    }

    [Fact]
    public void Deep_nesting_is_reported_where_it_goes_too_deep()
    {
        fleet.Folder.Write(BrokenFleet.Dev, $"a: {new string('[', 100)}{new string(']', 100)}\n");
        fleet.SaysAt(new Position(BrokenFleet.Dev, 1, 4 + 64), "GOG009", "64 levels");
    }

    [Fact]
    public void Nesting_by_aliases_is_depth_too()
    {
        var text = new StringBuilder("a0: &a0 [[[[[[[[[[x]]]]]]]]]]\n");
        for (var i = 1; i < 10; i++)
            text.Append($"a{i}: &a{i} [[[[[[[[[[*a{i - 1}]]]]]]]]]]\n");
        fleet.Folder.Write(BrokenFleet.Dev, text.ToString());
        fleet.SaysAt(new Position(BrokenFleet.Dev, 7, 19), "GOG009", "64 levels");
    }

    [Fact]
    public void A_description_over_the_size_limit_is_not_read()
    {
        fleet.Folder.Write(BrokenFleet.Dev, new string('#', (1 << 20) + 1));
        fleet.SaysAt(Position.Start(BrokenFleet.Dev), "GOG010", "1048577", "1048576");
    }

    [Fact]
    public void A_values_file_over_the_size_limit_is_not_read()
    {
        fleet.App("web", "chart: {repository: https://charts.example, name: web, version: 1.0.0}", "values: [values.yaml]");
        fleet.Folder.Write("apps/web/values.yaml", new string('#', (4 << 20) + 1));
        fleet.SaysAt(Position.Start("apps/web/values.yaml"), "GOG010", "4194304");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\ufeff", 1)]
    [InlineData("é😀", 4)]
    public void A_byte_that_is_not_UTF_8_is_reported_where_it_stands(string before, int column)
    {
        File.WriteAllBytes(
            fleet.Folder.File(BrokenFleet.Dev),
            [
                .. before.StartsWith('\ufeff') ? Encoding.UTF8.Preamble : [],
                .. Encoding.UTF8.GetBytes($"a: b\n")[..0],
                .. Encoding.UTF8.GetBytes(before.TrimStart('\ufeff')),
                0xff,
                (byte)'\n',
            ]
        );
        fleet.SaysAt(new Position(BrokenFleet.Dev, 1, column), "GOG011", "UTF-8");
    }

    [Fact]
    public void UTF_16_is_not_UTF_8()
    {
        File.WriteAllText(fleet.Folder.File(BrokenFleet.Dev), fleet.Folder.Read(BrokenFleet.Dev), Encoding.Unicode);
        fleet.SaysAt(Position.Start(BrokenFleet.Dev), "GOG011");
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_no_mistake()
    {
        foreach (var file in new[] { BrokenFleet.Dev, BrokenFleet.Fleet, BrokenFleet.Web })
            File.WriteAllText(
                fleet.Folder.File(file),
                fleet.Folder.Read(file).Replace("\n", "\r\n", StringComparison.Ordinal),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
            );
        fleet.SaysNothing();
    }

    [Fact]
    public void A_description_that_is_missing_is_asked_for_with_the_nearest_file()
    {
        File.Move(fleet.Folder.File(BrokenFleet.Dev), fleet.Folder.File("environments/dev/environment.yml"));
        fleet.SaysAt(Position.Start(BrokenFleet.Dev), "GOG016", "Did you mean 'environment.yml'?");
    }

    [Fact]
    public void A_file_that_an_app_names_and_that_is_missing_is_reported_where_it_is_named()
    {
        fleet.Folder.Write("apps/web/values.yaml", "");
        fleet
            .App(
                "web",
                "chart: {repository: https://charts.example, name: web, version: 1.0.0}",
                "values:",
                "  - values.yaml",
                "  - {file: ‸value.yaml}"
            )
            .Says("GOG016", "'apps/web/value.yaml'", "Did you mean 'values.yaml'?");
    }
}
