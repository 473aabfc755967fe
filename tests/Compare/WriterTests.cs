using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Printing;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What is in a manifest stays text, wherever it is printed.</summary>
public sealed class WriterTests
{
    private static FleetDiff Diff(string value, string name = "settings") =>
        Differences.Fleet(
            Differences.Of(
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: '{name}', namespace: demo}}\ndata: {{key: |-\n    old\n    text}}\n".Replace(
                    "{key: |-\n    old\n    text}",
                    "\n  key: |-\n    old\n    text",
                    StringComparison.Ordinal
                ),
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: '{name}', namespace: demo}}\ndata:\n  key: |-\n    {value}\n    text\n"
            )
        );

    [Fact]
    public void A_fence_in_a_value_does_not_close_the_block()
    {
        var text = DiffMarkdown.Write(Diff("````"));
        Assert.Contains("\n`````diff\n", text, StringComparison.Ordinal);
        Assert.Contains("\n`````\n\n</details>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_mentioned_and_no_table_is_broken()
    {
        // Within code GitHub neither mentions nor reads HTML; the code must only not end too soon.
        var text = DiffMarkdown.Write(Diff("x", "a|b @team #12 `c` <img src=x>"));
        Assert.Contains("changed ``ConfigMap demo/a\\|b @team #12 `c` <img src=x>`` |", text, StringComparison.Ordinal);
        Assert.Contains("<code>ConfigMap demo/a|b @\u200bteam #12 `c` &lt;img src=x&gt;</code>", text, StringComparison.Ordinal);
        Assert.Equal("\\|@\u200bteam #\u200b1 \\<b\\> \\`c\\`", MarkdownText.Escape("|@team #1 <b> `c`"));
        Assert.Equal("`a\\|b`", MarkdownText.Code("a|b"));
        Assert.Equal("`` `a` ``", MarkdownText.Code("`a`"));
    }

    [Fact]
    public void The_page_runs_nothing_of_a_manifest_and_loads_nothing()
    {
        var page = DiffHtml.Write(Diff("</script><script>alert(1)</script><a href=\"https://evil.example\">"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?:src|href)=\"(?!#)|url\\(|@import|<link", page.Replace("href=&quot;", "", StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_is_told_nothing_that_it_would_obey()
    {
        const string Object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {key: \"VALUE\\nend\"}\n";
        var diff = Differences.Fleet(
            Differences.Of(
                Object.Replace("VALUE", "x", StringComparison.Ordinal),
                Object.Replace("VALUE", "\\e[2Jgone", StringComparison.Ordinal)
            )
        );
        Assert.DoesNotContain('\u001b', DiffText.Write(diff));
        Assert.Contains(@"\u001b[2Jgone", DiffText.Write(diff), StringComparison.Ordinal);
    }

    [Fact]
    public void The_matrix_tells_what_changes_where_and_how_risky_it_is()
    {
        static string Map(string value) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{key: {value}}}\n";
        var page = DiffHtml.Write(
            Differences.Fleet(
                Differences.Of([
                    ("environments/dev/web/rendered/manifests.yaml", Map("a"), Map("b")),
                    ("environments/prod/web/rendered/manifests.yaml", Map("a"), ""),
                ])
            )
        );
        Assert.Contains("aria-label=\"web in dev: 1 change, 1 low\">1 low</button>", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"web in prod: 1 change, 1 medium\">1 medium</button>", page, StringComparison.Ordinal);
    }
}
