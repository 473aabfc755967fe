namespace GitOpsGen.Relocate.Reports;

/// <summary>What a wrong verdict does: nothing runs any more; it runs and says nothing of what it lost; a person is misled.</summary>
public enum RelocationRisk
{
    High,
    Medium,
    Low,
}

public static class RelocationRisks
{
    public static RelocationRisk Of(Category category) =>
        category switch
        {
            Category.Comment or Category.Command or Category.Prose => RelocationRisk.Low,
            Category.ScrapeConfiguration
            or Category.NamespaceSelector
            or Category.LogPath
            or Category.Query
            or Category.DashboardVariable
            or Category.Code
            or Category.Pipeline
            or Category.Other => RelocationRisk.Medium,
            _ => RelocationRisk.High,
        };

    public static string Meaning(RelocationRisk risk) =>
        risk switch
        {
            RelocationRisk.High => "wrong, and objects are not found: pods do not start, or lose access and data",
            RelocationRisk.Medium => "wrong, and metrics, logs or alerts are missing without any error",
            _ => "wrong, and a person is misled",
        };
}
