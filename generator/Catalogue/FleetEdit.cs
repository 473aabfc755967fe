using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Catalogue;

/// <summary>
/// Files of a fleet that are to be written or to go. All of them are known, and read together with the rest, before any is: what the fleet
/// would not be read with is refused. They are written through the journal, all or none, also when the run is killed.
/// </summary>
public sealed class FleetEdit(Workspace workspace, DiagnosticBag diagnostics)
{
    private const char Mark = '\ufeff';

    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private readonly SortedDictionary<string, byte[]?> contents = new(StringComparer.Ordinal);

    /// <summary>A file that is new; one that is there with other content is in the way.</summary>
    public void Add(string path, byte[] content)
    {
        if (workspace.Files.LinkOnTheWay(path) is { } link)
            diagnostics.Add(Messages.LinkInTheWay(path, link));
        else if (workspace.Files.KindOf(path) == EntryKind.Missing)
            contents[path] = content;
        else if (!workspace.Files.IsRegular(path) || !workspace.Files.ReadBytes(path).AsSpan().SequenceEqual(content))
            diagnostics.Add(Messages.AddInTheWay(path));
    }

    public void Delete(string path) => contents[path] = null;

    /// <summary>Changes the text of a file of people; a mark at its beginning stays.</summary>
    /// <returns>False where it has a form that cannot be changed safely.</returns>
    public bool Change(string path, Func<string, string?> change)
    {
        var text = Encoding.UTF8.GetString(contents.GetValueOrDefault(path) ?? workspace.Files.ReadBytes(path));
        var mark = text.StartsWith(Mark) ? $"{Mark}" : "";
        if (change(text[mark.Length..]) is not { } changed)
            return false;
        contents[path] = Encoding.UTF8.GetBytes(mark + changed);
        return true;
    }

    /// <summary>Reads the fleet as it will be; what is wrong with it then, and is not now, goes into the bag.</summary>
    public void Check()
    {
        var known = Trouble(workspace.Index).Select(Sameness).ToHashSet();
        var files = EditedFiles.Of(workspace.Files, workspace.Look(), contents);
        foreach (var trouble in Trouble(files).Where(trouble => !known.Contains(Sameness(trouble))))
            diagnostics.Add(trouble);
    }

    /// <summary>What becomes of each file that is another then; of what is written, nothing any more.</summary>
    public ImmutableArray<(string Path, ChangeKind Kind)> Kinds =>
        [
            .. contents
                .Where(file => workspace.Index.Sha256(file.Key) != (file.Value is null ? null : Digest.OfBytes(file.Value)))
                .Select(file => (file.Key, Kind(file.Key, file.Value is null))),
        ];

    /// <summary>What is to be replaced in lines that were not there before; likewise.</summary>
    public ImmutableArray<PlaceholderLine> NewPlaceholders =>
        [.. contents.Where(file => file.Value is not null).SelectMany(file => New(file.Key, file.Value!))];

    private IEnumerable<PlaceholderLine> New(string path, byte[] content)
    {
        var before = Before(path).Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
        return PlaceholderLine.In([KeyValuePair.Create(path, content)]).Where(line => !before.Contains(line.Text));
    }

    private IEnumerable<PlaceholderLine> Before(string path) =>
        workspace.Files.IsRegular(path) ? PlaceholderLine.In([KeyValuePair.Create(path, workspace.Files.ReadBytes(path))]) : [];

    /// <summary>Into an open stage.</summary>
    public void Write(CancellationToken cancellation)
    {
        var changes = contents.Select(file => Change(file.Key, file.Value is null ? null : Staged(file.Value))).OfType<FileChange>();
        new Journal(workspace.Index, workspace.State, workspace.Stage, JournalKind.Apps).Write(
            new ChangeSet([.. changes], [], [], []),
            cancellation
        );
        if (!OperatingSystem.IsWindows() && contents.ContainsKey(Layout.AppPages.Bootstrap))
            File.SetUnixFileMode(workspace.Files.Absolute(Layout.AppPages.Bootstrap), Executable);
    }

    // As bytes: not all that an app brings is text.
    private Content Staged(byte[] content)
    {
        var file = workspace.Stage.NewFile();
        File.WriteAllBytes(file, content);
        return new Content.Copy(file, Digest.OfBytes(content));
    }

    private FileChange? Change(string path, Content? content)
    {
        var old = workspace.Index.Sha256(path);
        return old == content?.Sha256 ? null : new FileChange("", path, Kind(path, content is null), old, content);
    }

    private ChangeKind Kind(string path, bool goes) =>
        goes ? ChangeKind.Delete
        : workspace.Index.Sha256(path) is null ? ChangeKind.Add
        : ChangeKind.Change;

    private static IReadOnlyList<Diagnostic> Trouble(IFleetFiles files)
    {
        var found = new DiagnosticBag();
        var fleet = new FleetLoader(files, found).Load();
        if (!found.HasErrors)
            new Planner(new Resolver(fleet, found).Resolve(), found).Plan();
        return [.. found.Sorted().Where(one => one.Severity == Severity.Error)];
    }

    // Lines move.
    private static (string Code, string? File, string Message) Sameness(Diagnostic one) => (one.Code, one.At?.File, one.Message);
}
