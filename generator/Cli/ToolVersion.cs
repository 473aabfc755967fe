namespace GitOpsGen.Cli;

/// <summary>What this tool calls its own version, in the trailers of commits too.</summary>
public static class ToolVersion
{
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
