using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Sizing;

/// <summary>gitopsgen app size: the calculation of docs/scaling.md, and what it says of files that carry none.</summary>
public sealed class AppSizeTests
{
    private const string Parameters = """
        parameters:
            size:
              type: object
              properties:
                least: {type: integer, default: 2, minimum: 2}
                most: {type: integer, default: 12, minimum: 2}
                cap: {type: integer, default: 12}
                target: {type: string, default: 5Gi}
        """;

    private const string Scaling = """
        scaling:
            query: sum by (cluster) (memory)
            target: size.target
            least: {parameter: size.least, quantile: 0.5}
            most: {parameter: size.most, quantile: 0.99, headroom: 1.3, cap: size.cap}
            avoid: [{number: 10, why: It is rewritten.}]
        """;

    [Theory]
    // Half of the time nothing to speak of, and no peak: as few as may be.
    [InlineData(1, 1, 2, 3)]
    // Exactly the target is one replica; a byte more is two.
    [InlineData(15, 15, 3, 4)]
    [InlineData(15.1, 15.1, 4, 5)]
    // 1.3 × 31 ÷ 5 is 8.06.
    [InlineData(8, 31, 2, 9)]
    // 10 is avoided, upwards.
    [InlineData(8, 37, 2, 11)]
    // Beyond the cap there is none.
    [InlineData(8, 60, 2, 12)]
    [InlineData(90, 90, 12, 12)]
    public async Task The_bounds_follow_from_the_median_and_the_peak(double usual, double peak, int least, int most)
    {
        using var folder = Fleet();
        var proposal = await ProposalAsync(folder, "dev-1", Week(usual, peak));
        Assert.Equal((least, most), (Number(proposal, "size.least"), Number(proposal, "size.most")));
    }

    [Fact]
    public async Task An_environment_has_room_for_each_of_its_clusters()
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series("prod-1", Week(8, 20)), Series("prod-2", Week(18, 22))));
        var answer = await Size(folder, "samples.json");
        await Snapshot.VerifyAsync(answer.Output, "txt");
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
    }

    [Fact]
    public async Task The_same_as_JSON()
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series("prod-2", Week(18, 22))));
        var answer = await Size(folder, "samples.json", "--output", "json");
        await Snapshot.VerifyAsync(answer.Output.Replace(folder.Path, "<fleet>", StringComparison.Ordinal), "json");
    }

    [Fact]
    public async Task Without_samples_it_says_how_to_measure()
    {
        using var folder = Fleet();
        var answer = await Gitopsgen.RunInAsync(folder, "app", "size", "web");
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        Assert.Contains("--data-urlencode 'query=(sum by (cluster) (memory))[7d:5m]'", answer.Output, StringComparison.Ordinal);
        Assert.Contains("gitopsgen app size web --samples samples.json", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_without_a_cluster_is_of_the_one_that_the_caller_says()
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series(null, Week(8, 20))));
        var answer = await Size(folder, "samples.json");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("error GOG422: nobody says of which cluster this is", answer.Error, StringComparison.Ordinal);
        Assert.Equal(6, Number(await ProposalAsync(folder, null, Week(8, 20), "--cluster", "dev-1"), "size.most"));
    }

    [Fact]
    public async Task A_cluster_without_the_app_is_left_out_and_is_an_error_only_where_it_is_all_there_is()
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series("elsewhere", Week(8, 20)), Series("dev-1", Week(8, 20))));
        var answer = await Size(folder, "samples.json");
        Assert.Equal(0, answer.Exit);
        Assert.Contains("warning GOG422: the app runs in no cluster elsewhere", answer.Error, StringComparison.Ordinal);
        folder.Write("samples.json", Matrix(Series("elsewhere", Week(8, 20))));
        var alone = await Size(folder, "samples.json");
        Assert.Equal((1, ""), (alone.Exit, alone.Output));
        Assert.Contains("error GOG422", alone.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 60, 7, "the peak asks for 16 replicas, and the cap is 12")]
    [InlineData(8, 20, 2, "only 2 days were measured")]
    public async Task What_a_proposal_does_not_carry_is_told(double usual, double peak, int days, string why)
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series("dev-1", Week(usual, peak, days))));
        var answer = await Size(folder, "samples.json");
        Assert.Equal(0, answer.Exit);
        Assert.Contains($"warning GOG423: dev-1: {why}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_already_needs_no_lines()
    {
        using var folder = Fleet(environment: "apps: {config: {}, web: {parameters: {size: {least: 2, most: 6}}}}");
        folder.Write("samples.json", Matrix(Series("dev-1", Week(8, 20))));
        var answer = await Size(folder, "samples.json");
        Assert.Contains("environments/dev/environment.yaml says so already", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("spec:", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_an_app_without_the_section_are_told()
    {
        using var folder = Fleet();
        var missing = await Size(folder, "none.json");
        Assert.Equal(2, missing.Exit);
        Assert.Contains("GOG420", missing.Error, StringComparison.Ordinal);
        Assert.Contains("none.json is not there", missing.Error, StringComparison.Ordinal);
        var other = await Gitopsgen.RunInAsync(folder, "app", "size", "config");
        Assert.Equal(2, other.Exit);
        Assert.Contains("has no section scaling", other.Error, StringComparison.Ordinal);
        var unknown = await Gitopsgen.RunInAsync(folder, "app", "size", "wbe");
        Assert.Contains("Did you mean 'web'?", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "parameter: size.least,",
        "parameter: size.lest,",
        "\"size.lest\" is no integer parameter of the app. Did you mean 'size.least'?"
    )]
    [InlineData("parameter: size.most,", "parameter: size.target,", "\"size.target\" is no integer parameter of the app.")]
    [InlineData("cap: size.cap", "cap: size", "\"size\" is no integer parameter of the app.")]
    [InlineData("target: size.target", "target: size.tarket", "\"size.tarket\" is no parameter with an amount of the app.")]
    public async Task A_name_of_no_parameter_is_told_when_the_fleet_is_loaded(string old, string wrong, string why)
    {
        using var folder = Fleet(Scaling.Replace(old, wrong, StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(folder, "explain", "dev", "web");
        Assert.Contains("GOG421", answer.Error, StringComparison.Ordinal);
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_says_a_number_to_avoid_is_warned_at_its_place()
    {
        using var folder = Fleet(environment: "apps: {config: {}, web: {parameters: {size: {most: 10}}}}");
        var answer = await Gitopsgen.RunInAsync(folder, "render");
        Assert.Contains(
            "environments/dev/environment.yaml(9,54): warning GOG423: size.most: 10 is a number to avoid. It is rewritten.",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        using var folder = Fleet();
        folder.Write("samples.json", Matrix(Series("dev-1", Week(8, 20))));
        var before = Files(folder);
        await Size(folder, "samples.json");
        Assert.Equal(before, Files(folder));
    }

    private static List<string> Files(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static TemporaryFolder Fleet(string scaling = Scaling, string? environment = null)
    {
        var folder = SmallFleet.Create();
        folder.Write("apps/web/app.yaml", SmallFleet.App("web", "requires: [config]", "kustomize: {base: base}", scaling, Parameters));
        if (environment is not null)
            folder.Write(
                "environments/dev/environment.yaml",
                SmallFleet.Environment(
                    "dev",
                    "extends: [shared]",
                    "class: dev",
                    "wave: dev",
                    "clusters: [{name: dev-1, server: https://dev-1.example}]",
                    environment
                )
            );
        return folder;
    }

    private static Task<Answer> Size(TemporaryFolder folder, string file, params string[] more) =>
        Gitopsgen.RunInAsync(folder, ["app", "size", "web", "--samples", Path.Join(folder.Path, file), .. more]);

    private static async Task<JsonNode> ProposalAsync(TemporaryFolder folder, string? cluster, string values, params string[] more)
    {
        folder.Write("samples.json", Matrix(Series(cluster, values)));
        var answer = await Size(folder, "samples.json", ["--output", "json", .. more]);
        return Assert.Single(JsonNode.Parse(answer.Output)!["environments"]!.AsArray())!;
    }

    private static int Number(JsonNode proposal, string parameter) => (int)proposal["parameters"]![parameter]!;

    private static string Matrix(params string[] series) =>
        $$$"""{"status": "success", "data": {"resultType": "matrix", "result": [{{{string.Join(", ", series)}}}]}}""";

    private static string Series(string? cluster, string values)
    {
        var label = cluster is null ? "" : $"\"cluster\": \"{cluster}\"";
        return $"{{\"metric\": {{{label}}}, \"values\": [{values}]}}";
    }

    // The usual for most of the time; the peak for the last fiftieth, so that it is what 99 in 100 are not above.
    private static string Week(double usual, double peak, int days = 7)
    {
        const int Count = 200;
        var step = days * 86400.0 / (Count - 1);
        return string.Join(", ", Enumerable.Range(0, Count).Select(i => Pair(i * step, i < Count - 4 ? usual : peak)));
    }

    private static string Pair(double time, double gibibytes) =>
        string.Create(CultureInfo.InvariantCulture, $"[{time}, \"{gibibytes * 1024 * 1024 * 1024}\"]");
}
