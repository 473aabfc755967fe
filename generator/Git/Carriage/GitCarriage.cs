using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Git.Carriage;

/// <summary>
/// Whether git carries what a fleet depends on: each file into the next commit, and its very bytes into every clone. What it leaves out or
/// changes would be promised here and missing there.
/// </summary>
public sealed class GitCarriage
{
    private const string Lfs = "lfs";

    private readonly GitRepository git;
    private readonly IReadOnlyDictionary<string, IndexEntry> index;
    private readonly PlainContents plain;
    private readonly Dictionary<string, bool> folders = new(StringComparer.Ordinal);
    private readonly string top;
    private readonly string prefix;

    private GitCarriage(GitRepository git, WorkTree tree, IReadOnlyDictionary<string, IndexEntry> index, PlainContents plain)
    {
        (this.git, this.index, this.plain, top) = (git, index, plain, tree.Root);
        var folder = Path.GetRelativePath(top, RealPath.Of(git.Folder)).Replace(Path.DirectorySeparatorChar, '/');
        prefix = folder == "." ? "" : $"{folder}/";
    }

    /// <param name="roots">The folders and files of the fleet that may be asked for.</param>
    /// <returns>Null where nothing is carried by git: no repository, or no git.</returns>
    /// <exception cref="DiagnosedException">There is a repository, and git cannot tell.</exception>
    public static async Task<GitCarriage?> OpenAsync(
        GitRepository git,
        IEnumerable<string> roots,
        PlainContents plain,
        CancellationToken cancellation
    )
    {
        if (WorkTree.Of(git.Folder) is not { } tree || (tree.GitFolder is null && tree.LeadsTo is null))
            return null;
        try
        {
            return new GitCarriage(git, tree, await IndexEntry.ReadAsync(git, roots, cancellation), plain);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Why there is less in the work tree than is committed; null where nothing is left out.</summary>
    public static async Task<Diagnostic?> LeftOutAsync(GitRepository git, IEnumerable<string> roots, CancellationToken cancellation) =>
        (await OpenAsync(git, roots, new PlainContents(null), cancellation))?.LeftOut();

    /// <summary>What a sparse checkout leaves out of the work tree is there for git, and not for a render.</summary>
    public Diagnostic? LeftOut()
    {
        List<string> files =
        [
            .. index
                .Values.Where(entry => entry.IsLeftOut && !Path.Exists(Path.Join(git.Folder, entry.Path)))
                .Select(entry => entry.Path)
                .Order(StringComparer.Ordinal),
        ];
        return files.Count == 0 ? null : Messages.NotCheckedOut(Position.Start(files[0]), files);
    }

    /// <summary>One diagnostic for each rule that keeps files out, or changes them.</summary>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(IEnumerable<CarriedFile> files, CancellationToken cancellation)
    {
        var inside = new List<CarriedFile>();
        var others = new List<(string Folder, string Path)>();
        foreach (var file in files.DistinctBy(file => file.Path, StringComparer.Ordinal))
            if (RepositoryOf(file.Path) is { } other)
                others.Add((other, file.Path));
            else
                inside.Add(file);
        return
        [
            .. others
                .GroupBy(file => file.Folder, StringComparer.Ordinal)
                .Select(group => Messages.OtherRepository(Position.Start(group.Key), group.Key, group.Count())),
            .. await IgnoredAsync(inside, cancellation),
            .. await UnwatchedAsync(inside, cancellation),
            .. await ChangedAsync(inside, cancellation),
        ];
    }

    // A submodule, or a repository that somebody has made or cloned there.
    private string? RepositoryOf(string path)
    {
        if (path.EndsWith("/.git", StringComparison.Ordinal))
            return path[..^"/.git".Length];
        if (path.IndexOf("/.git/", StringComparison.Ordinal) is > 0 and var own)
            return path[..own];
        for (var at = RepositoryPath.Parent(path); at.Length > 0; at = RepositoryPath.Parent(at))
            if (IsRepository(at))
                return at;
        return null;
    }

    private bool IsRepository(string folder)
    {
        if (!folders.TryGetValue(folder, out var known))
            folders[folder] = known =
                index.GetValueOrDefault(folder)?.IsSubmodule == true || Path.Exists(Path.Join(git.Folder, folder, ".git"));
        return known;
    }

    private async Task<IEnumerable<Diagnostic>> IgnoredAsync(List<CarriedFile> files, CancellationToken cancellation)
    {
        List<string> untracked = [.. files.Select(file => file.Path).Where(path => !index.ContainsKey(path))];
        var rules = await IgnoreRule.MatchAsync(git, untracked, cancellation);
        return rules
            .GroupBy(match => match.Value, match => match.Key)
            .Select(group => (Rule: group.Key, Files: group.Order(StringComparer.Ordinal).ToList()))
            .OrderBy(group => group.Files[0], StringComparer.Ordinal)
            .Select(group => Messages.IgnoredByGit(Position.Start(group.Files[0]), group.Rule.ToString(), group.Files));
    }

    private async Task<IEnumerable<Diagnostic>> UnwatchedAsync(List<CarriedFile> files, CancellationToken cancellation)
    {
        List<CarriedFile> unwatched = [.. files.Where(file => index.GetValueOrDefault(file.Path)?.IsUnwatched == true)];
        using var blobs = new BlobReader(git);
        var stale = new List<string>();
        foreach (var file in unwatched)
            if (Digest.OfBytes((await blobs.ReadAsync(index[file.Path].Id, cancellation)).Span) != file.Sha256)
                stale.Add(file.Path);
        return stale.Count == 0 ? [] : [Messages.UnwatchedByGit(Position.Start(stale[0]), stale)];
    }

    private async Task<IEnumerable<Diagnostic>> ChangedAsync(List<CarriedFile> files, CancellationToken cancellation)
    {
        var attributes = await ByteAttributes.ReadAsync(git, files.Select(file => file.Path), cancellation);
        List<CarriedFile> doubtful = [.. files.Where(file => IsDoubtful(file, Of(file)))];
        if (doubtful.Count == 0)
            return [];
        var drivers = await DriversAsync(doubtful.Select(file => Of(file).Driver), cancellation);
        var certain = doubtful.Where(file => IsCertain(Of(file), drivers)).ToHashSet();
        var changed = new List<(CarriedFile File, bool HasFilter)>(certain.Select(file => (file, Of(file).Driver is not null)));
        if (certain.Count < doubtful.Count)
        {
            using var trial = new CheckoutTrial(git, top, prefix);
            foreach (var file in await trial.ChangedAsync([.. doubtful.Where(file => !certain.Contains(file))], index, cancellation))
                changed.Add((file, Of(file).Driver is not null));
        }

        return await ToldAsync(
            changed.Select(one => (one.File.Path, ByteChange.Of(one.File, Of(one.File), one.HasFilter, IsLink(one.File)))),
            cancellation
        );

        ByteAttributes Of(CarriedFile file) => attributes.GetValueOrDefault(file.Path, ByteAttributes.None);
    }

    private bool IsDoubtful(CarriedFile file, ByteAttributes attributes) =>
        attributes.AlwaysDoubtful || IsLink(file) || (!attributes.NeverDoubtful && !plain.IsPlain(file));

    private bool IsLink(CarriedFile file) => index.GetValueOrDefault(file.Path)?.Mode == "120000";

    // Not to be tried: a large file would be stored, and git refuses what is not in the encoding that is said.
    private static bool IsCertain(ByteAttributes attributes, HashSet<string> drivers) =>
        attributes.Driver is { } driver ? driver == Lfs || !drivers.Contains(driver) : attributes.IsReencoded;

    // One that git has no program for passes files through here; what it does in another clone cannot be known.
    private async Task<HashSet<string>> DriversAsync(IEnumerable<string?> named, CancellationToken cancellation)
    {
        if (!named.OfType<string>().Any())
            return [];
        var said = await git.AnswerAsync(
            new GitCall("config", "--name-only", "--get-regexp", @"^filter\..*\.(clean|smudge|process)$"),
            cancellation
        );
        return (said ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name["filter.".Length..name.LastIndexOf('.')])
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task<IEnumerable<Diagnostic>> ToldAsync(
        IEnumerable<(string Path, ByteChange Why)> changed,
        CancellationToken cancellation
    )
    {
        var told = new List<Diagnostic>();
        foreach (var group in changed.GroupBy(one => one.Why.Rule, StringComparer.Ordinal))
        {
            List<string> files = [.. group.Select(one => one.Path).Order(StringComparer.Ordinal)];
            var why = group.First().Why;
            using var rules = new AttributeRule(git, top);
            var line = why.Names.Count == 0 ? null : await rules.FindAsync(prefix + files[0], why.Names, cancellation);
            told.Add(Messages.ChangedByGit(Position.Start(files[0]), line is null ? why.Rule : $"{why.Rule} of {line}", files, why.Mend));
        }

        return told;
    }
}
