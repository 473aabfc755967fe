namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// The identity of a workload in a mesh, <c>&lt;trust domain&gt;/ns/&lt;namespace&gt;/sa/&lt;service account&gt;</c>, in any text.
/// </summary>
internal static class MeshPrincipal
{
    private const string Account = "/sa/";

    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var after = offset + request.From.Length;
        if (!NameScanner.EndsWith(text, offset, "/ns/") || !NameScanner.StartsWith(text, after, Account))
            return null;
        var evidence = new NameEvidence(request, inventory);
        evidence.AddObject(NameScanner.NameAt(text, after + Account.Length), "ServiceAccount");
        return evidence.Judge(Category.ServiceAccountUser, "The service account's name is not known to move");
    }
}
