using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Ownership;

namespace GitOpsGen.Relocate.Apply;

/// <summary>Reads and writes migrate.json.</summary>
public static class RelocationRecordJson
{
    private const int Version = 1;

    public static string Write(RelocationRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Form))
        {
            json.WriteStartObject();
            json.WriteString("comment", "Written by gitopsgen migrate apply: what migrate undo needs. Do not edit.");
            json.WriteNumber("version", Version);
            json.WriteString("from", record.From);
            json.WriteString("to", record.To);
            json.WriteStartArray("objects");
            foreach (var pattern in record.Objects)
                json.WriteStringValue(pattern);
            json.WriteEndArray();
            if (record.Config is not null)
                json.WriteString("config", record.Config);
            if (record.IncludeCode)
                json.WriteBoolean("includeCode", true);
            json.WriteStartObject("files");
            foreach (var (path, file) in record.Files)
                Write(json, path, file);
            json.WriteEndObject();
            json.WriteStartObject("created");
            foreach (var (path, sha256) in record.Created)
                json.WriteString(path, sha256);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>
    /// Null when the text is no record, and the bag says why. Whatever somebody wrote into it, it names only files inside the folder.
    /// </summary>
    /// <param name="path">Of the record, for messages.</param>
    public static RelocationRecord? Read(string path, string text, DiagnosticBag diagnostics)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var version = root.GetProperty("version").GetInt32();
            if (version > Version)
            {
                diagnostics.Add(Messages.RelocationOfLaterVersion(path, version, Version));
                return null;
            }

            if (version != Version)
                throw new JsonException("its version is not known here");
            var record = new RelocationRecord(
                Name(root, "from"),
                Name(root, "to"),
                [.. root.GetProperty("objects").EnumerateArray().Select(pattern => pattern.GetString() ?? "")],
                root.GetProperty("files")
                    .EnumerateObject()
                    .ToImmutableSortedDictionary(entry => Inside(entry.Name), entry => File(entry.Value), StringComparer.Ordinal),
                root.GetProperty("created")
                    .EnumerateObject()
                    .ToImmutableSortedDictionary(
                        entry => Inside(entry.Name),
                        entry => entry.Value.GetString() ?? "",
                        StringComparer.Ordinal
                    )
            );
            return record with
            {
                Config = root.TryGetProperty("config", out var config) ? config.GetString() : null,
                IncludeCode = root.TryGetProperty("includeCode", out var code) && code.GetBoolean(),
            };
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            diagnostics.Add(Messages.RelocationRecordUnreadable(path, FileErrors.Reason(error)));
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, string path, EditedFile file)
    {
        json.WriteStartObject(path);
        json.WriteString("original", file.Original);
        json.WriteString("now", file.Now);
        json.WriteStartArray("spans");
        foreach (var mark in file.Anchors)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", mark.Offset);
            json.WriteString("around", mark.Around);
            json.WriteNumber("twin", mark.Twin);
            json.WriteNumber("twins", mark.Twins);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static EditedFile File(JsonElement file) =>
        new(
            file.GetProperty("original").GetString() ?? "",
            file.GetProperty("now").GetString() ?? "",
            [.. file.GetProperty("spans").EnumerateArray().Select(EditAnchor).OrderBy(mark => mark.Offset)]
        );

    private static EditAnchor EditAnchor(JsonElement mark)
    {
        var (twin, twins) = (mark.GetProperty("twin").GetInt32(), mark.GetProperty("twins").GetInt32());
        return twin >= 0 && twin < twins
            ? new EditAnchor(mark.GetProperty("offset").GetInt32(), mark.GetProperty("around").GetString() ?? "", twin, twins)
            : throw new JsonException("a span's twin is none of its twins");
    }

    private static string Name(JsonElement root, string key) =>
        root.GetProperty(key).GetString() is { Length: > 0 } name ? name : throw new JsonException($"'{key}' is empty");

    // No resolving here: a path with a backslash is a file of that name on Linux.
    private static string Inside(string path) =>
        path.Length > 0
        && path.Split('/').All(part => part is not ("" or "." or ".." or ".git" or ".gitopsgen"))
        && !path.Contains('\0', StringComparison.Ordinal)
        && !System.IO.Path.IsPathRooted(path)
            ? path
            : throw new JsonException($"it names '{path}', which is not inside the folder");
}
