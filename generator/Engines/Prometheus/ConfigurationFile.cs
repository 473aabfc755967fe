using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Prometheus;

/// <summary>
/// A configuration of Alertmanager as amtool may have it: without its templates. The tool would open whatever files they name on this
/// machine, and repeat what it does not understand of them. It is written anew, so that no anchor or second key brings them back.
/// </summary>
public static class ConfigurationFile
{
    /// <summary>Empty for what is no map. Of several documents Alertmanager reads the first.</summary>
    public static string TextOf(string configuration) =>
        YamlReader.ReadAll("alertmanager.yaml", configuration, new DiagnosticBag(), YamlLimits.Generated) is [YamlMap map, ..]
            ? YamlWriter.Write(new YamlMap(map.At, [.. map.Entries.Where(entry => entry.Key.Text != "templates")]))
            : "";
}
