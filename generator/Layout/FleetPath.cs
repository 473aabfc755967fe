namespace GitOpsGen.Layout;

/// <summary>What stands at a path of a fleet's repository.</summary>
public abstract record FleetPath
{
    /// <summary>Where it stands: what was read, or where it would be written.</summary>
    public abstract string Path { get; }

    /// <summary>A render writes what stands there; whatever else is there was put there by somebody.</summary>
    public virtual bool IsGenerated => false;

    /// <summary>It is generated for several apps together.</summary>
    public virtual bool IsShared => false;
}

/// <summary>It belongs to an app, whoever runs it.</summary>
public interface IOfApp
{
    string App { get; }
}

/// <summary>It lies in an environment's folder.</summary>
public interface IInEnvironment
{
    string Environment { get; }
}

/// <summary>It is generated for an app in an environment: a unit's, or that of all its units.</summary>
public interface IOfDeployment : IOfApp, IInEnvironment;

/// <summary>It lies among Argo CD's documents.</summary>
public abstract record ArgoCdPath : FleetPath
{
    public override bool IsGenerated => true;
}

public sealed record FleetFile : FleetPath
{
    public override string Path => FleetLayout.FleetFile;
}

/// <param name="Rest">Below the app's folder.</param>
public sealed record AppFile(string App, string Rest) : FleetPath, IOfApp
{
    public override string Path => $"{FleetLayout.App(App).Directory}/{Rest}";

    public bool IsDescription => Rest == SourceFolder.DescriptionFile;
}

/// <param name="Rest">Below the release's folder.</param>
public sealed record ReleaseFile(string App, string Release, string Rest) : FleetPath, IOfApp
{
    public override string Path => $"{FleetLayout.App(App).Release(Release).Directory}/{Rest}";
}

/// <summary>The description of an environment.</summary>
public sealed record EnvironmentFile(string Environment) : FleetPath, IInEnvironment
{
    public override string Path => FleetLayout.Environment(Environment).Description;
}

public sealed record PinFile(string Environment, string App) : FleetPath, IOfDeployment
{
    public override string Path => FleetLayout.Environment(Environment).Pin(App);
}

/// <summary>Whatever else people keep with an environment, such as its patches.</summary>
/// <param name="Rest">Below the environment's folder.</param>
public sealed record EnvironmentPart(string Environment, string Rest) : FleetPath, IInEnvironment
{
    public override string Path => $"{FleetLayout.Environment(Environment).Directory}/{Rest}";
}

/// <param name="Cluster">Null in the overlay that all clusters share.</param>
/// <param name="Rest">Below the overlay's folder.</param>
public sealed record OverlayFile(string Environment, string App, string? Cluster, string Rest) : FleetPath, IOfDeployment
{
    public override string Path => Overlay.File(Rest);

    public override bool IsGenerated => true;

    public OverlayFolder Overlay => FleetLayout.Environment(Environment).Overlay(App, Cluster);
}

/// <summary>The record of what a unit owns.</summary>
/// <param name="Cluster">Null for the unit that all clusters share.</param>
public sealed record OwnedRecord(string Environment, string App, string? Cluster) : FleetPath, IOfDeployment
{
    public override string Path => FleetLayout.Environment(Environment).Overlay(App, Cluster).Record;

    public override bool IsGenerated => true;
}

/// <summary>What an app puts out for people, such as the trust policy of a role.</summary>
/// <param name="Rest">Below the folder of the outputs.</param>
public sealed record OutputFile(string Environment, string Rest) : FleetPath, IInEnvironment
{
    public override string Path => $"{FleetLayout.Environment(Environment).Outputs}/{Rest}";

    public override bool IsGenerated => true;

    public override bool IsShared => true;
}

/// <summary>The record of an environment's outputs, which its apps share.</summary>
public sealed record OutputRecord(string Environment) : FleetPath, IInEnvironment
{
    public override string Path => $"{FleetLayout.Environment(Environment).Outputs}/{OverlayFolder.RecordFile}";

    public override bool IsGenerated => true;

    public override bool IsShared => true;
}

/// <summary>The record of what belongs to no unit.</summary>
public sealed record SharedRecord : ArgoCdPath
{
    public override string Path => FleetLayout.SharedRecord;

    public override bool IsShared => true;
}

public sealed record ApplicationFile(string Environment, string App) : ArgoCdPath, IOfApp
{
    public override string Path => FleetLayout.Application(Environment, App);
}

public sealed record ProjectFile(string Class) : ArgoCdPath
{
    public override string Path => FleetLayout.Project(Class);

    public override bool IsShared => true;
}

/// <param name="Root">Null: the fleet's own.</param>
public sealed record RootFile(string? Root) : ArgoCdPath
{
    public override string Path => FleetLayout.RootOf(Root);

    public override bool IsShared => true;
}

/// <summary>Whatever else lies among Argo CD's documents.</summary>
public sealed record ArgoCdPart(string Rest) : ArgoCdPath
{
    public override string Path => $"{FleetLayout.ArgoCd}/{Rest}";
}

/// <summary>A text that all apps share.</summary>
public sealed record SharedTemplate(string Rest) : FleetPath
{
    public override string Path => $"{FleetLayout.Templates}/{Rest}";
}

/// <summary>No part of the fleet.</summary>
public sealed record OtherPath(string Path) : FleetPath
{
    public override string Path { get; } = Path;
}
