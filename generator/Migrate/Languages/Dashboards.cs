namespace GitOpsGen.Migrate.Languages;

/// <summary>Queries and variables in JSON: Grafana dashboards, alert rules, rule groups of Azure. Null where the key says nothing of that kind.</summary>
public static class Dashboards
{
    public static Judgement? Judge(string text, int offset, MoveRequest request, Inventory inventory) => Judge(JsonStrings.Read(text), offset, request, inventory);

    public static Judgement? Judge(JsonStrings json, int offset, MoveRequest request, Inventory inventory) => null;
}
