using System.Text.RegularExpressions;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

public sealed class CategoryTests
{
    [Fact]
    public async Task Every_category_is_documented_in_the_order_of_the_code()
    {
        var text = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "migration-categories.md"));
        var rows = Regex
            .Matches(text.Split("## Groups")[0], @"^\| `([a-z-]+)` \| .+ \| .+ \|$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        Assert.Equal(Enum.GetValues<Category>().Select(category => Plans.Word(category)), rows);
    }
}
