namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// <c>system:serviceaccount:&lt;namespace&gt;:&lt;name&gt;</c>, and the group <c>system:serviceaccounts:&lt;namespace&gt;</c>, in any text.
/// </summary>
public static class ServiceAccountUser
{
    private const string User = "system:serviceaccount:";
    private const string Everybody = "system:serviceaccounts:";

    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        if (NameScanner.EndsWith(text, offset, Everybody))
            return new Judgement(
                Verdict.Review,
                Category.ServiceAccountUser,
                "The group of all service accounts of the namespace: those that move leave it"
            );
        if (!NameScanner.EndsWith(text, offset, User))
            return null;
        var after = offset + request.From.Length;
        if (after >= text.Length || text[after] != ':')
            return new Judgement(Verdict.Review, Category.ServiceAccountUser, "No service account is named behind the namespace");
        var evidence = new NameEvidence(request, inventory);
        evidence.AddObject(NameScanner.NameAt(text, after + 1), "ServiceAccount");
        return evidence.Judge(Category.ServiceAccountUser, "The service account's name is not known to move");
    }
}
