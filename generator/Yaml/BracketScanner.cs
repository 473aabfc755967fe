using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace GitOpsGen.Yaml;

/// <summary>
/// The library's scanner, which also remembers the brackets that are open: the parser fails before it tells of the last one closed.
/// </summary>
internal sealed class BracketScanner(TextReader text) : IScanner
{
    private readonly Scanner scanner = new(text);
    private readonly Stack<(Mark At, char Bracket)> open = new();

    public Mark CurrentPosition => scanner.CurrentPosition;

    public Token? Current => scanner.Current;

    /// <summary>The innermost bracket that nothing has closed so far; null when there is none.</summary>
    public (Mark At, char Bracket)? Open => open.TryPeek(out var innermost) ? innermost : null;

    public bool MoveNext() => scanner.MoveNext() && Note();

    public bool MoveNextWithoutConsuming() => scanner.MoveNextWithoutConsuming() && Note();

    public void ConsumeCurrent() => scanner.ConsumeCurrent();

    private bool Note()
    {
        switch (scanner.Current)
        {
            case FlowSequenceStart start:
                open.Push((start.Start, '['));
                break;
            case FlowMappingStart start:
                open.Push((start.Start, '{'));
                break;
            case FlowSequenceEnd:
                Close('[');
                break;
            case FlowMappingEnd:
                Close('{');
                break;
        }

        return true;
    }

    // One of the other kind closes nothing: the one that is open still is.
    private void Close(char bracket)
    {
        if (Open?.Bracket == bracket)
            open.Pop();
    }
}
