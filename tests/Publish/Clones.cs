using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Publish;

/// <summary>A small repository, and clones of it in the states that people and pipelines have them.</summary>
public sealed class Clones : IDisposable
{
    public static readonly string[] Kinds =
    [
        "normal",
        "shallow",
        "partial",
        "worktree",
        "bare",
        "worktreeConfig",
        "sparse",
        "sparse index",
        "chained alternates",
        "long chain of alternates",
        "preciousObjects",
        "multi-pack-index",
        "split index",
        "replaced objects",
        "odd folder",
    ];

    private readonly TemporaryFolder folder = new();

    public Clones()
    {
        folder.Write("source/file", "one\n");
        folder.Write("source/folder/a", "a\n");
        folder.Write("source/folder/b/c", "c\n");
        folder.Write("source/other/deep/d", "d\n");
        folder.Write("source/run", "#!/bin/sh\n");
        File.SetUnixFileMode(folder.File("source/run"), (UnixFileMode)0b111_101_101);
        File.CreateSymbolicLink(folder.File("source/other/link"), "deep/d");
        Git("source", "init", "--quiet", "--initial-branch=main");
        foreach (var setting in new[] { "allowFilter", "allowAnySHA1InWant" })
            Git("source", "config", $"uploadpack.{setting}", "true");
        Git("source", "add", "--all");
        Git("source", "commit", "--quiet", "--message=One");
        Git("source", "commit", "--quiet", "--allow-empty", "--message=Two");
    }

    /// <returns>The folder of the clone.</returns>
    public string Make(string kind)
    {
        var name = kind switch
        {
            "odd folder" => "a:b 'c\" #ü",
            "bare" => "bare",
            _ => "clone",
        };
        switch (kind)
        {
            case "shallow":
                return Cloned(name, "--depth=1");
            case "partial":
                return Cloned(name, "--filter=blob:none");
            case "without trees":
                return Cloned(name, "--filter=tree:0", "--no-checkout");
            case "bare":
                return Cloned(name, "--bare");
            case "line end in the folder":
                return Cloned("a\nb");
            case "chained alternates":
                return Borrowing(3);
            // git itself ends at six.
            case "long chain of alternates":
                return Borrowing(6);
        }

        var path = Cloned(name);
        switch (kind)
        {
            case "worktree":
                Git(name, "worktree", "add", "--quiet", folder.File("linked"));
                return folder.File("linked");
            case "worktreeConfig":
                Git(name, "config", "extensions.worktreeConfig", "true");
                Git(name, "config", "--worktree", "core.sparseCheckout", "false");
                break;
            case "sparse":
                Git(name, "sparse-checkout", "set", "--no-cone", "/file", "/folder");
                break;
            case "sparse index":
                Git(name, "sparse-checkout", "set", "--cone", "--sparse-index", "folder");
                break;
            case "preciousObjects":
                Git(name, "config", "core.repositoryFormatVersion", "1");
                Git(name, "config", "extensions.preciousObjects", "true");
                break;
            case "multi-pack-index":
                Git(name, "repack", "-d", "--quiet");
                Git(name, "multi-pack-index", "write");
                break;
            case "split index":
                Git(name, "update-index", "--split-index");
                break;
            case "replaced objects":
                Git(name, "replace", "HEAD", Git(name, "commit-tree", "HEAD^{tree}", "-m", "Replaced"));
                break;
        }

        return path;
    }

    public void Dispose() => folder.Dispose();

    private string Borrowing(int depth)
    {
        for (var i = 0; i < depth; i++)
            Git(
                ".",
                "clone",
                "--quiet",
                "--shared",
                i == 0 ? folder.File("source") : folder.File($"clone{i - 1}"),
                folder.File($"clone{i}")
            );
        return folder.File($"clone{depth - 1}");
    }

    private string Cloned(string name, params string[] options)
    {
        Git(".", ["clone", "--quiet", .. options, $"file://{folder.File("source")}", folder.File(name)]);
        return folder.File(name);
    }

    private string Git(string name, params string[] arguments) => Sh.Git(folder.File(name), arguments);
}
