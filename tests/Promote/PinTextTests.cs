using GitOpsGen.Load;
using GitOpsGen.Promote.Pins;
using Xunit;

namespace GitOpsGen.Tests.Promote;

public sealed class PinTextTests
{
    private const string Flow =
        "# why\napiVersion: gitopsgen.io/v1alpha1\nkind: Pin # a pin\nspec: {release: 1.1-b, previous: 1.0-a} # of ada\n";

    private static readonly PinEdit Promoted = new("canary", "web") { Release = "1.2-c", Previous = "1.1-b" };

    private static readonly Hold Held = new(default, "5xx: half of them") { Actor = "ada", Release = "1.2-c" };

    [Fact]
    public void On_one_line_only_the_values_change() =>
        Assert.Equal(Flow.Replace("{release: 1.1-b, previous: 1.0-a}", "{release: 1.2-c, previous: 1.1-b}"), PinText.With(Flow, Promoted));

    [Theory]
    [InlineData(
        "spec:\n  release: 1.1-b # stays until monday\n  # the one before\n  previous: 1.0-a\n",
        "spec:\n  release: 1.2-c # stays until monday\n  # the one before\n  previous: 1.1-b\n"
    )]
    [InlineData("spec:\n  release: '1.1-b'\n", "spec:\n  release: 1.2-c\n  previous: 1.1-b\n")]
    [InlineData("spec:\r\n  release: 1.1-b\r\n", "spec:\r\n  release: 1.2-c\r\n  previous: 1.1-b\r\n")]
    [InlineData("spec: {release: 1.1-b}", "spec: {release: 1.2-c, previous: 1.1-b}")]
    [InlineData("spec:\n  previous:\n  release: 1.1-b\n", "spec:\n  previous: 1.1-b\n  release: 1.2-c\n")]
    public void Whatever_the_form(string before, string after) => Assert.Equal(after, PinText.With(before, Promoted));

    [Theory]
    [InlineData(
        "spec: {release: 1.2-c, previous: 1.1-b}\n",
        "spec: {release: 1.1-b, hold: {reason: '5xx: half of them', actor: ada, release: 1.2-c}}\n"
    )]
    [InlineData(
        "spec:\n  release: 1.2-c\n  previous: 1.1-b\n  hold:\n    # old\n    reason: audit\n# end\n",
        "spec:\n  release: 1.1-b\n  hold: {reason: '5xx: half of them', actor: ada, release: 1.2-c}\n# end\n"
    )]
    public void A_rollback_takes_the_former_release_out_and_holds(string before, string after) =>
        Assert.Equal(
            after,
            PinText.With(
                before,
                new PinEdit("canary", "web")
                {
                    Release = "1.1-b",
                    Previous = PinEdit.Nothing,
                    Hold = Held,
                }
            )
        );

    [Theory]
    [InlineData("spec: {hold: {reason: x}, release: 1.2-c}\n", "spec: {release: 1.2-c}\n")]
    [InlineData("spec: {release: 1.2-c, hold: {reason: x}}\n", "spec: {release: 1.2-c}\n")]
    [InlineData("spec:\n  release: 1.2-c\n  hold: {reason: x} # until friday\n", "spec:\n  release: 1.2-c\n")]
    [InlineData("spec:\n  hold:\n    reason: >-\n      many\n      words\n  release: 1.2-c\n", "spec:\n  release: 1.2-c\n")]
    public void A_lifted_hold_goes_whole(string before, string after) =>
        Assert.Equal(after, PinText.With(before, new PinEdit("canary", "web") { LiftsHold = true }));

    [Fact]
    public void A_phase_and_the_way_back()
    {
        var soak = PinText.With("spec: {release: 1.2-c}\n", new PinEdit("canary", "web") { Phase = Phase.Soak })!;
        Assert.Equal("spec: {release: 1.2-c, phase: soak}\n", soak);
        Assert.Equal(
            "spec: {release: 1.2-c, phase: prepared, previousPhase: soak}\n",
            PinText.With(soak, new PinEdit("canary", "web") { Phase = Phase.Prepared, PhaseBefore = Phase.Soak })
        );
    }

    [Fact]
    public void An_environment_that_follows_head_gets_a_pin() =>
        Assert.Equal(
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: 1.1-b, hold: {reason: '5xx: half of them', actor: ada, release: 1.2-c}}\n",
            PinText.With(null, new PinEdit("dev", "web") { Release = "1.1-b", Hold = Held })
        );

    [Theory]
    [InlineData("spec: &a {release: 1.1-b}\nother: *a\n")]
    [InlineData("spec: *missing\n")]
    [InlineData("- spec\n")]
    [InlineData("spec: [release]\n")]
    public void What_cannot_be_changed_safely_is_left(string text) => Assert.Null(PinText.With(text, Promoted));
}
