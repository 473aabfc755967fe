using System.Globalization;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Promote.Pins;

/// <summary>Changes the text of a pin. What people wrote around it stays: comments, order, line ends.</summary>
public static class PinText
{
    /// <param name="text">Null where the environment follows head and has no pin yet.</param>
    /// <returns>Null where the text has a form that cannot be changed safely.</returns>
    public static string? With(string? text, PinEdit edit)
    {
        var result = text ?? $"apiVersion: {Shapes.ApiVersion}\nkind: Pin\nspec: {{release: head}}\n";
        foreach (var (key, value) in Values(edit))
        {
            if (YamlSplice.Set(result, ["spec", key], value) is not { } next)
                return null;
            result = next;
        }

        return result;
    }

    private static IEnumerable<(string Key, YamlNode? Value)> Values(PinEdit edit)
    {
        if (edit.Release is { } release)
            yield return ("release", Y.Text(release));
        if (edit.Previous is { } previous)
            yield return ("previous", previous.Length == 0 ? null : Y.Text(previous));
        if (edit.Phase is { } phase)
        {
            yield return ("phase", phase == Phase.Adopted && edit.PhaseBefore is null ? null : Y.Text(phase.Word()));
            yield return ("previousPhase", edit.PhaseBefore is { } before ? Y.Text(before.Word()) : null);
        }

        if (edit.LiftsHold)
            yield return ("hold", null);
        else if (edit.Hold is { } hold)
            yield return ("hold", Of(hold));
    }

    private static YamlMap Of(Hold hold) =>
        Y.Map(
            ("reason", Y.Text(hold.Reason)),
            ("actor", Y.TextOrNothing(hold.Actor)),
            ("until", Y.TextOrNothing(hold.Until?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture))),
            ("release", Y.TextOrNothing(hold.Release))
        );
}
