using GitOpsGen.Render.Templates;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>Templates of apps: what they see, what they may not do, and where their mistakes are reported.</summary>
public sealed class TemplateTests
{
    [Fact]
    public async Task A_template_sees_app_environment_cluster_and_parameters()
    {
        using var fleet = WithTemplate(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: seen, namespace: "{{ app.namespace }}"}
            data:
              text: {{ quote parameters.text }}
              where: "{{ app.name }} {{ app.version }} {{ environment.name }} {{ environment.kubernetesVersion }}"
              {{~ if parameters.on ~}}
              on: "yes"
              {{~ end ~}}
              {{~ for item in parameters.list ~}}
              item{{ for.index }}: "{{ item }}"
              {{~ end ~}}

            """
        );
        var render = await RenderAsync(fleet);
        Assert.True(render.Exit == 0, render.ToString());
        var manifests = fleet.Read("environments/dev/web/rendered/manifests.yaml");
        Assert.Contains(
            """
            data:
              item0: a
              item1: b
              "on": "yes"
              text: 'it''s: "quoted" # & <b>'
              where: web 1.0.0 dev 1.33

            """,
            manifests,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_template_that_names_the_cluster_gives_each_cluster_an_overlay()
    {
        using var fleet = WithTemplate(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: seen, namespace: demo}\ndata: {cluster: {{ cluster.name }}, "
                + "server: \"{{ cluster.server }}\"}\n"
        );
        Assert.Equal(0, (await RenderAsync(fleet)).Exit);
        Assert.Contains("cluster: prod-2", fleet.Read("environments/prod/web/prod-2/rendered/manifests.yaml"), StringComparison.Ordinal);
        Assert.Contains("path: environments/prod/web/prod-2", fleet.Read("argocd/apps/prod/web.yaml"), StringComparison.Ordinal);
        Assert.True(File.Exists(fleet.File("environments/dev/web/rendered/manifests.yaml")), "one cluster needs no folder of its own");
    }

    [Fact]
    public async Task What_is_not_yaml_points_to_the_line_of_the_template()
    {
        using var fleet = WithTemplate(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: seen, namespace: demo}
            data:
              {{~ if parameters.on ~}}
              first: "1"
              {{~ end ~}}
              {{~ for item in parameters.list ~}}
              k{{ item }}: "x"
              {{~ end ~}}
              broken: "{{ parameters.text }}"

            """
        );
        var render = await RenderAsync(fleet);
        Assert.Equal(1, render.Exit);
        Assert.Contains("apps/web/templates/seen.yaml(11,1): error GOG061", render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
    }

    [Theory]
    [InlineData("a: 1\nb: {{ parameters.nothing }}\n", 2, 18, "`parameters` has no `nothing`")]
    [InlineData("a: 1\nb: {{ parameters.txt }}\n", 2, 18, "Did you mean 'text'?")]
    [InlineData("a: 1\nb: {{ parameter.text }}\n", 2, 7, "Did you mean 'parameters'?")]
    [InlineData("a: 1\nb: {{ parameters.text.length }}\n", 2, 23, "`parameters.text` is a text and has no `length`")]
    [InlineData("a: 1\nb: {{ parameters.list }}\n", 2, 7, "a list is no text")]
    [InlineData("a: 1\n\nb: {{ if parameters.on }}x\n", 3, 7, "nothing closes this `if`")]
    [InlineData("a: 1\n\nb: {{ if parameters.on }}x{{ else }}y\n", 3, 7, "nothing closes this `if`")]
    [InlineData("a: 1\nb: {{ parameters.on \n", 2, 21, "a tag ends on its line")]
    [InlineData("a: 1\nb: {{ parameters.on", 2, 4, "nothing closes this `{{`")]
    [InlineData("a: 1\n{{ end }}\n", 2, 4, "no block")]
    [InlineData("a: {{> other}}\n", 1, 6, "partials")]
    [InlineData("a: 1\n{{#*inline \"x\"}}{{> x}}{{/inline}}\n", 2, 3, "partials")]
    public async Task A_template_that_cannot_be_rendered_names_its_place(string template, int line, int column, string reason)
    {
        using var fleet = WithTemplate(template);
        var render = await RenderAsync(fleet);
        Assert.Equal(1, render.Exit);
        Assert.True(
            render.Error.Contains($"apps/web/templates/seen.yaml({line},{column}): error GOG060", StringComparison.Ordinal),
            render.Error
        );
        Assert.Contains(reason, render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_cannot_grow_beyond_its_limit()
    {
        var list = Enumerable.Range(0, 200).Select(i => (object?)i).ToList();
        var text = new string('x', 1000);
        var template = $"{{{{ for a in l }}}}{{{{ for b in l }}}}{text}{{{{ end }}}}{{{{ end }}}}";
        var error = Assert.Throws<TemplateException>(() =>
            new TemplateEngine().Render(template, new Dictionary<string, object?>(StringComparer.Ordinal) { ["l"] = list })
        );
        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ parameters.GetType }}")]
    [InlineData("{{ parameters.get_type }}")]
    [InlineData("{{ parameters.count }}")]
    [InlineData("{{ parameters.text.GetType }}")]
    [InlineData("{{ parameters.text.size }}")]
    [InlineData("{{ for item in parameters.list }}{{ item.key }}{{ end }}")]
    [InlineData("{{ for item in parameters }}{{ item.value }}{{ end }}")]
    [InlineData("{{ quote.invoke }}")]
    public void A_template_reaches_no_member_of_the_program(string template)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["parameters"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["text"] = "abc",
                ["list"] = new List<object?> { KeyValuePair.Create("a", 1) },
            },
        };
        Assert.Throws<TemplateException>(() => new TemplateEngine().Render(template, data));
    }

    [Theory]
    [InlineData("{{ if x }}yes{{ else }}no{{ end }}", "no", "yes")]
    [InlineData("{{ if !x }}no{{ else if x }}yes{{ end }}", "no", "yes")]
    [InlineData("{{ if x && true }}yes{{ end }}{{ if !(x || false) }}no{{ end }}", "no", "yes")]
    public void What_is_empty_does_not_hold(string template, string empty, string full)
    {
        foreach (
            var value in new object?[] { null, false, "", 0L, new List<object?>(), new Dictionary<string, object?>(StringComparer.Ordinal) }
        )
            Assert.Equal(empty, Text(template, value));
        foreach (
            var value in new object?[]
            {
                true,
                "false",
                " ",
                1L,
                new List<object?> { null },
            }
        )
            Assert.Equal(full, Text(template, value));
    }

    [Theory]
    [InlineData("{{ x }}", "a \"b\"", "a \"b\"")]
    [InlineData("{{ quote x }}", "a \"b\"\n", """ "a \u0022b\u0022\n" """)]
    [InlineData("{{ quote (quote x) }}", "a", """ "\u0022a\u0022" """)]
    [InlineData("{{ quote x }}", true, """ "true" """)]
    [InlineData("{{ quote x }}", 7L, """ "7" """)]
    [InlineData("{{ quote x }}", null, "\"\"")]
    [InlineData("{{ x }}{{ x }}", true, "truetrue")]
    [InlineData("{{ if x == 'a' }}same{{ end }}{{ if x != \"a\" }}other{{ end }}", "a", "same")]
    [InlineData("{{ if x == 3 }}three{{ end }}", 3L, "three")]
    [InlineData("{{ '{{ $labels.pod }}' }} {%{{{ .Values.x }}}%}", null, "{{ $labels.pod }} {{ .Values.x }}")]
    [InlineData("{%{ {{ $labels.pod }} }%}", null, "{{ $labels.pod }}")]
    [InlineData("a {{ # a comment }}b", null, "a b")]
    [InlineData("a: {b: {{ x }}}", 1L, "a: {b: 1}")]
    [InlineData("a{{- if x -}} b {{- end -}} \n c", 1L, "abc")]
    [InlineData("{{ if x == null }}nothing{{ end }}{{ if x != null }}something{{ end }}", null, "nothing")]
    [InlineData("{{ if x != false }}{{ if x != 'a' }}{{ if 1 != x }}other{{ end }}{{ end }}{{ end }}", "b", "other")]
    [InlineData("  {{~ if x ~}}  \n  in\n  {{~ end ~}}\nout", "y", "  in\nout")]
    public void A_value_becomes_text_as_it_stands(string template, object? value, string expected) =>
        Assert.Equal(expected.Trim(' '), Text(template, value).Trim(' '));

    [Fact]
    public void A_loop_knows_where_it_stands()
    {
        const string Template =
            "{{ for i in x }}{{ i }}{{ for.index }}{{ for.length }}{{ if !for.last }},{{ end }}{{ if for.even }}e{{ end }}{{ "
            + "else }}none{{ end }}";
        Assert.Equal("a02,eb12", Text(Template, new List<object?> { "a", "b" }));
        Assert.Equal("none", Text(Template, new List<object?>()));
    }

    [Fact]
    public void Each_line_of_the_result_knows_its_line_of_the_template()
    {
        var template = "a\n{{~ for x in l ~}}\n  {{ x }}\n{{~ end ~}}\n{{ if true }}b{{ end }}\n\nc{{ m }}d\ne";
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["l"] = new List<object?> { "1", "2" },
            ["m"] = "m\nn",
        };
        var result = new TemplateEngine().Render(template, data);
        var lines = result.Text.Split('\n');
        Assert.Equal(["a", "  1", "  2", "b", "", "cm", "nd", "e"], lines);
        Assert.Equal([1, 3, 3, 5, 6, 7, 7, 8], lines.Select((_, i) => result.Origin(i + 1)));
        Assert.Equal(8, result.Origin(99));
    }

    private static string Text(string template, object? value) =>
        new TemplateEngine().Render(template, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = value }).Text;

    private static TemporaryFolder WithTemplate(string template)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/templates/seen.yaml", template);
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base, templates: [{file: templates/seen.yaml, as: resource}]}",
                "parameters:",
                "  text: {type: string, default: 'it''s: \"quoted\" # & <b>'}",
                "  on: {type: boolean, default: true}",
                "  list: {type: list, items: {type: string}, default: [a, b]}"
            )
        );
        return fleet;
    }

    private static Task<Answer> RenderAsync(TemporaryFolder fleet) => Gitopsgen.RunInAsync(fleet, "render");
}
