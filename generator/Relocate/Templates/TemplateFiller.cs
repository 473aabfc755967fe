using System.Text;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Templates;

/// <summary>Fills the holes of a template's text with what is certain without rendering it.</summary>
public sealed class TemplateFiller(ChartFiles charts, SourceFile file, int depth = 0)
{
    // Named templates may call each other in a circle.
    private const int Deepest = 8;

    private readonly string? chart = charts.Of(file.Path);

    public string Fill(int start, int end)
    {
        var filled = new StringBuilder();
        foreach (var action in file.Actions.Where(action => action.Start >= start && action.End <= end))
        {
            filled.Append(file.Text, start, action.Start - start);
            filled.Append(
                action.IsComment ? ""
                : action.Steers ? "*"
                : Of(action.Inner) ?? "*"
            );
            start = action.End;
        }

        return filled.Append(file.Text, start, Math.Max(0, end - start)).ToString();
    }

    /// <summary>What an expression gives; null where only a render tells.</summary>
    public string? Of(string expression)
    {
        if (depth > Deepest)
            return null;
        var stages = Expression.Split(expression);
        if (stages.Count == 0)
            return null;
        var value = Call(stages[0]);
        foreach (var stage in stages.Skip(1))
            value = stage.Function switch
            {
                "quote" or "squote" or "lower" or "trim" or "trunc" or "trimSuffix" or "trimAll" or "toString" => value,
                "default" => value ?? (stage.Arguments is [{ } other] ? Argument(other) : null),
                _ => null,
            };
        return value;
    }

    private string? Call(Stage stage) =>
        (stage.Function, stage.Arguments) switch
        {
            ("include" or "template", [var name, ..]) when Expression.Literal(name) is { } literal => Named(literal),
            ("default", [var fallback, var value]) => Argument(value) ?? Argument(fallback),
            ("printf", [var format, .. var rest]) when Expression.Literal(format) is { } literal => Format(
                literal,
                [.. rest.Select(Argument)]
            ),
            ("print", { Length: > 0 } parts) => string.Concat(parts.Select(part => Argument(part) ?? "*")),
            ("quote" or "lower" or "trim" or "toString", [var one]) => Argument(one),
            (var alone, []) => Argument(alone),
            _ => null,
        };

    private string? Argument(string text)
    {
        if (Expression.Literal(text) is { } literal)
            return literal;
        if (text is ['(', .. var inner, ')'])
            return Of(inner);
        if (text is ".Chart.Name" or "$.Chart.Name")
            return chart is null ? null : charts.ChartName(chart);
        if (Expression.ValuePath(text) is { } path)
            return chart is not null && charts.Value(chart, path) is { Kind: Outlines.OutlineKind.Scalar } value && value.Text.Length > 0
                ? value.Text
                : null;
        return text.StartsWith('$') && Assigned(text) is { } assigned ? new TemplateFiller(charts, file, depth + 1).Of(assigned) : null;
    }

    // A variable that is set twice may be either.
    private string? Assigned(string variable) =>
        file.Actions.Select(action => Expression.Assignment(action.Inner)).Where(one => one?.Variable == variable).ToList() is [{ } only]
            ? only.Value
            : null;

    private string? Named(string name)
    {
        if (charts.Define(name, chart) is not { } found)
            return null;
        var (start, end) = Chosen(found.File, found.Start, found.End);
        var text = new TemplateFiller(charts, found.File, depth + 1).Fill(start, end).Trim();
        return text.Contains('\n', StringComparison.Ordinal) || text.Length == 0 ? null : text;
    }

    // `if .Values.fullnameOverride`: where the values say it, the rest of the helper does not matter.
    private (int Start, int End) Chosen(SourceFile file, int start, int end)
    {
        var inside = file.Actions.Where(action => action.Start >= start && action.End <= end && !action.IsComment).ToList();
        if (inside is not [{ Word: "if" } first, ..] || Expression.Words(first.Inner) is not [_, var asked] || Argument(asked.Text) is null)
            return (start, end);
        return
            inside
                .Skip(1)
                .FirstOrDefault(action =>
                    action.Word is "else" or "end"
                    && (action.Branch == first.Branch!.Parent || action.Branch?.Condition == first.Branch.Condition)
                )
                is { } close
            ? (first.End, close.Start)
            : (start, end);
    }

    internal static string Format(string format, IReadOnlyList<string?> values)
    {
        var next = 0;
        var made = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
            if (format[i] == '%' && i + 1 < format.Length && format[i + 1] == '%')
                made.Append(format[i++]);
            else if (format[i] != '%')
                made.Append(format[i]);
            else
            {
                do i++;
                while (i + 1 < format.Length && !char.IsAsciiLetter(format[i]));
                made.Append((next < values.Count ? values[next++] : null) ?? "*");
            }

        return made.ToString();
    }
}
