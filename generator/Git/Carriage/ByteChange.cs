namespace GitOpsGen.Git.Carriage;

/// <summary>Why git changes bytes, and what has it stop.</summary>
/// <param name="Names">The attributes in question, as a line of <c>.gitattributes</c> names them.</param>
/// <param name="Rule">As somebody writes it.</param>
internal sealed record ByteChange(IReadOnlyList<string> Names, string Rule, string Mend)
{
    private static readonly ByteChange Setting = new(
        [],
        "core.autocrlf",
        "Write '* text=auto eol=lf' into .gitattributes and have the files with LF: git config core.autocrlf false, then remove the "
            + "files and "
            + "check them out again (git rm -r --cached -q . && git reset --hard, with your work committed)"
    );

    private static readonly ByteChange Ident = new(["ident"], "ident", "Except them: a line '<path> -ident' below that one");

    private static readonly ByteChange Link = new(
        [],
        "core.symlinks=false",
        "git has a symbolic link there: take it out (git rm --cached <path>) and add the file anew"
    );

    /// <param name="isLink">For git, which cannot make one here.</param>
    public static ByteChange Of(CarriedFile file, ByteAttributes attributes, bool hasFilter, bool isLink) =>
        isLink ? Link
        : hasFilter
            ? new(
                ["filter"],
                $"filter={attributes.Driver}",
                attributes.Driver == "lfs"
                    ? "Have them in git itself: a line '<path> -filter' below that one, then git add --renormalize"
                    : "Except them: a line '<path> -filter' below that one"
            )
        : attributes.IsReencoded
            ? new(
                ["working-tree-encoding"],
                $"working-tree-encoding={attributes.Encoding}",
                "Save them as UTF-8 and take the attribute away"
            )
        : attributes is { HasIdent: true, MakesCrlf: false } && !file.Read().Contains((byte)'\r') ? Ident
        : attributes.LineEnds is { } ends ? Ends(ends, attributes)
        : Setting;

    private static ByteChange Ends(string ends, ByteAttributes attributes) =>
        new(
            ["text", "eol", "crlf"],
            ends,
            attributes.MakesCrlf
                ? "Say eol=lf for them"
                : "Save them with LF at the end of each line; or say -text for them, where CR LF is meant"
        );
}
