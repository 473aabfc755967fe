using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("ama-metrics", "ama-metrics!")]
    [InlineData("ama-metrics-.*", "ama-metrics-")]
    [InlineData("^ama-metrics$", "ama-metrics!")]
    [InlineData("a|b", "a!,b!")]
    [InlineData("a\\|b", "a!,b!")]
    [InlineData("(a|b)-x", "a-x!,b-x!")]
    [InlineData("(?:a|b)-.+|c", "a-,b-,c!")]
    [InlineData("ab?c", "a")]
    [InlineData("ab+c", "ab")]
    [InlineData("a(-b)?", "a")]
    [InlineData("a\\.b", "a.b!")]
    [InlineData("a\\\\.b", "a.b!")]
    [InlineData("a\\d+", "a")]
    [InlineData("a[0-9]", "a")]
    [InlineData(".*a", "")]
    [InlineData("", "!")]
    [InlineData("a)|b", "a!,b!")]
    [InlineData("((a", "a!")]
    public void Each_alternative_has_its_literal_beginning(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(',', NamePattern.Alternatives(pattern).Select(one => one.Text + (one.IsWhole ? "!" : ""))));

    [Fact]
    public void Alternatives_without_end_claim_nothing() =>
        Assert.All(NamePattern.Alternatives(string.Concat(Enumerable.Repeat("(a|b|c)", 20))), one => Assert.False(one.IsWhole));
}
