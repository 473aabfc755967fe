using System.Xml.Linq;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Writers;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The forms of the answer: whatever objects are called, a line stays a line and a page runs nothing.</summary>
public sealed class WiringWriterTests
{
    private const string Hostile = "<script>alert(1)</script>\\\"]; x -> y; \\n::error::\\u001b[31m &amp; '";

    private static readonly WiringScope All = new(null, null);

    [Fact]
    public async Task The_text_says_what_is_scraped_and_what_breaks_where()
    {
        var broken = Shop.With(
            "kind: Service\nmetadata: {name: cart, namespace: shop, labels: {app: cart}}",
            "kind: Service\nmetadata: {name: cart, namespace: shop, labels: {app: carts}}"
        );
        await Support.Snapshot.VerifyAsync(WiringText.Write([Shop.Map(), Shop.Map(broken)], All), "txt");
    }

    [Fact]
    public async Task One_monitor_is_told_hop_by_hop() =>
        await Support.Snapshot.VerifyAsync(WiringText.Write([Shop.Map()], new WiringScope("shop/cart", null)), "txt");

    [Fact]
    public async Task The_picture_in_DOT() => await Support.Snapshot.VerifyAsync(WiringDot.Write([Shop.Map()], All), "txt");

    [Fact]
    public void Hostile_names_stay_text()
    {
        var yaml = Shop.Manifests.Replace(
            "name: cart",
            $"name: \"{Hostile.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\\\\\"", "\\\"", StringComparison.Ordinal)}\"",
            StringComparison.Ordinal
        );
        WiringMap[] maps = [Shop.Map(yaml)];
        var svg = XDocument.Parse(WiringSvg.Write(maps, All));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script");
        var html = WiringHtml.Write(maps, All);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        var dot = WiringDot.Write(maps, All);
        Assert.All(dot.Split('\n'), line => Assert.Equal(0, Quotes(line) % 2));
        Assert.DoesNotContain(WiringText.Write(maps, All).Split('\n'), line => line.StartsWith("::", StringComparison.Ordinal));
        Assert.DoesNotContain("\u001b", WiringText.Write(maps, All) + dot + html + svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_is_the_same_whatever_the_order_of_the_manifests()
    {
        var documents = Shop.Manifests.Split("---\n");
        var turned = string.Join("---\n", documents.Reverse());
        Assert.Equal(WiringSvg.Write([Shop.Map()], All), WiringSvg.Write([Shop.Map(turned)], All));
        Assert.Equal(WiringDot.Write([Shop.Map()], All), WiringDot.Write([Shop.Map(turned)], All));
    }

    [Fact]
    public void A_broken_hop_is_a_red_arrow_with_its_name()
    {
        var svg = WiringSvg.Write([Shop.Map(Shop.With("podMetricsEndpoints: [{port: http}]", "podMetricsEndpoints: [{port: web}]"))], All);
        Assert.Matches("<path class=\"edge no\"[^>]*/><text class=\"label no\"[^>]*>port</text>", svg);
        var unselected = WiringSvg.Write(
            [
                Shop.Map(
                    Shop.With(
                        "kind: PodMonitor\nmetadata: {name: jobs, namespace: shop, labels: {prometheus: main}}",
                        "kind: PodMonitor\nmetadata: {name: jobs, namespace: shop}"
                    )
                ),
            ],
            All
        );
        Assert.Matches("<text class=\"label no\"[^>]*>object-selector</text>", unselected);
    }

    [Fact]
    public void A_password_in_an_address_is_not_shown()
    {
        WiringMap[] maps = [Shop.Map(Shop.With("https://shop.example.com", "https://me:hunter2@shop.example.com"))];
        var all =
            WiringText.Write(maps, All)
            + WiringJson.Write(maps, All).ToJsonString()
            + WiringHtml.Write(maps, All)
            + WiringDot.Write(maps, All);
        Assert.DoesNotContain("hunter2", all, StringComparison.Ordinal);
    }

    // Those that no backslash stands before.
    private static int Quotes(string line) =>
        line.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\\"", "", StringComparison.Ordinal).Count(c => c == '"');
}
