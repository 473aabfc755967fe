using System.Collections.Frozen;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Checks what the parameters of an app.yaml declare, beyond the form of the declaration: keys that go with the type, bounds, patterns,
/// defaults.
/// </summary>
public sealed partial class ParameterChecks(DiagnosticBag diagnostics)
{
    private static readonly string[] Common = ["type", "description", "required", "default"];

    private static readonly Dictionary<string, string[]> OfType = new(StringComparer.Ordinal)
    {
        ["string"] = ["pattern", "enum"],
        ["integer"] = ["minimum", "maximum"],
        ["number"] = ["minimum", "maximum"],
        ["boolean"] = [],
        ["list"] = ["items"],
        ["object"] = ["properties"],
    };

    // What these say in a template is no name (Scriban's language reference).
    private static readonly FrozenSet<string> Words = new[]
    {
        "break",
        "capture",
        "case",
        "continue",
        "do",
        "else",
        "empty",
        "end",
        "false",
        "for",
        "func",
        "if",
        "import",
        "in",
        "null",
        "readonly",
        "ret",
        "tablerow",
        "this",
        "true",
        "when",
        "while",
        "with",
        "wrap",
    }.ToFrozenSet(StringComparer.Ordinal);

    public void Check(YamlMap parameters, string name)
    {
        foreach (var (key, value) in parameters.Entries)
        {
            if (!Name().IsMatch(key.Text) || Words.Contains(key.Text))
                diagnostics.Add(Messages.ParameterName(key.At, key.Text));
            if (value is YamlMap parameter)
                One(parameter, $"{name}.{key.Text}");
        }
    }

    private void One(YamlMap parameter, string name)
    {
        if (parameter.Text("type") is not { } type || !OfType.TryGetValue(type, out var own))
            return;
        foreach (
            var key in parameter
                .Entries.Select(entry => entry.Key)
                .Where(key => !Common.Contains(key.Text, StringComparer.Ordinal) && !own.Contains(key.Text, StringComparer.Ordinal))
        )
            diagnostics.Add(Messages.UnknownKey(key.At, key.Text, $"{name}, which has the type {type}", [.. Common, .. own]));
        if (type == "string" && parameter.Scalar("pattern") is { } pattern && ParameterShapes.WhyNoPattern(pattern.Text) is { } why)
            diagnostics.Add(Messages.BadPattern(pattern.At, $"{name}.pattern", why));
        if (ParameterShapes.BoundsCross(parameter))
            diagnostics.Add(
                Messages.BoundsCross(parameter.Scalar("minimum")!.At, name, parameter.Text("minimum")!, parameter.Text("maximum")!)
            );
        if (parameter["default"] is { } value and not YamlScalar { IsNull: true })
            Default(parameter, value, name);
        if (type == "object" && parameter.Map("properties") is { } properties)
            Check(properties, $"{name}.properties");
        if (type == "list" && parameter.Map("items") is { } items)
            One(items, $"{name}.items");
    }

    // What a default leaves out of an object an environment may say.
    private void Default(YamlMap parameter, YamlNode value, string name)
    {
        var found = new DiagnosticBag();
        ParameterShapes.OfOne(parameter).Check(value, $"{name}.default", found);
        foreach (var diagnostic in found.Sorted().Where(diagnostic => diagnostic.Code != Messages.MissingKeyCode))
            diagnostics.Add(diagnostic);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
