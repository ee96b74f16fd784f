using System.Text.RegularExpressions;
using Xunit;

namespace Hub.AcceptanceTests.Infra;

/// <summary>What a compiler would say first: every name that is used is declared, every module is given what it asks for.</summary>
public sealed partial class BicepTests
{
    [Fact]
    public void Every_bracket_is_closed() => Assert.Empty(
        from file in BicepFile.All
        let plain = Quoted().Replace(file.Text, "''")
        where plain.Count(c => c is '{') != plain.Count(c => c is '}') || plain.Count(c => c is '[') != plain.Count(c => c is ']') || plain.Count(c => c is '(') != plain.Count(c => c is ')')
        select file.Name);

    [Fact]
    public void Every_module_exists_and_is_given_what_it_asks_for_and_no_more()
    {
        var main = BicepFile.All.Single(file => file.Name == "main.bicep");

        Assert.True(main.Modules.Count >= 8);
        foreach (var (symbol, path, given) in main.Modules)
        {
            var module = BicepFile.All.Single(file => file.Name == path);
            Assert.True(given.ToHashSet().SetEquals(module.Parameters.Keys), $"{symbol}: {string.Join(", ", given)} / {string.Join(", ", module.Parameters.Keys)}");
        }

        Assert.Equal(BicepFile.All.Count - 1, main.Modules.Count);
    }

    [Fact]
    public void Every_output_that_is_read_is_one_that_its_module_has()
    {
        var main = BicepFile.All.Single(file => file.Name == "main.bicep");
        var modules = main.Modules.ToDictionary(module => module.Symbol, module => BicepFile.All.Single(file => file.Name == module.Path));

        Assert.Empty(
            from Match used in OutputOf().Matches(main.Text)
            where !modules.TryGetValue(used.Groups[1].Value, out var module) || !module.Outputs.Contains(used.Groups[2].Value)
            select used.Value);
        Assert.Empty(
            from module in modules
            from output in module.Value.Outputs
            where !main.Text.Contains($"{module.Key}.outputs.{output}", StringComparison.Ordinal)
            select $"{module.Key}.{output} is read by nobody");
    }

    [Fact]
    public void Every_parameter_and_variable_is_used() => Assert.Empty(
        from file in BicepFile.All
        from name in file.Parameters.Keys.Concat(Variable().Matches(file.Text).Select(match => match.Groups[1].Value))
        where Regex.Count(file.Text, $@"\b{name}\b") < 2
        select $"{file.Name}: {name}");

    [Fact]
    public void Every_bare_name_is_declared_in_its_file()
    {
        string[] functions = ["resourceGroup", "uniqueString", "take", "guid", "subscriptionResourceId", "subscription", "concat", "empty", "union", "minLength", "maxLength",
            "minValue", "maxValue", "allowed", "description", "secure"];

        Assert.Empty(
            from file in BicepFile.All
            let declared = DeclaredIn(file).Concat(functions).Concat(["true", "false", "i"]).ToHashSet()
            from Match value in Value().Matches(file.Text)
            from Match word in Word().Matches(Expressions(value.Groups[1].Value))
            where !declared.Contains(word.Value)
            select $"{file.Name}: {word.Value} in {value.Value.Trim()}");
    }

    [Theory]
    [InlineData("test.bicepparam", "test")]
    [InlineData("production.bicepparam", "production")]
    public void A_parameter_file_gives_what_the_template_asks_for(string name, string stage)
    {
        var text = File.ReadAllText(Path.Combine(BicepFile.Folder, name));
        var main = BicepFile.All.Single(file => file.Name == "main.bicep");
        var given = Given().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.StartsWith("using 'main.bicep'\n", text, StringComparison.Ordinal);
        Assert.Contains($"param stage = '{stage}'", text, StringComparison.Ordinal);
        Assert.Empty(given.Except(main.Parameters.Keys));
        Assert.Empty(main.Parameters.Where(parameter => !parameter.Value).Select(parameter => parameter.Key).Except(given));
        Assert.DoesNotMatch("(?i)password = '", text);
    }

    private static IEnumerable<string> DeclaredIn(BicepFile file) =>
        Declared().Matches(file.Text).SelectMany(match => new[] { match.Groups[1].Value, match.Groups[2].Value });

    // Of a text only what stands in its holes.
    private static string Expressions(string value) =>
        Literal().Replace(value, text => string.Join(' ', Hole().Matches(text.Value).Select(hole => hole.Groups[1].Value)));

    [GeneratedRegex(@"'[^'\n]*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(\w+)\.outputs\.(\w+)")]
    private static partial Regex OutputOf();

    [GeneratedRegex(@"^var (\w+) =", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?:param|var|resource|module) (\w+)|\[for \(?(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    // The right side of a property, a variable or an output on one line.
    [GeneratedRegex(@"^(?:\s+[\w']+:|(?:var|output) \w+(?: string)? =) ([^{\[\n][^\n]*)$", RegexOptions.Multiline)]
    private static partial Regex Value();

    [GeneratedRegex(@"'(?:[^'\\]|\\')*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Hole();

    // A name that is not a member of another and not the key of a property.
    [GeneratedRegex(@"(?<![.\w'])[A-Za-z_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^param (\w+) =", RegexOptions.Multiline)]
    private static partial Regex Given();
}
