namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// The forms that may stand in any text, tried one after the other: a service account's user name, a workload's identity in a mesh, a log
/// path, a service's address, a path of an object.
/// </summary>
public static class SmallLanguages
{
    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory) =>
        ServiceAccountUser.Judge(text, offset, request, inventory)
        ?? MeshPrincipal.Judge(text, offset, request, inventory)
        ?? LogPath.Judge(text, offset, request, inventory)
        ?? ServiceAddress.Judge(text, offset, request, inventory)
        ?? ObjectPath.Judge(text, offset, request, inventory);
}
