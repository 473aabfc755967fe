using GitOpsGen.Diagnostics;
using GitOpsGen.Pipeline;
using GitOpsGen.Printing;
using GitOpsGen.Processes;
using Spectre.Console;

namespace GitOpsGen.Cli.Terminal;

/// <summary>Talk on stderr: a live bar on a terminal, a plain line for every tenth of the work elsewhere.</summary>
public sealed class ConsoleProgress(TextWriter error, bool isTerminal) : IProgress, IDisposable
{
    // The same one where it is one already, as everywhere but in tests.
    private PrintedWriter Talk => PrintedWriter.On(error);

    private readonly Lock gate = new();
    private string what = "";
    private int total;
    private int done;
    private int told;
    private ManualResetEventSlim? finished;
    private Task? bar;

    /// <summary>A bar only where a person watches: stderr is a terminal, and no pipeline says it is one.</summary>
    public static ConsoleProgress On(TextWriter error) => new(error, IsWatched(error));

    /// <summary>The same bar, and nothing at all where nobody watches.</summary>
    public static ConsoleProgress BarOnly(TextWriter error) => IsWatched(error) ? On(error) : new(TextWriter.Null, isTerminal: false);

    private static bool IsWatched(TextWriter error) =>
        PrintedWriter.On(error).Inner == Console.Error
        && !Console.IsErrorRedirected
        && CallerVariables.Get("CI") is null
        && CallerVariables.Get("TERM") is not (null or "dumb");

    public void Begin(string what, int total)
    {
        Stop();
        (this.what, this.total, done, told) = (what, total, 0, 0);
        if (isTerminal)
            Show();
    }

    public void Step(string name)
    {
        lock (gate)
        {
            done++;
            if (isTerminal || (done * 10 / total == told * 10 / total && done != total))
                return;
            told = done;
            Talk.WriteLine($"{what}: {done} of {total}");
        }
    }

    public void Tell(string line)
    {
        lock (gate)
            Talk.WriteLine($"gitopsgen: {line}");
    }

    /// <summary>Ends the bar; what follows is printed below it.</summary>
    public void Stop()
    {
        finished?.Set();
        bar?.Wait();
        finished?.Dispose();
        (finished, bar) = (null, null);
    }

    public void Dispose() => Stop();

    private void Show()
    {
        finished = new ManualResetEventSlim();
        var end = finished;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Talk.Inner) });
        bar = Task.Run(() =>
            console
                .Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var task = context.AddTask(Markup.Escape(PlainText.Line(what)), maxValue: Math.Max(1, total));
                    do task.Value = done;
                    while (!end.Wait(TimeSpan.FromMilliseconds(100)));
                    task.Value = done;
                })
        );
    }
}
