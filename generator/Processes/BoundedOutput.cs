using System.Buffers;
using CliWrap;

namespace GitOpsGen.Processes;

/// <summary>
/// Keeps what a program prints, up to a limit; what comes after it is read, so that the program does not wait, and thrown away.
/// </summary>
/// <param name="exceeded">Called once, when there is more.</param>
internal sealed class BoundedOutput(long limit, Action exceeded)
{
    private const int Chunk = 1 << 16;

    private readonly ArrayBufferWriter<byte> kept = new();

    public PipeTarget Pipe => PipeTarget.Create(KeepAsync);

    public ReadOnlyMemory<byte> Bytes => kept.WrittenMemory;

    private async Task KeepAsync(Stream output, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var isOver = false;
            while (await output.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                var room = (int)Math.Min(read, limit - kept.WrittenCount);
                kept.Write(buffer.AsSpan(0, room));
                if (room == read || isOver)
                    continue;
                isOver = true;
                exceeded();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
