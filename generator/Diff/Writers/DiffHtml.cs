namespace GitOpsGen.Diff.Writers;

/// <summary>One page for a browser, with all that it needs in it.</summary>
public static class DiffHtml
{
    public static string Write(FleetDiff diff) => "";
}
