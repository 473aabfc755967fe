using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Dashboards;

/// <summary>Lays the rows of a dashboard out: 24 columns, up to four panels beside each other, and numbers lower than graphs.</summary>
internal static class GrafanaPanels
{
    private const int Columns = 24;
    private const int MostInLine = 4;

    public static JsonObject DataSource() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    public static JsonArray Of(YamlMap spec)
    {
        var panels = new JsonArray();
        var y = 0;
        foreach (var row in spec.List("rows").OfType<YamlMap>())
        {
            panels.Add(Row(panels.Count + 1, row.Text("title")!, y++));
            foreach (var line in row.List("panels").OfType<YamlMap>().Chunk(MostInLine))
            {
                var width = Columns / line.Length;
                for (var i = 0; i < line.Length; i++)
                    panels.Add(Panel(panels.Count + 1, line[i], (i * width, y, width)));
                y += line.Max(Height);
            }
        }

        return panels;
    }

    private static string Type(YamlMap panel) => panel.Text("type") ?? "timeseries";

    private static bool IsNumber(YamlMap panel) => Type(panel) is "stat" or "gauge";

    private static int Height(YamlMap panel) => IsNumber(panel) ? 4 : 8;

    private static JsonObject Row(int id, string title, int y) =>
        new()
        {
            ["id"] = id,
            ["type"] = "row",
            ["title"] = title,
            ["collapsed"] = false,
            ["gridPos"] = Place(Columns, 1, 0, y),
            ["panels"] = new JsonArray(),
        };

    private static JsonObject Panel(int id, YamlMap panel, (int X, int Y, int Width) place) =>
        new()
        {
            ["id"] = id,
            ["type"] = Type(panel),
            ["title"] = panel.Text("title"),
            ["description"] = panel.Text("description") ?? "",
            ["datasource"] = DataSource(),
            ["gridPos"] = Place(place.Width, Height(panel), place.X, place.Y),
            ["fieldConfig"] = new JsonObject { ["defaults"] = Defaults(panel), ["overrides"] = new JsonArray() },
            ["options"] = Options(panel),
            ["targets"] = new JsonArray([
                .. panel.List("queries").OfType<YamlMap>().Select((query, number) => (JsonNode)Target(panel, query, number)),
            ]),
        };

    private static JsonObject Place(int width, int height, int x, int y) =>
        new()
        {
            ["h"] = height,
            ["w"] = width,
            ["x"] = x,
            ["y"] = y,
        };

    private static JsonObject Defaults(YamlMap panel)
    {
        var defaults = new JsonObject { ["unit"] = panel.Text("unit") ?? "short" };
        foreach (var end in new[] { "min", "max" })
            if (panel.Text(end) is { } value)
                defaults[end] = Number(value);
        var thresholds = panel.List("thresholds").OfType<YamlMap>().ToList();
        if (thresholds.Count == 0)
            return defaults;
        defaults["thresholds"] = new JsonObject
        {
            ["mode"] = "absolute",
            ["steps"] = new JsonArray([
                new JsonObject { ["color"] = "green", ["value"] = null },
                .. thresholds
                    .OrderBy(step => decimal.Parse(step.Text("value")!, NumberStyles.Float, CultureInfo.InvariantCulture))
                    .Select(step => new JsonObject { ["color"] = step.Text("colour"), ["value"] = Number(step.Text("value")!) }),
            ]),
        };
        if (Type(panel) == "timeseries")
            defaults["custom"] = new JsonObject { ["thresholdsStyle"] = new JsonObject { ["mode"] = "line" } };
        return defaults;
    }

    private static JsonNode Number(string text) => JsonValue.Create(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static JsonObject Options(YamlMap panel) =>
        Type(panel) switch
        {
            "timeseries" => new JsonObject
            {
                ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom" },
                ["tooltip"] = new JsonObject { ["mode"] = "multi" },
            },
            "stat" or "gauge" => new JsonObject
            {
                ["reduceOptions"] = new JsonObject
                {
                    ["calcs"] = new JsonArray("lastNotNull"),
                    ["fields"] = "",
                    ["values"] = false,
                },
            },
            _ => [],
        };

    // A number or a table is of now; letters name the queries of a panel.
    private static JsonObject Target(YamlMap panel, YamlMap query, int number)
    {
        var target = new JsonObject
        {
            ["datasource"] = DataSource(),
            ["refId"] = number < 26 ? $"{(char)('A' + number)}" : $"Q{number}",
            ["expr"] = query.Text("expr"),
            ["legendFormat"] = query.Text("legend") ?? "",
        };
        if (Type(panel) is "table" or "heatmap")
            target["format"] = Type(panel);
        if (IsNumber(panel) || Type(panel) == "table")
            target["instant"] = true;
        return target;
    }
}
