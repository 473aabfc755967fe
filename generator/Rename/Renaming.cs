using System.Text.RegularExpressions;
using GitOpsGen.Layout;

namespace GitOpsGen.Rename;

public enum RenamedKind
{
    App,
    Environment,
}

/// <summary>What is called otherwise from now on, and what that does to paths.</summary>
/// <param name="Old">A DNS label, as <paramref name="New"/> is.</param>
public sealed record Renaming(RenamedKind Kind, string Old, string New)
{
    // Folders of overlays and of apps, wherever a text names them from.
    private readonly Regex inText = Kind == RenamedKind.Environment ? Folder($"{FleetLayout.Environments}/", Old) : InApps(Old);

    public string Word => Kind == RenamedKind.App ? "app" : "environment";

    /// <summary>Where a file of the fleet is afterwards.</summary>
    public string Path(string path) =>
        FleetLayout.Read(path) switch
        {
            ApplicationFile file => FleetLayout.Application(Environment(file.Environment), App(file.App)),
            PinFile file => FleetLayout.Environment(Environment(file.Environment)).Pin(App(file.App)),
            OverlayFile file => Overlay(file.Environment, file.App).File(path[Overlaid(file.Environment, file.App)..]),
            OwnedRecord file => Overlay(file.Environment, file.App).File(path[Overlaid(file.Environment, file.App)..]),
            IInEnvironment file => FleetLayout.Environment(Environment(file.Environment)).Directory
                + path[FleetLayout.Environment(file.Environment).Directory.Length..],
            IOfApp file => FleetLayout.App(App(file.App)).Directory + path[FleetLayout.App(file.App).Directory.Length..],
            _ => path,
        };

    /// <summary>A text with the renamed folders in place of the old.</summary>
    public string Text(string text) => inText.Replace(text, match => match.Value[..^Old.Length] + New);

    private string App(string name) => Kind == RenamedKind.App && name == Old ? New : name;

    private string Environment(string name) => Kind == RenamedKind.Environment && name == Old ? New : name;

    private OverlayFolder Overlay(string environment, string app) => FleetLayout.Environment(Environment(environment)).Overlay(App(app));

    private static int Overlaid(string environment, string app) => FleetLayout.Environment(environment).Overlay(app).Directory.Length + 1;

    private static Regex InApps(string app) => Folder($"({FleetLayout.Apps}/|{FleetLayout.Environments}/[^/;\\s]+/)", app);

    private static Regex Folder(string before, string name) =>
        new($"\\b{before}{Regex.Escape(name)}(?=[/;\\s]|$)", RegexOptions.CultureInvariant);
}
