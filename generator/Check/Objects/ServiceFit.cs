using System.Text.RegularExpressions;
using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Objects;

/// <summary>What ports may be called (RFC 6335, as Kubernetes holds it).</summary>
internal static partial class PortForm
{
    public const string Words = "Such a name has 15 characters at most: lower-case letters, digits and single '-', and at least one letter";

    public static bool IsName(string name) => name.Length is > 0 and <= 15 && Name().IsMatch(name) && name.Any(char.IsAsciiLetter);

    /// <summary>Of a port that is given by number or by name; null where it is right.</summary>
    public static string? Trouble(YamlScalar port) =>
        port.IsNull || (!port.IsString && int.TryParse(port.Text, out _)) ? null
        : int.TryParse(port.Text, out _) ? $"port \"{port.Text}\", which in quotes is a name and has no letter. Take the quotes off"
        : IsName(port.Text) ? null
        : $"port {port.Text}. {Words}";

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

/// <summary>Whether the ports of a Service can be told apart.</summary>
internal static class ServiceFit
{
    public static IEnumerable<Misfit> Of(Manifest manifest)
    {
        if (manifest.GroupKind != "Service")
            yield break;
        var ports = manifest.Spec.MapsAt("ports").ToList();
        foreach (var twice in PodFit.Twice(ports))
            yield return new Misfit(twice.At, $"two ports are called {twice.Text}. Rename one");
        if (ports.Count > 1 && ports.Find(port => string.IsNullOrEmpty(port.Text("name"))) is { } nameless)
            yield return new Misfit(nameless.At, "of several ports each must have a name. Write it");
        foreach (var target in ports.Select(port => port.Scalar("targetPort")).OfType<YamlScalar>())
            if (PortForm.Trouble(target) is { } trouble)
                yield return new Misfit(target.At, $"a targetPort asks for {trouble}");
        foreach (var same in ports.GroupBy(port => (port.Text("port"), port.Text("protocol") ?? "TCP")).Where(same => same.Count() > 1))
            yield return new Misfit(same.Last().At, $"port {same.Key.Item1} of {same.Key.Item2} is there twice. Take one away");
    }
}
