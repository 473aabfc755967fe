using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using GitOpsGen.Validate.Inputs;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>What has not changed is not parsed again, finds the same, and has no secret in it.</summary>
public sealed class PackedMemoryTests
{
    private const string Tool = "this build";

    [Fact]
    public async Task After_a_change_the_same_is_found_as_if_nothing_had_been_kept()
    {
        using var folder = Folder();
        await Gitopsgen.RunAsync("validate", folder.Path);
        Assert.True(File.Exists(Kept(folder.Path)));
        folder.Write("2.yaml", Stack(2, "image: registry.example/other"));
        var warm = await Gitopsgen.RunAsync("validate", folder.Path);
        using var other = Folder();
        other.Write("2.yaml", Stack(2, "image: registry.example/other"));
        var cold = await Gitopsgen.RunAsync("validate", other.Path);
        Assert.Contains("REF-", cold.Output, StringComparison.Ordinal);
        Assert.Equal(cold.Output.Replace(other.Path, folder.Path, StringComparison.Ordinal), warm.Output);
        Assert.Equal(cold.Exit, warm.Exit);
    }

    [Fact]
    public async Task Whoever_breaks_what_is_kept_changes_nothing()
    {
        using var folder = Folder();
        var first = await Gitopsgen.RunAsync("validate", folder.Path, "--as-of", "2027-01-01");
        var bytes = await File.ReadAllBytesAsync(Kept(folder.Path));
        for (var part = 1; part < 12; part++)
        {
            var broken = bytes.ToArray();
            broken[broken.Length * part / 12] ^= 0x15;
            await File.WriteAllBytesAsync(Kept(folder.Path), part == 11 ? broken[..(broken.Length / 2)] : broken);
            // Another day, for which nothing is known.
            var again = await Gitopsgen.RunAsync("validate", folder.Path, "--as-of", $"2027-02-{part:00}");
            Assert.Equal(first.Output, again.Output);
        }
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: Kept9Out4OfHere}\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {config: 'password: Kept9Out4OfHere'}\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {url: 'https://me2:Kept9Out4OfHere@db.example'}\n")]
    public async Task A_file_with_a_secret_is_not_kept(string text)
    {
        using var folder = Folder();
        folder.Write("secret.yaml", text);
        await Gitopsgen.RunAsync("validate", folder.Path);
        Assert.DoesNotContain(
            "Kept9Out4OfHere",
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Kept(folder.Path))),
            StringComparison.Ordinal
        );

        // Nor is one of which the rules of secrets said nothing.
        using var unasked = Folder();
        unasked.Write("secret.yaml", text);
        await Gitopsgen.RunAsync("validate", unasked.Path, "--rule", "REF");
        Assert.False(File.Exists(Kept(unasked.Path)));
    }

    [Fact]
    public async Task Only_the_user_reads_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no modes on Windows");
        using var folder = Folder();
        await Gitopsgen.RunAsync("validate", folder.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept(folder.Path)));
    }

    [Fact]
    public void What_is_kept_comes_back_once_to_the_build_that_kept_it()
    {
        using var folder = new TemporaryFolder();
        var part = Part("digest", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        new PackedMemory(folder.File("kept"), Tool).Save([part]);
        var memory = new PackedMemory(folder.File("kept"), Tool);
        Assert.Equal("a", Assert.Single(memory.Take("digest")!.Objects).Name);
        Assert.Null(memory.Take("digest"));
        Assert.Null(new PackedMemory(folder.File("kept"), "another").Take("digest"));
        Assert.Null(new PackedMemory(folder.File("kept"), Tool).Take("other"));
    }

    [Fact]
    public void Half_characters_would_not_come_back()
    {
        using var folder = new TemporaryFolder();
        var nodes = new PackedNodes("a.yaml", [1, 2, 3], ["\ud800"], 0);
        var part = new ContentsPart("", Manifests.Of(nodes)) { Digest = "digest" };
        new PackedMemory(folder.File("kept"), Tool).Save([part]);
        Assert.Null(new PackedMemory(folder.File("kept"), Tool).Take("digest"));
    }

    private static ContentsPart Part(string digest, string yaml) =>
        new("", Manifests.Read("a.yaml", yaml, new DiagnosticBag())!.Packed(yaml.Length)) { Digest = digest };

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < 4; i++)
            folder.Write($"{i}.yaml", Stack(i, $"image: registry.example/app-{i}"));
        return folder;
    }

    // It names an account that is not there.
    private static string Stack(int number, string image) =>
        $$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: app-{{{number}}}, namespace: shop}
            spec:
              selector: {matchLabels: {app: app-{{{number}}}}}
              template:
                metadata: {labels: {app: app-{{{number}}}}}
                spec: {serviceAccountName: nobody-{{{number}}}, containers: [{name: app, {{{image}}}:1.0.0}]}

            """;

    private static string Kept(string path) => Path.Join(UserCache.Root, "packed", Digest.OfText(path));
}
