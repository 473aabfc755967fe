using System.IO.Pipelines;
using System.Text;
using CliWrap;

namespace GitOpsGen.Processes;

/// <summary>A program that runs until it is disposed of, and answers what it is asked.</summary>
public sealed class InteractiveProcess : IDisposable
{
    // A program that answers faster than it is read waits here.
    private const int AnswersKept = 1 << 20;

    private readonly Pipe questions = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe answers = new(
        new PipeOptions(pauseWriterThreshold: AnswersKept, resumeWriterThreshold: AnswersKept / 2, useSynchronizationContext: false)
    );
    private readonly CancellationTokenSource end = new();
    private readonly StringBuilder errors = new();
    private readonly Task running;

    internal InteractiveProcess(CliWrap.Command described)
    {
        running = RunAsync(
            ProcessRunner.Start(
                described
                    .WithStandardInputPipe(PipeSource.Create(AskAsync))
                    .WithStandardOutputPipe(PipeTarget.Create((output, cancellation) => output.CopyToAsync(answers.Writer, cancellation)))
                    .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors, Encoding.UTF8)),
                end.Token
            )
        );
        (Input, Output) = (questions.Writer.AsStream(), answers.Reader.AsStream());
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>What it complained of, once it has ended by itself.</summary>
    public async Task<string> ErrorsAsync(CancellationToken cancellation)
    {
        await running.WaitAsync(cancellation);
        return errors.ToString();
    }

    public void Dispose()
    {
        end.Cancel();
        // Who answers a question that nobody reads any more is not waited for.
        answers.Reader.Complete();
        questions.Writer.Complete();
        running.Wait();
        end.Dispose();
    }

    // Each question at once: what waits for a full buffer waits for ever here.
    private async Task AskAsync(Stream input, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await questions.Reader.ReadAsync(cancellation);
            foreach (var part in read.Buffer)
                await input.WriteAsync(part, cancellation);
            await input.FlushAsync(cancellation);
            questions.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task RunAsync(CommandTask<CliWrap.CommandResult> task)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // It was told to end, or ended in the middle of a question; what it said stands in the errors.
        }
        finally
        {
            await answers.Writer.CompleteAsync();
            // Who asks on is told, and does not wait until the pipe is full.
            await questions.Reader.CompleteAsync();
        }
    }
}
