using GitOpsGen.Wiring;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>Every case of the real data: what is selected, what is scraped, which hop fails first, what the explanation names.</summary>
public sealed class WiringCaseTests
{
    public static TheoryData<string> Ids => [.. WiringCase.All.Select(one => one.Id)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Ids))]
    public void A_case_comes_out_as_its_data_says(string id)
    {
        var one = WiringCase.All.First(one => one.Id == id);
        var map = Wirings.Of(one.Contents());
        Assert.NotEmpty(map.Monitors);
        var nearest = map.Monitors.Select(report => report.Nearest!).ToList();
        var failing = nearest.Find(wiring => wiring.Failing is not null);
        var explanation = string.Join('\n', nearest.Select(wiring => wiring.Failing?.Text));

        Assert.Equal(one.Expected.Text("selected"), map.Monitors.Select(report => report.Selected).All().Word());
        Assert.Equal(one.Expected.Text("firstFailingHop"), (failing?.FirstFailingHop ?? Hop.None).Word());
        Assert.Equal(Expected(one), Found(map, failing));
        Assert.All(one.Expected.Texts("nearestMiss"), text => Assert.Contains(text.Text, explanation, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(one.Expected.Texts("warnings").Select(warning => warning.Text).Order(), Warnings(map).Order());
    }

    private static List<string> Expected(WiringCase one) =>
        one.Expected["targets"] is YamlList list
            ? [.. list.Items.OfType<YamlMap>().Select(Shown).Order(StringComparer.Ordinal)]
            : [one.Expected.Text("targets")!];

    private static List<string> Found(WiringMap map, MonitorWiring? failing)
    {
        var monitors = map.Monitors.Count(report => report.Works == Answer.Yes);
        return failing?.Works == Answer.Unknown
            ? ["unknown"]
            :
            [
                .. map
                    .Monitors.SelectMany(report => report.Targets)
                    .Select(target => Shown(target, monitors > 1))
                    .Order(StringComparer.Ordinal),
            ];
    }

    private static string Shown(YamlMap target) =>
        target.Text("probe") is { } probe
            ? $"{probe} {target.Text("via")} {target.Text("job")}"
            : $"{target.Text("workload")} {target.Text("container")} {target.Text("port")} {target.Text("path") ?? "/metrics"} {target.Text("job")} "
                + $"{target.Text("service")} {target.Text("by")} {target.Flag("init")}";

    private static string Shown(Target target, bool areSeveral) =>
        target.Via.Length > 0
            ? $"{target.Address} {target.Via} {target.Job}"
            : $"{target.Workload} {target.Container} {target.Port} {target.Path} {target.Job} "
                + $"{target.Service} {(areSeveral ? target.By : "")} {target.IsInit}";

    private static IEnumerable<string> Warnings(WiringMap map) =>
        map
            .Monitors.SelectMany(report => report.By)
            .SelectMany(wiring => wiring.Warnings)
            .Select(warning => warning.Code)
            .Concat(map.Doubles.IsEmpty ? [] : [WiringWarning.Twice])
            .Distinct(StringComparer.Ordinal);
}
