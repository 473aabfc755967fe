using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

// The plain way to compare two states of a fleet begins by parsing both. This does only that, with the tool's own reader, on all
// processors: parse FOLDER… reads every rendered/manifests.yaml below the folders and prints how many objects there are.
var count = 0;
foreach (var folder in args)
    Parallel.ForEach(
        Directory.EnumerateFiles(folder, "manifests.yaml", SearchOption.AllDirectories),
        file =>
            Interlocked.Add(
                ref count,
                YamlReader.ReadAll(file, Encoding.UTF8.GetString(File.ReadAllBytes(file)), new DiagnosticBag(), YamlLimits.Generated)!.Count
            )
    );
Console.WriteLine(count);
