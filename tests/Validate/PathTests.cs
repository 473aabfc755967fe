using System.Diagnostics;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Validate.Inputs;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Manifests of any repository: what is read, and what is said of what is not.</summary>
public sealed class PathTests
{
    [Fact]
    public void Lists_are_taken_apart_anchors_followed_and_hidden_files_left_out()
    {
        using var folder = new TemporaryFolder();
        folder.Write("list.yaml", $"apiVersion: v1\nkind: List\nitems:\n- &one {Map("a")}\n- {Map("b")}\n");
        folder.Write("deep/er/anchors.yml", $"x: &name c\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\n");
        folder.Write("one.json", """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "d"}}""");
        folder.Write(".hidden/no.yaml", Map("no"));
        folder.Write("notes.txt", "no");
        var (contents, diagnostics) = Read(folder.Path);
        Assert.Equal(["c", "a", "b", "d"], contents.Objects.Objects.Select(one => one.Name));
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("a: {{ .Values.a }}\n", "(1,4): error GOG355: a template stands here that nobody has filled in: {{ .Values.a }}")]
    [InlineData("kind: ConfigMap\napiVersion: v1\nmetadata: {name: '{{ include \"x\" . }}'}\n", "(3,19): error GOG355: ")]
    [InlineData("{{- if .Values.on }}\na: b\n{{- end }}\n", "(1,1): error GOG355: ")]
    [InlineData("a: [b\nc: d\n", "(1,4): error GOG001: ")]
    [InlineData("a: b\na: c\n", "(2,1): error GOG002: ")]
    [InlineData("a: *b\n", "error GOG001: ")]
    [InlineData("a: \u0001\n", "error GOG001: ")]
    [InlineData("apiVersion: v1\nkind: List\nitems: {}\n", "(3,8): error GOG323: this List has, where an object should stand: a map")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [7]\n", "(3,9): error GOG323: this List has, where an object should stand: integer")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- {kind: List, apiVersion: v1, items: [null]}\n", "(4,40): error GOG323: ")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [{kind: ConfigMap}]\n", "(3,9): error GOG323: ")]
    public void What_is_no_manifest_is_told_at_its_place(string text, string finding)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", text);
        var (_, diagnostics) = Read(folder.File("a.yaml"));
        Assert.Contains(
            diagnostics,
            one => $"{one}".Contains($"a.yaml{finding}", StringComparison.Ordinal) || $"{one}".Contains(finding, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("wiring")]
    public async Task Ctrl_C_ends_it_though_nobody_writes_into_stdin(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals on Windows");
        // Tests that a script runs in the background, and all that they start, do not hear Ctrl-C.
        string[] heard = OperatingSystem.IsLinux() ? ["--default-signal=INT"] : [];
        var start = new ProcessStartInfo("env", [.. heard, "dotnet", Gitopsgen.Program, command, "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var over = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // On a busy machine it does not listen yet when the first one comes.
        for (var left = 15; left > 0 && !over.IsCompleted; left--)
        {
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
            if (!over.IsCompleted)
                using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
                    await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var isOver = await Task.WhenAny(over, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken)) == over;
        if (!isOver)
            process.Kill();
        Assert.Equal((true, 130), (isOver, isOver ? process.ExitCode : 0));
    }

    [Fact]
    public void What_Alertmanager_fills_in_itself_is_no_template_of_Helm()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {t: '{{ $labels.pod }} {{.name}}'}\n");
        Assert.Empty(Read(folder.Path).Diagnostics);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_where_they_begin()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.yaml"), [.. Encoding.UTF8.GetBytes("a: b\nc: "), 0xff]);
        Assert.Contains(
            "a.yaml(2,4): error GOG011",
            $"{Assert.Single(Read(folder.Path).Diagnostics, one => one.Code == "GOG011")}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_chart_is_left_out_and_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("chart/Chart.yaml", "name: x\n");
        folder.Write("chart/templates/a.yaml", "a: {{ .Values.a }}\n");
        folder.Write("chart/values.yaml", "a: b\n");
        folder.Write("a.yaml", Map("a"));
        var (contents, diagnostics) = Read(folder.Path);
        Assert.Single(contents.Objects.Objects);
        Assert.Equal("GOG357", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_link_is_not_followed_and_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Map("a"));
        folder.Beside.Write("b.yaml", Map("b"));
        Directory.CreateSymbolicLink(folder.File("link"), folder.Beside.Path);
        File.CreateSymbolicLink(folder.File("link.yaml"), folder.Beside.File("b.yaml"));
        Directory.CreateSymbolicLink(folder.File("circle"), folder.Path);
        var (contents, diagnostics) = Read(folder.Path);
        Assert.Single(contents.Objects.Objects);
        Assert.Equal(["GOG358", "GOG358", "GOG358"], diagnostics.Select(one => one.Code));
    }

    [Fact]
    public void Where_nothing_is_nothing_is_fine()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("GOG356", Assert.Single(Read(folder.Path).Diagnostics).Code);
        folder.Write("a.yaml", "a: b\n");
        Assert.Equal("GOG356", Assert.Single(Read(folder.Path).Diagnostics).Code);
        Assert.Equal(["GOG356", "GOG368"], Read(folder.File("a.yaml")).Diagnostics.Select(one => one.Code).Order(StringComparer.Ordinal));
        Assert.Equal("GOG354", Assert.Single(Read(folder.File("gone")).Diagnostics).Code);
    }

    [Fact]
    public void A_long_file_is_read_in_pieces_that_keep_every_place()
    {
        var text = new StringBuilder();
        for (var number = 0; number < 60_000; number++)
            text.Append($"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: n{number}\ndata:\n  a: |\n    ---\n    --- b\n");
        text.Append("---\na: [\n");
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", text.ToString());
        var (contents, diagnostics) = Read(folder.Path);
        Assert.All(contents.Objects.Objects, one => Assert.Equal((int.Parse(one.Name[1..], null) * 9) + 2, one.Document.At.Line));
        Assert.Equal((60_000 * 9) + 3, Assert.Single(diagnostics).At!.Value.Line);
        Assert.True(contents.Objects.Objects.Length > 50_000);
    }

    [Fact]
    public void A_pipe_among_the_files_is_not_opened()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Map("a"));
        Assert.Equal(0, TestTools.Run("mkfifo", [folder.File("b.yaml")]).Exit);
        Assert.Equal("GOG194", Assert.Single(Read(folder.Path).Diagnostics).Code);
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_of_a_read_is_told()
    {
        var diagnostics = new DiagnosticBag();
        var inputs = new ManifestInputs(new BrokenStream(), diagnostics);
        inputs.Read("-", inputs.Find(["-"]), isPart: false, TestContext.Current.CancellationToken);
        Assert.Equal(["GOG359"], diagnostics.Sorted().Select(one => one.Code));
    }

    [Fact]
    public void Stdin_is_read_and_a_part_leaves_room_for_the_rest()
    {
        var diagnostics = new DiagnosticBag();
        var inputs = new ManifestInputs(new MemoryStream(Encoding.UTF8.GetBytes(Map("a"))), diagnostics);
        var contents = inputs.Read("-", inputs.Find(["-"]), isPart: true, TestContext.Current.CancellationToken);
        Assert.Equal("ConfigMap a", Assert.Single(contents.Objects.Objects).ToString());
        Assert.NotNull(contents.MayHave("Secret", "demo"));
        Assert.Empty(diagnostics.Sorted());
    }

    [Fact]
    public async Task A_pipe_that_is_named_is_read_once()
    {
        using var folder = new TemporaryFolder();
        var pipe = folder.File("pipe");
        Assert.Equal(0, TestTools.Run("mkfifo", [pipe]).Exit);
        var writer = Task.Run(
            () => File.WriteAllText(pipe, "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: b}\nspec: {selector: {a: b}}\n"),
            TestContext.Current.CancellationToken
        );
        var answer = await Gitopsgen.RunAsync("validate", pipe);
        await writer;
        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "pipe(4,18): error REF-010: Service b/a: spec.selector (a=b) selects no pods.",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("GOG", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_judges_a_folder_without_a_fleet()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Map("a"));
        var answer = await Gitopsgen.RunAsync("validate", folder.Path, "--rule", "SYN");
        Assert.Equal(0, answer.Exit);
        Assert.Contains("objects            1  in 1 place\n", answer.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Gitopsgen.RunAsync("validate", folder.Path, "--env", "dev")).Exit);
        Assert.Equal(2, (await Gitopsgen.RunAsync("validate", folder.File("gone"))).Exit);
    }

    private static string Map(string name) => $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}}}";

    private static (ClusterContents Contents, IReadOnlyList<Diagnostic> Diagnostics) Read(string path)
    {
        var diagnostics = new DiagnosticBag();
        var inputs = new ManifestInputs(Stream.Null, diagnostics);
        var contents = inputs.Read(path, inputs.Find([path]), isPart: false, TestContext.Current.CancellationToken);
        return (contents, diagnostics.Sorted());
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the pipe broke");
    }
}
