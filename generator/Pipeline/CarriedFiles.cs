using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Git.Carriage;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline;

/// <summary>
/// What a render reads and writes, held against what git carries: a file that git ignores or changes is one thing here and another, or
/// none, in the next clone.
/// </summary>
public sealed class CarriedFiles
{
    // Of a record only its name and form matter: it is never ours to read in another form.
    private static readonly CarriedFile Record = new("", Digest.OfText("{}\n"), () => "{}\n"u8.ToArray());

    private readonly Workspace workspace;
    private readonly GitCarriage carriage;
    private readonly PlainContents plain;

    private CarriedFiles(Workspace workspace, GitCarriage carriage, PlainContents plain) =>
        (this.workspace, this.carriage, this.plain) = (workspace, carriage, plain);

    /// <returns>Null where git carries nothing.</returns>
    /// <exception cref="DiagnosedException">There is a repository, and git cannot tell.</exception>
    public static async Task<CarriedFiles?> OpenAsync(Workspace workspace, GitRepository git, CancellationToken cancellation)
    {
        var contents = new PlainContents(Path.Join(workspace.Cache, "plain"));
        return await GitCarriage.OpenAsync(git, FleetLayout.Roots, contents, cancellation) is { } carriage
            ? new CarriedFiles(workspace, carriage, contents)
            : null;
    }

    /// <summary>Why there is less here than is committed; null where nothing is left out.</summary>
    public Diagnostic? LeftOut => carriage.LeftOut();

    /// <param name="files">What lies there.</param>
    /// <param name="fleet">Says which files beside an environment's description are read; null: those are left out.</param>
    /// <param name="desired">What is generated.</param>
    public Task<IReadOnlyList<Diagnostic>> CheckAsync(
        Snapshot files,
        Fleet? fleet,
        IReadOnlyList<Desired> desired,
        CancellationToken cancellation
    ) =>
        carriage.CheckAsync(
            [
                .. files.Files.Keys.Where(path => IsInput(path, fleet)).Select(OnDisk),
                .. desired
                    .SelectMany(owner => owner.Files)
                    .Select(file => new CarriedFile(file.Key, file.Value.Sha256, file.Value.Read))
                    .Concat(desired.Select(owner => Record with { Path = OwnedFiles.PathIn(owner.Directory) }))
                    .Where(file => files.LinkOnTheWay(file.Path) is null),
            ],
            cancellation
        );

    /// <summary>Of what a render reads alone, as far as its names tell.</summary>
    public Task<IReadOnlyList<Diagnostic>> CheckInputsAsync(Snapshot files, CancellationToken cancellation) =>
        CheckAsync(files, null, [], cancellation);

    /// <summary>Of a tree that lies there as a render left it.</summary>
    /// <param name="stray">What is neither read nor generated.</param>
    public async Task<bool> IsFineAsync(Snapshot files, IEnumerable<string> stray, CancellationToken cancellation) =>
        (await carriage.CheckAsync(files.Files.Keys.Except(stray, StringComparer.Ordinal).Select(OnDisk), cancellation)).Count == 0;

    /// <summary>What was looked through need not be the next time.</summary>
    public void Remember() => plain.Save();

    private CarriedFile OnDisk(string path) => new(path, workspace.Index.Sha256(path) ?? "", () => workspace.Files.ReadBytes(path));

    private static bool IsInput(string path, Fleet? fleet) =>
        FleetLayout.Read(path) switch
        {
            EnvironmentPart => fleet?.EnvironmentTexts.ContainsKey(path) == true,
            FleetFile or AppFile or ReleaseFile or EnvironmentFile or PinFile or SharedTemplate => true,
            _ => false,
        };
}
