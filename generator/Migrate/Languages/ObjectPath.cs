namespace GitOpsGen.Migrate.Languages;

/// <summary>To come.</summary>
public static class ObjectPath
{
    public static Judgement? Judge(string text, int offset, MoveRequest request, Inventory inventory) => null;
}
