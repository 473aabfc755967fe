using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Load;

/// <summary>The text that a document is made of. <paramref name="IsBuiltIn"/>: it came with the tool.</summary>
/// <param name="Path">In the repository, where a fleet's own text stands or would stand.</param>
public sealed record DocumentTemplate(string Path, string Text, bool IsBuiltIn);

/// <summary>The texts of a migration's documents: those inside the tool, and in their place those that a fleet has of its own.</summary>
public static class DocumentTemplates
{
    private const string Folder = FleetLayout.MigrationTemplates;

    private static readonly Lazy<ImmutableSortedDictionary<string, DocumentTemplate>> builtIn = new(ReadBuiltIn);

    /// <summary>By path below their folder.</summary>
    public static ImmutableSortedDictionary<string, DocumentTemplate> BuiltIn => builtIn.Value;

    public static ImmutableSortedDictionary<string, DocumentTemplate> Read(IFleetFiles files, DiagnosticBag diagnostics)
    {
        if (files.LinkOnTheWay(Folder) is { } link)
        {
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
            return BuiltIn;
        }

        var templates = BuiltIn.ToBuilder();
        foreach (var path in files.Files(Folder, diagnostics))
        {
            var name = path[(Folder.Length + 1)..];
            if (!BuiltIn.ContainsKey(name))
                diagnostics.Add(Messages.UnknownDocument(Position.Start(path), name, BuiltIn.Keys));
            else if (files.ReadText(path, FileTree.TextLimit, diagnostics) is { } text)
                templates[name] = new DocumentTemplate(path, text.ReplaceLineEndings("\n"), IsBuiltIn: false);
        }

        return templates.ToImmutable();
    }

    // MSBuild writes the folders in these names with the separator of the system it runs on.
    private static ImmutableSortedDictionary<string, DocumentTemplate> ReadBuiltIn()
    {
        var assembly = typeof(DocumentTemplates).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Select(name => (Name: name, Path: name.Replace('\\', '/')))
            .Where(resource => resource.Path.StartsWith($"{Folder}/", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(
                resource => resource.Path[(Folder.Length + 1)..],
                resource => new DocumentTemplate(resource.Path, Read(resource.Name), IsBuiltIn: true),
                StringComparer.Ordinal
            );

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd().ReplaceLineEndings("\n");
        }
    }
}
