using System.Globalization;
using GitOpsGen.Schemas;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

public sealed class KubernetesApiTests
{
    [Fact]
    public void The_table_says_what_the_collected_facts_say()
    {
        var rows = File.ReadLines(Repository.Data("kubernetes-apis.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.Equal(198, rows.Count);
        foreach (var row in rows)
        {
            var api = KubernetesApis.Find(row[0] == "core" ? "" : row[0], row[1], row[2]);
            Assert.NotNull(api);
            Assert.Equal(row[4].StartsWith('<') ? null : KubernetesRelease.Of(row[4]), api.First);
            Assert.Equal(KubernetesRelease.Of(row[5].TrimStart('<', '=')), api.Deprecated);
            Assert.Equal(KubernetesRelease.Of(row[6].TrimStart('<', '=')), api.Removed);
            Assert.Equal(row[12] == "yes", api.IsOnByDefault);
            Assert.Equal(row[7], api.Replacement ?? "");
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(35)]
    public void What_a_release_describes_is_there_by_the_table(int minor)
    {
        var release = new KubernetesRelease(1, minor);
        var described = RealSchemas
            .Imported.Kinds.OfType<BuiltInSchema>()
            .Where(kind => kind.Sources.Any(one => one.Release == release))
            .ToList();
        Assert.True(described.Count > 60, described.Count.ToString(CultureInfo.InvariantCulture));
        Assert.All(
            described.Where(kind => KubernetesApis.Find(kind.Group, kind.Version, kind.Kind) is not null),
            kind =>
                Assert.NotInRange(
                    KubernetesApis.Judge(release, kind.Group, kind.Version, kind.Kind).State,
                    ApiState.NotYet,
                    ApiState.Mistaken
                )
        );
    }

    [Theory]
    [InlineData("1.33", "1.33")]
    [InlineData("v1.33.4", "1.33")]
    [InlineData("1.33.4-eks-1", "1.33")]
    [InlineData("1.33+", "1.33")]
    [InlineData("v1.36.0-beta.0", "1.36")]
    [InlineData("unversioned", null)]
    [InlineData("1", null)]
    [InlineData("1.x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_release_is_major_and_minor(string? version, string? expected) =>
        Assert.Equal(expected, KubernetesRelease.Of(version)?.ToString());
}
