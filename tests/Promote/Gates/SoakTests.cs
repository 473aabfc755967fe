using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Promote.Gates;

public sealed class SoakTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly PromotedUnit Unit = new("p10", "web", "p10", ["a", "b"], "2.0", "2");

    [Theory]
    // Of each cluster "minutes ago:what": h healthy, u unhealthy, p progressing, ? unknown, o of another release; an hour at most between.
    [InlineData("60:h 30:h 0:h", "60:h 30:h 0:h", "Healthy 60 3")]
    [InlineData("60:h 30:h 0:h", "30:h 0:h", "Healthy 30 2")]
    [InlineData("60:h 30:h 0:h", "", "Unknown")]
    [InlineData("60:h 30:h 0:h", "120:h 61:h", "Unknown")]
    [InlineData("60:h 30:h 0:u", "60:h 30:h 0:p", "Unhealthy")]
    [InlineData("60:h 30:h 0:p", "60:h 30:h 0:?", "Unknown")]
    [InlineData("60:h 30:h 0:p", "60:h 30:h 0:h", "Progressing")]
    // Once unhealthy it begins anew; on its way and unknown it does not, for an hour.
    [InlineData("60:h 40:u 20:h 0:h", "60:h 0:h", "Healthy 20 2")]
    [InlineData("60:h 40:p 20:h 0:h", "60:h 0:h", "Healthy 60 2")]
    [InlineData("60:h 40:? 20:h 0:h", "60:h 0:h", "Healthy 60 2")]
    [InlineData("120:h 90:p 60:p 30:? 20:h 0:h", "120:h 60:h 0:h", "Healthy 20 2")]
    // What others say of another release begins it anew wherever it comes, and what came before it does not count.
    [InlineData("60:h 40:o 20:h 0:h", "60:h 0:h", "Healthy 20 2")]
    [InlineData("60:h 40:h 20:h 0:o", "60:h 0:h", "Unknown")]
    [InlineData("61:o 60:h 0:h", "60:h 0:h", "Healthy 60 2")]
    // A gap in one cluster is one of the environment.
    [InlineData("120:h 60:h 0:h", "120:h 50:h 0:h", "Healthy 50 2")]
    // Two who look in the same second see one thing, and the worse of two.
    [InlineData("0:h 0:h 0:h", "0:h 0:h 0:h", "Healthy 0 1")]
    [InlineData("10:h 0:u 0:h", "10:h 0:h", "Unhealthy")]
    [InlineData("10:h 0:? 0:h", "10:h 0:h", "Unknown")]
    // A clock that is ahead says nothing until then.
    [InlineData("60:h 30:h -5:h", "60:h 30:h -5:u", "Healthy 60 2")]
    public void Health_and_soak_are_read_from_what_was_seen(string a, string b, string expected) => Assert.Equal(expected, Read(0, a, b));

    [Theory]
    // A soak of 200 minutes, of which a tenth may be unhealthy.
    [InlineData("180:h 120:u 100:h 60:h 0:h", "180:h 120:h 60:h 0:h", "Healthy 180 3")]
    [InlineData("180:h 120:u 99:h 60:h 0:h", "180:h 120:h 60:h 0:h", "Healthy 99 3")]
    [InlineData("180:h 120:u 110:? 101:u 99:h 60:h 0:h", "180:h 120:h 60:h 0:h", "Healthy 99 3")]
    // Two clusters at once are one time, one after the other are two.
    [InlineData("180:h 120:u 105:h 60:h 0:h", "180:h 130:h 115:u 100:h 60:h 0:h", "Healthy 180 3")]
    [InlineData("180:h 120:u 109:h 60:h 0:h", "180:h 90:u 79:h 60:h 0:h", "Healthy 79 3")]
    // What is longer ago than a soak, or than its beginning, is forgiven.
    [InlineData(
        "400:h 350:u 335:h 300:h 250:h 200:h 145:h 120:u 105:h 60:h 0:h",
        "400:h 345:h 290:h 235:h 180:h 125:h 70:h 10:h",
        "Healthy 400 3"
    )]
    [InlineData("90:u 60:h 50:u 31:h 0:h", "90:h 60:h 0:h", "Healthy 60 2")]
    // Unhealthy for longer than is forgiven, but seen all the time.
    [InlineData("180:h 120:u 60:u 20:h 0:h", "180:h 120:h 60:h 0:h", "Healthy 20 2")]
    public void An_error_budget_forgives(string a, string b, string expected) => Assert.Equal(expected, Read(0.1, a, b));

    [Fact]
    public void An_environment_without_clusters_is_never_healthy() =>
        Assert.Equal(Health.Unknown, Soak(0, []).Of(Unit with { Clusters = [] }).Health);

    private static string Read(double budget, string a, string b)
    {
        ObservationRun[] runs = [.. Runs("a", a), .. Runs("b", b)];
        var answers = new[] { runs, [.. runs.Reverse()] }.Select(these => Said(Soak(budget, these).Of(Unit))).Distinct().ToList();
        return Assert.Single(answers);
    }

    private static string Said(Standing standing) =>
        standing.Health == Health.Healthy
            ? string.Create(CultureInfo.InvariantCulture, $"Healthy {(Now - standing.Since!.Value).TotalMinutes} {standing.InARow}")
            : standing.Health.ToString();

    private static Soak Soak(double budget, ObservationRun[] runs) =>
        new(
            new PromotionSettings
            {
                Observations = 3,
                MaxGap = TimeSpan.FromHours(1),
                EvidenceBranch = new YamlScalar(Position.Start("gitopsgen.yaml"), "evidence", isString: true),
            },
            new LeaveGate(AsksHealth: true, TimeSpan.FromMinutes(200), budget, []),
            new EvidenceLog(runs, Now),
            Now
        );

    private static IEnumerable<ObservationRun> Runs(string cluster, string text) =>
        from part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let words = part.Split(':')
        let isOther = words[1] == "o"
        select new ObservationRun(
            Now - TimeSpan.FromMinutes(int.Parse(words[0], CultureInfo.InvariantCulture)),
            "base",
            [
                new Observation("p10", "web", cluster)
                {
                    Release = isOther ? "1.0" : "2.0",
                    Content = isOther ? "1" : "2",
                    Health = words[1] switch
                    {
                        "u" => Health.Unhealthy,
                        "p" => Health.Progressing,
                        "?" => Health.Unknown,
                        _ => Health.Healthy,
                    },
                },
            ]
        );
}
