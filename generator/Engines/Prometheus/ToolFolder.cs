namespace GitOpsGen.Engines.Prometheus;

/// <summary>
/// The files that a tool is given, in a folder that is gone afterwards. Only the user can read it: configurations hold secrets.
/// </summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("gitopsgen-prometheus-").FullName;

    public string Write(string name, string text)
    {
        var file = Path.Join(path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A tool that was just stopped may still hold something open; the system tidies its temporary files up.
        }
    }
}
