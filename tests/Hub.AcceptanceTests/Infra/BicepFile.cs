using System.Text.RegularExpressions;
using Hub.Tests;

namespace Hub.AcceptanceTests.Infra;

/// <summary>
/// What can be told of a Bicep file by reading it, to compare it with the app. It keeps to the plain form in which the templates are written: one
/// property a line, blocks closed on a line of their own.
/// </summary>
internal sealed partial class BicepFile
{
    private BicepFile(string path)
    {
        Path = path;
        Text = Comment().Replace(File.ReadAllText(path), "");
    }

    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "infra/azure");

    public static IReadOnlyList<BicepFile> All { get; } =
        [.. Directory.GetFiles(Folder, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => new BicepFile(file))];

    public string Path { get; }

    public string Name => System.IO.Path.GetRelativePath(Folder, Path);

    /// <summary>Without comments.</summary>
    public string Text { get; }

    /// <summary>Resources that the file makes: symbol, type without its version, body.</summary>
    public IReadOnlyList<(string Symbol, string Type, string Body)> Resources =>
        [.. Resource().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];

    /// <summary>Pairs of <c>name</c> and <c>value</c>, the form of app settings; the value as it is written.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
        [.. Setting().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>The texts of a list that is a variable, or a parameter's default.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Quoted().Matches(Regex.Match(Text, $@"^(?:var|param) {name}(?: array)? = \[\n(.*?)^\]", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value).Select(match => match.Groups[1].Value)];

    /// <summary>The texts of a variable that joins lists, each made by a loop over another list or written out.</summary>
    /// <param name="given">Parameters: lists and texts.</param>
    public IReadOnlyList<string> Joined(string variable, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        var written = Regex.Match(Text, $@"^(?:var|output) {variable}(?: array)? = (.+)$", RegexOptions.Multiline).Groups[1].Value;
        return
        [
            .. from Match word in Word().Matches(Quoted().Replace(written, ""))
               where Regex.IsMatch(Text, $@"^var {word.Value} = \[for ", RegexOptions.Multiline)
               from text in Looped(Regex.Match(Text, $@"^var {word.Value} = (.+)$", RegexOptions.Multiline).Groups[1].Value, given)
               select text,
            .. Quoted().Matches(written).Select(match => Filled(match.Groups[1].Value, given)),
        ];
    }

    /// <summary>The names that a resource gets, one for each turn of its loop.</summary>
    public IEnumerable<(string Name, string Body)> Named(string type, IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
        from Match resource in Looping().Matches(Text)
        where resource.Groups[1].Value == type
        let body = resource.Groups[4].Value
        let name = Property(body, "name")!
        from each in given.GetValueOrDefault(resource.Groups[3].Value) ?? List(resource.Groups[3].Value)
        select (Filled(name.Replace($"${{{resource.Groups[2].Value}}}", each, StringComparison.Ordinal), given), body);

    private IEnumerable<string> Looped(string loop, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        var parts = Regex.Match(loop, @"^\[for (\w+) in (\w+): '(.+)'\]$").Groups;
        return (given.GetValueOrDefault(parts[2].Value) ?? List(parts[2].Value)).Select(each => Filled(parts[3].Value.Replace($"${{{parts[1].Value}}}", each, StringComparison.Ordinal), given));
    }

    private static string Filled(string text, IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
        given.Aggregate(text, (filled, parameter) => filled.Replace($"${{{parameter.Key}}}", parameter.Value[0], StringComparison.Ordinal));

    public static string? Property(string body, string name) =>
        Regex.Match(body, $@"^\s+{name}: (.+)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value.Trim('\'') : null;

    [GeneratedRegex("^\\s*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^resource (\w+) '([^'@]+)@[^']+' = (?:\[for [^\n]+: )?\{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"name: '([A-Za-z0-9_]+)'\n\s+value: (.+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^resource \w+ '([^'@]+)@[^']+' = \[for (\w+) in (\w+): \{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Looping();

    [GeneratedRegex(@"\b\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
