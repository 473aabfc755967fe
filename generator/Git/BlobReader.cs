using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>Reads blobs of a repository, one git process for all of them. Several may ask at once.</summary>
/// <param name="repository">With credentials where it is a partial clone, for git fetches what it lacks.</param>
public sealed class BlobReader(GitRepository repository) : IDisposable
{
    // Most of what is asked for is some hundred kilobytes.
    private const int BufferSize = 1 << 16;

    private readonly SemaphoreSlim turn = new(1, 1);
    private InteractiveProcess? git;
    private BufferedStream? answers;

    /// <exception cref="DiagnosedException">The repository lacks the object, as a partial clone may, or cannot read it.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string id, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            git ??= ProcessRunner.Converse(repository.Command(new GitCall("cat-file", "--batch") { Need = GitAccess.Remote }));
            answers ??= new BufferedStream(git.Output, BufferSize);
            await git.Input.WriteAsync(Encoding.ASCII.GetBytes($"{id}\n"), cancellation);
            await git.Input.FlushAsync(cancellation);
            var header = await LineAsync(id, cancellation);
            if (header.Split(' ') is not [_, "blob", var length])
                throw new DiagnosedException(await repository.LackingAsync($"the object {id}", "", cancellation));
            if (long.Parse(length) > ProcessLimits.Content.Output)
                throw new IOException(
                    $"the object {id} is larger than {ProcessLimits.Size(ProcessLimits.Content.Output)}; nothing of a fleet is"
                );
            var content = new byte[int.Parse(length)];
            await answers.ReadExactlyAsync(content, cancellation);
            answers.ReadByte();
            return content;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        answers?.Dispose();
        git?.Dispose();
        turn.Dispose();
    }

    // It ends where a partial clone's remote gives it nothing.
    private async Task<string> SaidAsync(CancellationToken cancellation) =>
        string.Join(
            ' ',
            (await git!.ErrorsAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    private async Task<string> LineAsync(string id, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await answers!.ReadAsync(one, cancellation) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        if (line.Length == 0)
            throw new DiagnosedException(await repository.LackingAsync($"the object {id}", await SaidAsync(cancellation), cancellation));
        return line.ToString();
    }
}
