using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Reads a hand-written description and checks it against its shape.</summary>
public sealed class DocumentReader(IFleetFiles files, DiagnosticBag diagnostics)
{
    /// <summary>
    /// The document, with a readable spec; null when there is none, and the bag says why. <paramref name="folder"/> is the name it must
    /// have, unless it is one of <paramref name="formerNames"/>.
    /// </summary>
    /// <param name="at">What names the file, where another one does.</param>
    public YamlMap? Read(string path, MapShape shape, string? folder, IReadOnlyCollection<string>? formerNames = null, Position? at = null)
    {
        if (files.ReadText(path, FileTree.DescriptionLimit, diagnostics, at) is not { } text)
            return null;
        if (YamlReader.ReadMap(path, text, diagnostics) is not { } document)
            return null;
        if (document.Entries.Count == 0)
            return Refuse(Messages.WrongType(document.At, "", "map", "nothing"));
        if (IsSomethingElse(document, shape) is { } other)
            return Refuse(other);
        var read = (YamlMap)shape.Check(document, "", diagnostics);
        if (folder is not null)
            CheckName(path, read, folder, formerNames ?? []);
        return read.Map("spec") is null ? null : read;
    }

    private YamlMap? Refuse(Diagnostic why)
    {
        diagnostics.Add(why);
        return null;
    }

    // A description of another kind in this place is one mistake, not one for each of its keys.
    private static Diagnostic? IsSomethingElse(YamlMap document, MapShape shape)
    {
        if (
            document.Scalar("kind") is not { } kind
            || Shapes.ByName.Values.All(known => known == shape || Shapes.KindOf(known) != kind.Text)
        )
            return null;
        return Messages.NotAllowed(kind.At, "kind", kind.Text, [Shapes.KindOf(shape)]);
    }

    private void CheckName(string path, YamlMap document, string folder, IReadOnlyCollection<string> formerNames)
    {
        var name = document.Map("metadata")?.Scalar("name");
        if (name is not null && !DnsLabel.IsValid(name.Text))
            return; // Its own mistake.
        if (!DnsLabel.IsValid(folder))
            diagnostics.Add(Messages.NotALabel(Position.Start(path), "the folder", folder));
        else if (name is not null && name.Text != folder && !formerNames.Contains(name.Text))
            diagnostics.Add(Messages.NameIsNotFolder(name.At, name.Text, folder));
    }
}
