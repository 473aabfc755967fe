namespace GitOpsGen.Diagnostics;

// ---- dashboards
public static partial class Messages
{
    public static Diagnostic DashboardUnfit(Position at, string why) => Error("GOG427", at, $"{Show(why)}.");
}
