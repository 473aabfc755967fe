namespace GitOpsGen.Tests.Support;

/// <summary>Stand-ins for programs.</summary>
public static class Scripts
{
    /// <summary>Writes an executable shell script and returns where it is.</summary>
    public static string WriteScript(this TemporaryFolder folder, string name, string body)
    {
        folder.Write(name, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.File(name), (UnixFileMode)0b111_101_101);
        return folder.File(name);
    }
}
