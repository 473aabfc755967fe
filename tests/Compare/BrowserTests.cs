using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>The page in a real browser, used with the keyboard alone.</summary>
public sealed class BrowserTests
{
    private const string Shown =
        "[...document.querySelectorAll('details[data-where]')].filter(change => !change.hidden).map(change => "
        + "change.querySelector('code').textContent).join('\\n')";

    private static string Object(string kind, string name, string rest) =>
        $"apiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: demo}}\n{rest}\n";

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_can_be_searched_filtered_and_opened_by_keyboard(string scheme)
    {
        using var folder = new TemporaryFolder();
        folder.Write("diff.html", Page());
        await using var browser = await Chromium.OpenAsync(folder.File("diff.html"), scheme);
        Assert.Equal("Secret demo/login\nService demo/web\nConfigMap demo/settings", await ShownAsync(browser));
        Assert.Equal("3 of 3 shown", await TextAsync(browser, "#shown"));

        // The columns are in the order of the rollout, below their waves.
        Assert.Equal("app|first|last|no wave\nprod|dev|lab", await LinesAsync(browser, "thead tr"));
        Assert.Equal("web|1 high|3 (2 high)|–", await LinesAsync(browser, "tbody tr"));

        // '/' goes to the search box, which looks into values too; Escape clears it.
        await browser.PressAsync("/");
        await browser.TypeAsync("needle");
        Assert.Equal("ConfigMap demo/settings", await ShownAsync(browser));
        await browser.PressAsync("Escape");
        Assert.Equal("3 of 3 shown", await TextAsync(browser, "#shown"));

        // The first level after the box is high; pressed again it lets all through.
        await browser.PressAsync("Tab");
        await browser.PressAsync("Enter");
        Assert.Equal("Secret demo/login\nService demo/web", await ShownAsync(browser));
        await browser.PressAsync("Enter");

        // A cell of the matrix shows what changes there.
        await browser.EvaluateAsync("document.querySelector('button[data-cell=\"web prod\"]').focus()");
        await browser.PressAsync("Enter");
        Assert.Equal("Secret demo/login", await ShownAsync(browser));
        await browser.PressAsync("Enter");

        // A change opens as it has the focus.
        await browser.EvaluateAsync("document.querySelector('details:not([open]) summary').focus()");
        await browser.PressAsync("Enter");
        Assert.Equal(0, (await browser.EvaluateAsync("document.querySelectorAll('details:not([open])').length"))!.GetValue<int>());

        Assert.Empty(browser.Complaints);
        Assert.True((await browser.ScreenshotAsync()).Length > 10_000);
    }

    [Fact]
    public async Task A_link_opens_its_change_and_a_legend_says_what_is_what()
    {
        using var folder = new TemporaryFolder();
        folder.Write("diff.html", Page());
        await using var browser = await Chromium.OpenAsync(folder.File("diff.html"), "light");
        var id = (await browser.EvaluateAsync("document.querySelector('details:not([open])').id"))!.GetValue<string>();
        Assert.StartsWith("change-", id, StringComparison.Ordinal);
        await browser.EvaluateAsync($"location.hash = '{id}'; show()");
        Assert.True((await browser.EvaluateAsync($"document.getElementById('{id}').open"))!.GetValue<bool>());
        Assert.Equal("prod", (await browser.EvaluateAsync("document.querySelector('td button').dataset.environment"))!.GetValue<string>());
        Assert.Contains("three changes", await TextAsync(browser, ".legend"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_word_stands_out_from_what_is_behind_it(string scheme)
    {
        using var folder = new TemporaryFolder();
        folder.Write("diff.html", Page());
        await using var browser = await Chromium.OpenAsync(folder.File("diff.html"), scheme);
        // The ratio of the Web Content Accessibility Guidelines (WCAG 2.2, 1.4.3): 4.5 for text.
        var poor = await browser.EvaluateAsync(
            """
            (() => {
              const light = color => { const [r, g, b] = color.match(/[\d.]+/g).map(part => { const v = part / 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
              const back = element => { for (; element; element = element.parentElement) { const color = getComputedStyle(element).backgroundColor; if (!/, 0\)$/.test(color) && color !== 'transparent') return color; } return 'rgb(255, 255, 255)'; };
              for (const details of document.querySelectorAll('details')) details.open = true;
              return [...document.querySelectorAll('body *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && !['SCRIPT', 'STYLE'].includes(element.tagName))
                .map(element => { const [a, b] = [light(getComputedStyle(element).color), light(back(element))].sort((x, y) => y - x); return [(a + .05) / (b + .05), element.className + ' ' + element.tagName]; })
                .filter(([ratio]) => ratio < 4.5).map(([ratio, name]) => `${name} ${ratio.toFixed(2)}`).join('\n');
            })()
            """
        );
        Assert.Equal("", poor!.GetValue<string>());
    }

    private static async Task<string> ShownAsync(Chromium browser) => (await browser.EvaluateAsync(Shown))!.GetValue<string>();

    private static async Task<string> TextAsync(Chromium browser, string selector) =>
        (await browser.EvaluateAsync($"document.querySelector('{selector}').textContent"))!.GetValue<string>();

    private static async Task<string> LinesAsync(Chromium browser, string rows) =>
        (
            await browser.EvaluateAsync(
                $"[...document.querySelectorAll('{rows}')].map(row => [...row.cells].map(cell => cell.textContent).join('|')).join('\\n')"
            )
        )!.GetValue<string>();

    private static string Page()
    {
        var secret = Object("Secret", "login", "data: {a: eA==}");
        var diff = Differences.Fleet(
            Differences.Of([
                (
                    "environments/dev/web/rendered/manifests.yaml",
                    Object("Service", "web", "spec: {type: ClusterIP}")
                        + "---\n"
                        + secret
                        + "---\n"
                        + Object("ConfigMap", "settings", "data: {a: b}"),
                    Object("Service", "web", "spec: {type: LoadBalancer}") + "---\n" + Object("ConfigMap", "settings", "data: {a: needle}")
                ),
                ("environments/prod/web/rendered/manifests.yaml", secret, ""),
            ])
        );
        // Not the order of names.
        var waves = new Dictionary<string, string>(StringComparer.Ordinal) { ["prod"] = "first", ["dev"] = "last" };
        return DiffHtml.Write(
            diff with
            {
                Order = new RolloutOrder(["first", "last"], waves),
                Units = [new UnitState("lab", "web", "", InBase: true, InHead: true), .. diff.Units],
            }
        );
    }
}
