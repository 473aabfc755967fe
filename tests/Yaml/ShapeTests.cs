using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

public sealed class ShapeTests
{
    private static readonly MapShape Person = Shape.Map(
        "A person.",
        new Field("name", Shape.Label("Its name."), Required: true),
        new Field("age", Shape.Integer("Its age.", 0, 150)),
        new Field("height", Shape.Number("Metres.", 0.1m, decimal.MaxValue)),
        new Field("isTall", Shape.Flag("Tall.")),
        new Field("colour", Shape.Text("Of the hair.", null, "black", "brown")),
        new Field("code", Shape.Text("Two letters.", "^[a-z]{2}$")),
        new Field(
            "friends",
            Shape.List(
                "Names.",
                Shape.Either(
                    "A friend.",
                    Shape.Text("A name."),
                    Shape.Map("A friend.", new Field("name", Shape.Text("A name."), Required: true))
                )
            )
        ),
        new Field("rooms", Shape.Dictionary("By name.", Shape.Map("A room.", new Field("size", Shape.Integer("Metres.", 1, 99))))),
        new Field("more", Shape.AnyMap("Anything.")),
        new Field("any", Shape.Any("Anything."))
    );

    [Theory]
    [InlineData("name: a\n")]
    [InlineData(
        "{name: a, age: 5, height: 1.75, isTall: true, colour: brown, code: xy, friends: [b, {name: c}], rooms: {x: {size: 1}, "
            + "y: {}, z: }, more: {a: [b]}, any: [1]}"
    )]
    [InlineData("{name: a, age: , friends: ~, rooms: null}")]
    [InlineData("{name: 5, height: 2, colour: \"black\"}")]
    public void What_fits_is_not_reported_and_stays_as_it_is(string text)
    {
        var (map, checkedMap, found) = Check(text);
        Assert.Empty(found);
        Assert.Equal(YamlWriter.Write(map), YamlWriter.Write(checkedMap));
        Assert.Empty(checkedMap.Unreadable);
    }

    [Theory]
    [InlineData("{name: a, age: old}", "GOG004", 17, "age")]
    [InlineData("{name: a, age: 200}", "GOG007", 17, "age")]
    [InlineData("{name: a, age: 99999999999999999999}", "GOG004", 17, "age")]
    [InlineData("{name: a, height: tall}", "GOG004", 20, "height")]
    [InlineData("{name: a, height: 0}", "GOG007", 20, "height")]
    [InlineData("{name: a, isTall: TRUE}", "GOG004", 20, "isTall")]
    [InlineData("{name: a, colour: blond}", "GOG006", 20, "colour")]
    [InlineData("{name: a, code: xyz}", "GOG038", 18, "code")]
    [InlineData("{name: a, code: \"xy\\n\"}", "GOG038", 18, "code")]
    [InlineData("{name: a, friends: b}", "GOG004", 21, "friends")]
    [InlineData("{name: a, friends: [b, [c]]}", "GOG004", 25, "friends")]
    [InlineData("{name: a, rooms: [x]}", "GOG004", 19, "rooms")]
    [InlineData("{name: a, more: x}", "GOG004", 18, "more")]
    [InlineData("{name: [a]}", "GOG004", 9, "name")]
    public void What_does_not_fit_is_reported_in_its_place_and_known_to_be_unreadable(string text, string code, int column, string key)
    {
        var (_, map, found) = Check(text);
        Assert.Equal((code, new Position("f.yaml", 1, column - 1)), (Assert.Single(found).Code, found[0].At));
        Assert.Equal([key], map.Unreadable);
        Assert.Null(map.Scalar(key));
        Assert.True(map.Says(key));
    }

    [Fact]
    public void A_name_that_is_no_label_still_says_who_is_meant()
    {
        var (_, map, found) = Check("name: Ann");
        Assert.Equal("GOG015", Assert.Single(found).Code);
        Assert.Equal("Ann", map.Text("name"));
    }

    [Fact]
    public void A_number_in_quotes_is_reported_and_still_counts()
    {
        var (_, map, found) = Check("{name: a, age: \"5\"}");
        Assert.Equal("GOG004", Assert.Single(found).Code);
        Assert.Equal(5, map.Integer("age"));
    }

    [Fact]
    public void A_mistyped_key_counts_as_the_one_that_was_meant()
    {
        var (_, map, found) = Check("{name: a, agee: 5, isTal: maybe}");
        Assert.Equal(["GOG003", "GOG003"], found.Select(diagnostic => diagnostic.Code));
        Assert.Equal(5, map.Integer("age"));
        Assert.Equal(["isTall"], map.Unreadable);
    }

    [Fact]
    public void A_key_that_is_there_is_not_replaced_by_a_mistyped_one() =>
        Assert.Equal(5, Check("{name: a, age: 5, agee: 6}").Checked.Integer("age"));

    [Theory]
    [InlineData("{}", "'name' is missing. Meaning: Its name.")]
    [InlineData("{age: 5}", "'name' is missing.")]
    public void A_required_key_is_missed(string text, string what) =>
        Assert.Contains(what, Assert.Single(Check(text).Found).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{nam: a}", "GOG003")]
    [InlineData("{name: }", "GOG004")]
    [InlineData("{name: ~}", "GOG004")]
    public void A_required_key_that_is_mistyped_or_empty_is_one_mistake(string text, string code) =>
        Assert.Equal(code, Assert.Single(Check(text).Found).Code);

    [Fact]
    public void Everything_is_reported_at_once_with_its_path()
    {
        var found = Check("{nick: x, age: old, friends: [{nome: a}, {}, [b]], rooms: {x: {size: 0}, y: {length: 1}}}").Found;
        string[] expected =
        [
            "GOG005 the key 'name' is missing.",
            "GOG003 unknown key 'nick'.",
            "GOG004 age must be an integer",
            "GOG003 unknown key 'nome' in friends[0].",
            "GOG005 the key 'name' is missing in friends[1].",
            "GOG004 friends[2] must be text or a map, not a list.",
            "GOG007 rooms.x.size is 0, but must be from 1 to 99.",
            "GOG003 unknown key 'length' in rooms.y.",
        ];
        Assert.Equal(expected.Length, found.Count);
        Assert.All(
            expected.Zip(found),
            pair => Assert.StartsWith(pair.First, $"{pair.Second.Code} {pair.Second.Message}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_was_found_unreadable_is_not_reported_again()
    {
        var (_, map, _) = Check("{name: a, age: old, friends: [[b]]}");
        var again = new DiagnosticBag();
        Person.Check(map, "", again);
        Assert.Empty(again.Sorted());
    }

    private static (YamlMap Map, YamlMap Checked, IReadOnlyList<Diagnostic> Found) Check(string text)
    {
        var diagnostics = new DiagnosticBag();
        var map = YamlReader.ReadMap("f.yaml", text, diagnostics)!;
        return (map, Assert.IsType<YamlMap>(Person.Check(map, "", diagnostics)), diagnostics.Sorted());
    }
}
