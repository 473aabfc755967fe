namespace GitOpsGen.ArgoCd;

/// <summary>What Argo CD said of an Application.</summary>
/// <param name="Application">Null where it said nothing of it.</param>
/// <param name="Trouble">Why, in one line; empty where there simply is none of that name.</param>
public sealed record Sight(Application? Application, string Trouble)
{
    public static Sight Absent { get; } = new(null, "");

    /// <summary>The trouble is Argo CD's, so that it is the same with every Application.</summary>
    public bool IsOfServer { get; init; }

    public static Sight Of(Application application) => new(application, "");

    public static Sight Failed(string trouble, bool isOfServer = false) => new(null, trouble) { IsOfServer = isOfServer };
}
