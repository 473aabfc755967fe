using GitOpsGen.Diagnostics;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What is not published, whoever asks.</summary>
public static class Refusals
{
    public static IEnumerable<Diagnostic> OfFiles(IEnumerable<PathChange> changes)
    {
        foreach (var change in changes)
        {
            var at = Position.Start(change.Path);
            if (change.Path.Split('/').Any(part => part is "CODEOWNERS" or ".github"))
                yield return Messages.ProtectedFile(at);
            if (change.New is not null && TreeName.Trouble(change.Path) is { } trouble)
                yield return Messages.UnsafePath(at, trouble);
            if (change.New is { IsRegular: false } file)
                yield return Messages.NotARegularFile(at, file.IsLink ? "symbolic link" : "submodule");
        }
    }

    /// <summary>Secrets that anyone could read. Ciphertext of SOPS is none.</summary>
    public static Diagnostic? OfText(string path, string text)
    {
        if (
            !path.EndsWith(".yaml", StringComparison.Ordinal)
            && !path.EndsWith(".yml", StringComparison.Ordinal)
            && !path.EndsWith(".json", StringComparison.Ordinal)
        )
            return null;
        var line = 1;
        foreach (var document in PlainSecrets.Documents(text))
        {
            if (PlainSecrets.In(document) is { } what)
                return Messages.PlaintextSecret(new Position(path, line, 1), what);
            line += document.AsSpan().Count('\n') + 1;
        }

        return null;
    }
}
