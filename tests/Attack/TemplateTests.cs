using System.Diagnostics;
using System.Globalization;
using GitOpsGen.Render.Templates;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Templates that want more than to be rendered: time, memory, the stack, the clock, other files.</summary>
public sealed class TemplateTests
{
    // The machine that runs this has other work; an attack that works takes minutes, or the process.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Name, template, line and column of the mistake, and a word of what is said.</summary>
    public static TheoryData<string, string, int, int, string> Greedy =>
        new()
        {
            {
                "a loop over a loop over a loop",
                "a:\n{{ for a in l }}{{ for b in l }}\n{{ for c in l }}x{{ end }}{{ end }}{{ end }}",
                3,
                4,
                "steps"
            },
            {
                "a loop in a loop that writes nothing",
                "{{ for a in l }}{{ for b in l }}{{ for c in l }}{{ end }}{{ end }}{{ end }}",
                1,
                36,
                "steps"
            },
            {
                "conditions in loops",
                "{{ for a in l }}{{ for b in l }}{{ if b == 'x' }}{{ else if b == 'y' }}{{ end }}{{ end }}{{ end }}",
                1,
                58,
                "steps"
            },
            { "a long list", "a:\n{{ for a in big }}{{ a }}{{ end }}", 2, 22, "steps" },
            { "a long list and an empty loop", "a:\n{{ for a in big }}{{ end }}", 2, 4, "steps" },
            { "a long text in a loop", "{{ for a in l }}{{ for b in l }}{{ long }}{{ end }}{{ end }}", 1, 36, "characters" },
            {
                "a long text that is quoted and thrown away",
                "{{ for a in l }}{{ if quote(long) == 'x' }}{{ end }}{{ end }}",
                1,
                20,
                "steps"
            },
            { "long texts as items", "{{ for a in l }}{{ for b in l }}{{ for c in longs }}{{ end }}{{ end }}{{ end }}", 1, 36, "steps" },
            { "two long texts compared", "{{ for a in l }}{{ if long == long }}{{ end }}{{ end }}", 1, 23, "one side of a comparison" },
            { "a list written as a text", "{{ for a in l }}{{ if big == 'x' }}{{ end }}{{ end }}", 1, 20, "a list is no text" },
            { "quotes of quotes", $"a: {{{{ backslash{Repeat(" | quote", 40)} }}}}", 1, 7, "no `|`" },
            { "quotes inside quotes", $"a: {{{{ {Repeat("quote (", 30)}backslash{Repeat(")", 30)} }}}}", 1, 7, "" },
            { "a text doubled again and again", "{{ x = 'ab' }}" + Repeat("{{ x = x + x }}", 40) + "{{ x }}", 1, 4, "nothing is assigned" },
            { "a function that calls itself", "{{ func f }}{{ f }}{{ end }}{{ f }}", 1, 4, "func" },
            { "3,000 blocks inside each other", Repeat("{{ if true }}\n", 3000) + Repeat("{{ end }}", 3000), 33, 4, "blocks" },
            { "3,000 loops inside each other", Repeat("{{ for a in l }}\n", 3000) + Repeat("{{ end }}", 3000), 33, 4, "blocks" },
            { "3,000 blocks that look like members", Repeat("{{ . if true }}", 3000), 1, 6, "word of the language" },
            { "3,000 loops that look like members", Repeat("{{ l . for a in l }}", 3000), 1, 8, "word of the language" },
            { "3,000 blocks after the state of a loop", Repeat("{{ for . if true }}", 3000), 1, 10, "word of the language" },
            { "3,000 functions that look like members", Repeat("{{ l.func f }}", 3000), 1, 6, "word of the language" },
            { "3,000 times else if", "{{ if false }}" + Repeat("\n{{ else if false }}", 3000) + "{{ end }}", 33, 4, "blocks" },
            { "3,000 blocks in one tag", "{{ " + Repeat("if true;", 3000) + Repeat("end;", 3000) + "}}", 1, 11, "one statement" },
            { "3,000 blocks in one tag without signs", "{{ " + Repeat("if ", 3000) + Repeat("end ", 3000) + "}}", 1, 304, "100" },
            { "100,000 parentheses", "{{ " + Repeat("(", 100_000) + "1" + Repeat(")", 100_000) + " }}", 1, 104, "100" },
            { "100,000 brackets", "{{ " + Repeat("[", 100_000) + Repeat("]", 100_000) + " }}", 1, 104, "100" },
            { "100,000 braces", "{{ x " + Repeat("{", 100_000) + Repeat("}", 100_000) + " }}", 1, 105, "100" },
            { "100,000 nots", "{{ if " + Repeat("!", 100_000) + "true }}{{ end }}", 1, 106, "100" },
            { "100,000 minus signs", "{{ " + Repeat("- ", 100_000) + "1 }}", 1, 204, "100" },
            { "100,000 members", "{{ a" + Repeat(".a", 100_000) + " }}", 1, 104, "100" },
            { "100,000 pipes", "{{ l" + Repeat("|quote", 100_000) + " }}", 1, 300, "100" },
            { "100,000 ors", "{{ if l" + Repeat("||l", 100_000) + " }}{{ end }}", 1, 155, "100" },
            { "texts with tags in texts with tags", "{{ " + Repeat("$\"{", 1000) + Repeat("}\"", 1000) + " }}", 1, 154, "" },
            { "120,000 tags", Repeat("{{ l }}\n", 120_000), 10_001, 1, "10000 tags" },
            { "120,000 tags that end nothing", Repeat("{{end}}", 120_000), 1, 3, "no block" },
            { "a huge template", new string('x', 4 << 20), 1, 1, "characters" },
            { "a huge text in a tag", "{{ if long == '" + new string('x', 500_000) + "' }}{{ end }}", 1, 15, "1000 characters" },
            { "a huge name", "{{ " + new string('x', 500_000) + " }}", 1, 4, "1000 characters" },
            { "blanks without end", new string(' ', 1 << 20) + "x", 1, 1, "characters" },
            { "blanks before a tag", new string(' ', 1_000_000) + "{{~ nothing ~}}", 1, 1_000_005, "no `nothing`" },
            { "lines before a tag", new string('\n', 1_000_000) + "{{- nothing -}}", 1_000_001, 5, "no `nothing`" },
            { "blanks and braces", Repeat(" {", 500_000) + "{{ nothing }}", 1, 1_000_000, "" },
            { "a huge number", "{{ " + new string('9', 1 << 19) + " }}", 1, 4, "digits" },
            { "a number's number of digits", "{{ 9 * 99999999 }}", 1, 4, "not available" },
        };

    /// <summary>What the engine has and templates do not.</summary>
    public static TheoryData<string, int, string> Refused =>
        new()
        {
            { "{{ include 'other' }}", 4, "`include` is no function" },
            { "{{ 'other' | include }}", 4, "no `|`" },
            { "{{ date.now }}", 4, "there is no `date`" },
            { "{{ math.random 1 9 }}", 4, "no function" },
            { "{{ object.eval '1 + 1' }}", 4, "no function" },
            { "{{ 'a' | object.eval }}", 4, "no `|`" },
            { "{{ 'a' | string.upcase }}", 4, "no `|`" },
            { "{{ 'a' | regex.match '(a+)+b' }}", 4, "no `|`" },
            { "{{ x = 1 }}", 4, "nothing is assigned" },
            { "{{ x += 1 }}", 4, "nothing is assigned" },
            { "{{ l.x = 1 }}", 4, "nothing is assigned" },
            { "{{ x++ }}", 4, "" },
            { "{{ $x = 1 }}", 4, "" },
            { "{{ $0 }}", 4, "" },
            { "{{ while true }}{{ end }}", 4, "`while` is not available" },
            { "{{ func f }}{{ end }}", 4, "`func` is not available" },
            { "{{ f(x) = x }}", 4, "" },
            { "{{ do }}{{ end }}", 4, "`do` is not available" },
            { "{{ import l }}", 4, "`import` is not available" },
            { "{{ readonly l }}", 4, "`readonly` is not available" },
            { "{{ capture x }}{{ end }}", 4, "`capture` is not available" },
            { "{{ wrap quote }}{{ end }}", 4, "`wrap` is not available" },
            { "{{ with l }}{{ end }}", 4, "`with` is not available" },
            { "{{ case l }}{{ when 1 }}{{ end }}", 4, "`case` is not available" },
            { "{{ tablerow a in l }}{{ end }}", 4, "`tablerow` is not available" },
            { "{{ for a in l limit:1 }}{{ end }}", 4, "whole list" },
            { "{{ for a in 1..9 }}{{ end }}", 4, "for item in list" },
            { "{{ for a in (1..999999999) }}{{ end }}", 4, "for item in list" },
            { "{{ for $a in l }}{{ end }}", 4, "for item in list" },
            { "{{ for l.a in l }}{{ end }}", 4, "for item in list" },
            { "{{ for a in 'text' }}{{ end }}", 4, "for item in list" },
            { "{{ for a in long }}{{ end }}", 13, "not a list" },
            { "{{ for a in l }}{{ break }}{{ end }}", 20, "`break` is not available" },
            { "{{ for a in l }}{{ continue }}{{ end }}", 20, "`continue` is not available" },
            { "{{ ret 1 }}", 4, "`ret` is not available" },
            { "{{ this }}", 4, "`this` is not available" },
            { "{{ 1 + 1 }}", 4, "`+` is not available" },
            { "{{ 'a' * 1000000000 }}", 4, "`*` is not available" },
            { "{{ 1 << 1000000000 }}", 4, "`<<` is not available" },
            { "{{ -1 }}", 4, "`-` is not available" },
            { "{{ 1 < 2 }}", 4, "`<` is not available" },
            { "{{ l ?? 'x' }}", 4, "`??` is not available" },
            { "{{ true ? 1 : 2 }}", 4, "write `if`" },
            { "{{ l[0] }}", 4, "no `[ ]`" },
            { "{{ l?.x }}", 4, "`?.`" },
            { "{{ [1, 2] }}", 4, "lists and maps" },
            { "{{ $'a{l}' }}", 4, "" },
            { "{{ 1.5 }}", 4, "whole" },
            { "{{ @quote }}", 4, "" },
            { "{{ quote }}", 4, "one value" },
            { "{{ quote 'a' 'b' }}", 4, "one value" },
            { "{{ quote text:'a' }}", 10, "not available" },
            { "{{ l | l }}", 4, "no `|`" },
            { "{{ x; l }}", 5, "one statement" },
            { "{{ x\nl }}", 5, "ends on its line" },
            { "{{ }}", 1, "empty" },
            { "{{ `x` }}", 4, "" },
        };

    public static TheoryData<string, int, string> Mustache =>
        new()
        {
            { "{{#if l}}x{{/if}}", 3, "{{ if … }}" },
            { "{{ #if l}}x{{/if}}", 4, "{{ if … }}" },
            { "{{~#if l~}}x{{~/if~}}", 4, "{{ if … }}" },
            { "{{#unless l}}x{{/unless}}", 3, "{{ if !… }}" },
            { "{{#each l}}x{{/each}}", 3, "{{ for item in … }}" },
            { "{{#with l}}x{{/with}}", 3, "in full" },
            { "{{#l}}x{{/l}}", 3, "a comment has a blank" },
            { "{{/if}}", 3, "{{ end }}" },
            { "{{ if l }}x{{/if}}", 14, "{{ end }}" },
            { "{{ if l }}x{{^}}y{{ end }}", 14, "{{ else }}" },
            { "{{> partial}}", 3, "partials" },
            { "{{#> layout}}x{{/layout}}", 3, "partials" },
            { "{{#*inline 'x'}}x{{/inline}}", 3, "partials" },
            { "{{* decorator}}", 3, "partials" },
            { "{{{l}}}", 3, "two braces" },
            { "{{& l}}", 3, "two braces" },
            { "{{! comment }}", 3, "{{ # … }}" },
            { "{{!-- comment --}}", 3, "{{ # … }}" },
            { "{{ for a in l }}{{@index}}{{ end }}", 19, "for.index" },
            { "{{ for a in l }}{{ if !@first }},{{ end }}{{ end }}", 24, "for.first" },
            { "{{@root.l}}", 3, "@root." },
            { "{{ for a in l }}{{../long}}{{ end }}", 19, "../" },
            { "{{ for a in l }}{{this}}{{ end }}", 19, "its `for` gives it" },
        };

    [Theory]
    [MemberData(nameof(Greedy))]
    public void A_template_that_wants_too_much_is_an_error_at_its_place(string attack, string template, int line, int column, string reason)
    {
        Assert.NotEmpty(attack);
        Refuse(template, line, column, reason);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_templates_do_not_have_is_an_error_at_its_place(string template, int column, string reason) =>
        Refuse(template, 1, column, reason);

    [Theory]
    [MemberData(nameof(Mustache))]
    public void Mustache_is_an_error_that_says_what_to_write(string template, int column, string reason) =>
        Refuse(template, 1, column, reason);

    [Fact]
    public async Task The_built_tool_survives_every_greedy_template_of_an_app()
    {
        using var fleet = SmallFleet.Create();
        var templates = Greedy
            .Select((row, i) => (File: string.Create(CultureInfo.InvariantCulture, $"templates/t{i}.yaml"), row.Data))
            .ToList();
        foreach (var (file, data) in templates)
            fleet.Write($"apps/web/{file}", data.Item2);
        var list = templates.Select(template => $"{{file: {template.File}, as: patch}}");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", $"kustomize: {{base: base, templates: [{string.Join(", ", list)}]}}")
        );
        var started = Stopwatch.GetTimestamp();
        var answer = await Gitopsgen.RunAloneAsync(fleet, new Dictionary<string, string?>(StringComparer.Ordinal), "render", "--offline");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, 3 * TimeLimit);
        foreach (var (file, _) in templates)
            Assert.Contains($"apps/web/{file}(", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("overflow", answer.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(fleet.File("environments/dev/web/rendered")));
    }

    [Fact]
    public async Task A_text_of_a_migration_has_the_same_bounds()
    {
        const string Guide = "templates/migration/guide.md";
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "prepared");
        var loops = Repeat("{{ for a in clusters }}", 33);
        fleet.Write(Guide, $"# Ours\n{loops}{Repeat("{{ end }}", 33)}");
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.Equal(1, answer.Exit);
        Assert.Contains($"{Guide}(2,740): error GOG155", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_stops_a_template_at_once()
    {
        using var source = new CancellationTokenSource();
        var data = Data();
        data["l"] = new CancellingList(source, (List<object?>)data["l"]!);
        var engine = new TemplateEngine(source.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => engine.Render("{{ for a in l }}x{{ end }}", data));
        Assert.ThrowsAny<OperationCanceledException>(() => engine.Render("x", Data()));
    }

    [Fact]
    public void Escapes_without_end_are_read_in_no_time()
    {
        var started = Stopwatch.GetTimestamp();
        foreach (
            var template in new[]
            {
                Repeat("{%{}%", 200_000),
                $"{{{new string('%', 500_000)}{{{Repeat("}%", 200_000)}",
                Repeat("{%", 500_000),
            }
        )
            Assert.NotEmpty(new TemplateEngine().Render(template, Data()).Text);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeLimit);
    }

    [Fact]
    public void Nothing_stays_from_one_run_of_a_template_to_the_next()
    {
        var engine = new TemplateEngine();
        Assert.Equal("x", engine.Render("{{ for a in one }}{{ a }}{{ end }}", Data()).Text);
        Assert.Throws<TemplateException>(() => engine.Render("{{ a }}", Data()));
        Assert.Throws<TemplateException>(() => engine.Render("{{ for.index }}", Data()));
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, engine.Render("{{ for a in l }}x{{ end }}", Data()).Text.Length);
    }

    private static void Refuse(string template, int line, int column, string reason)
    {
        var started = Stopwatch.GetTimestamp();
        var error = Assert.Throws<TemplateException>(() => new TemplateEngine().Render(template, Data()));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeLimit);
        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), error.Message);
        Assert.Equal($"{line},{column} {error.Message}", $"{error.Line},{error.Column} {error.Message}");
    }

    private static Dictionary<string, object?> Data() =>
        new(StringComparer.Ordinal)
        {
            ["l"] = Enumerable.Range(0, 200).Select(i => (object?)i.ToString(CultureInfo.InvariantCulture)).ToList(),
            ["one"] = new List<object?> { "x" },
            ["big"] = Enumerable.Range(0, 100_001).Select(i => (object?)(long)i).ToList(),
            ["long"] = new string('x', 500_000),
            ["longs"] = Enumerable.Range(0, 4).Select(_ => (object?)new string('x', 500_000)).ToList(),
            ["backslash"] = "\\\"",
        };

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>A list during which Ctrl-C is pressed.</summary>
    private sealed class CancellingList(CancellationTokenSource source, List<object?> items)
        : List<object?>(items),
            System.Collections.IEnumerable
    {
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator()
        {
            source.Cancel();
            return GetEnumerator();
        }
    }
}
