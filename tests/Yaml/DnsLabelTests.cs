using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

public sealed class DnsLabelTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("0", true)]
    [InlineData("a-b", true)]
    [InlineData("1a", true)]
    [InlineData("a--b", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("A", false)]
    [InlineData("a.b", false)]
    [InlineData("a_b", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("٣", false)]
    [InlineData("a\n", false)]
    public void Labels_are_those_of_RFC_1123(string text, bool valid)
    {
        Assert.Equal(valid, DnsLabel.IsValid(text));
        // The pattern of the schemas says the same ('$' is the very end there).
        Assert.Equal(valid, Regex.IsMatch(text, DnsLabel.Pattern[..^1] + @"\z"));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_label_has_63_characters_at_most(int length, bool valid)
    {
        Assert.Equal(valid, DnsLabel.IsValid(new string('a', length)));
        Assert.Equal(valid, Regex.IsMatch(new string('a', length), DnsLabel.Pattern));
    }

    [Theory]
    [InlineData("Prod_1", "prod-1")]
    [InlineData("-a-", "a")]
    [InlineData("a.b.c", "a-b-c")]
    [InlineData("___", "a")]
    [InlineData("", "a")]
    [InlineData("Ünï", "n")]
    public void The_mend_is_near(string text, string mended) => Assert.Equal(mended, DnsLabel.Mend(text));

    [Fact]
    public void The_mend_is_always_a_label_and_leaves_one_as_it_is()
    {
        foreach (var text in NastyTexts.All.Concat(NastyTexts.Random(5, 500)).Append(new string('a', 62) + "--b"))
        {
            var mended = DnsLabel.Mend(text);
            Assert.True(DnsLabel.IsValid(mended), $"'{text}' became '{mended}'");
            Assert.Equal(mended, DnsLabel.Mend(mended));
        }
    }
}
