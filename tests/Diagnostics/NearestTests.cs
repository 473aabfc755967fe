using System.Diagnostics;
using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Diagnostics;

public sealed class NearestTests
{
    private static readonly string[] Known = ["clusters", "class", "kubernetesVersion", "wave", "waves", "web", "web-api"];

    [Theory]
    [InlineData("cluster", "clusters")]
    [InlineData("Clusters", "clusters")]
    [InlineData("clutsers", "clusters")]
    [InlineData("clsas", "class")]
    [InlineData("kubernetes_version", "kubernetesVersion")]
    [InlineData("kubernetesversion", "kubernetesVersion")]
    [InlineData("kuber", "kubernetesVersion")]
    [InlineData("wbe", "web")]
    [InlineData("wev", "web")]
    [InlineData("web-app", "web-api")]
    public void A_slip_is_understood(string written, string meant) => Assert.Equal(meant, Nearest.To(written, Known));

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("database")]
    public void What_is_like_nothing_is_not_guessed(string written) => Assert.Null(Nearest.To(written, Known));

    [Fact]
    public void Where_nothing_is_known_nothing_is_near() => Assert.Null(Nearest.To("web", []));

    [Fact]
    public void Of_equally_near_names_the_first_in_order_is_taken() => Assert.Equal("bat", Nearest.To("xat", ["hat", "cat", "bat"]));

    [Fact]
    public void A_beginning_that_fits_several_names_is_no_guess() =>
        Assert.Null(Nearest.To("prometheus", ["prometheus-stack-of-a-kind", "prometheus-definitions"]));

    [Fact]
    public void Names_of_any_length_cost_little()
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(Nearest.To(new string('a', 1_000_000), [.. Known, new string('b', 1_000_000)]));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }
}
