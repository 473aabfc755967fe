using System.Text;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>Files that are not UTF-8 are read, moved and taken back in their own bytes.</summary>
public sealed class EncodingTests : IDisposable
{
    private const string Text = "# ä größer\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ama-metrics, namespace: kube-system}\n";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE", "latin1", "utf-16 without mark"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_name_is_written_back_in_the_encoding_of_its_file(string name)
    {
        var encoding = Encoding.GetEncoding(name.Split(' ')[0]);
        byte[] mark = name.Contains("without", StringComparison.Ordinal) ? [] : encoding.GetPreamble();
        byte[] before = [.. mark, .. encoding.GetBytes(Text)];
        await File.WriteAllBytesAsync(folder.File("a.yaml"), before, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("apply", "--from", "kube-system", "--to", "metrics")).Exit);
        var after = await File.ReadAllBytesAsync(folder.File("a.yaml"), TestContext.Current.CancellationToken);
        byte[] wanted = [.. mark, .. encoding.GetBytes(Text.Replace("kube-system", "metrics", StringComparison.Ordinal))];
        Assert.Equal(wanted, after);
        var verified = await RunAsync("verify");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal(0, (await RunAsync("undo")).Exit);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.File("a.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_the_text_that_its_mark_says_is_listed_and_fails_verify()
    {
        folder.Write("good.yaml", Text);
        byte[] broken = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("kube-system"), 0x00, 0xd8, 0x41, 0x00];
        await File.WriteAllBytesAsync(folder.File("broken.yaml"), broken, TestContext.Current.CancellationToken);
        var planned = await Plans.OfAsync(folder.Path);
        Assert.Equal("broken.yaml(1,1): warning GOG113", planned.Diagnostics[0].ToString()[..32]);
        Assert.Equal(0, (await RunAsync("apply", "--from", "kube-system", "--to", "metrics")).Exit);
        var verified = await RunAsync("verify");
        Assert.Equal(1, verified.Exit);
        Assert.Contains("broken.yaml(1,1): error GOG113: what is in this file is not proved", verified.Error, StringComparison.Ordinal);
    }

    private Task<Answer> RunAsync(string verb, params string[] more) =>
        Gitopsgen.RunAsync(["migrate", verb, "--path", folder.Path, .. verb == "verify" ? ["--offline"] : Array.Empty<string>(), .. more]);
}
