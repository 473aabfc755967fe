namespace GitOpsGen.Processes;

/// <summary>A program that runs until it is disposed of, and answers what it is asked.</summary>
public sealed class Conversation : IDisposable
{
    private readonly Medallion.Shell.Command running;
    private readonly Action<Medallion.Shell.Command> kill;
    private readonly Task<string> errors;

    internal Conversation(Medallion.Shell.Command running, Action<Medallion.Shell.Command> kill)
    {
        (this.running, this.kill) = (running, kill);
        // Read all along, because a program with a full pipe waits for ever.
        errors = running.StandardError.ReadToEndAsync();
    }

    public Stream Input => running.StandardInput.BaseStream;

    public Stream Output => running.StandardOutput.BaseStream;

    /// <summary>What it complained of, once it has ended by itself.</summary>
    public async Task<string> ErrorsAsync(CancellationToken cancellation) => await errors.WaitAsync(cancellation);

    public void Dispose()
    {
        kill(running);
        ((IDisposable)running).Dispose();
    }
}
