namespace GitOpsGen.Render.Templates;

/// <summary>A template that cannot be rendered; <see cref="Line"/> and <see cref="Column"/> count from 1 in the template.</summary>
public sealed class TemplateException(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
