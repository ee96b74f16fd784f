using System.Text.RegularExpressions;
using Hub.Tests;

namespace Hub.AcceptanceTests.Infra;

/// <summary>
/// What can be told of a Bicep file by reading it. No compiler can be had where these tests run, so this reader keeps to the plain form in
/// which the templates are written: one property a line, blocks closed on a line of their own.
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

    /// <summary>Names of the parameters, and whether each has a default.</summary>
    public IReadOnlyDictionary<string, bool> Parameters =>
        Parameter().Matches(Text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Success, StringComparer.Ordinal);

    public IReadOnlyList<string> Outputs => [.. Output().Matches(Text).Select(match => match.Groups[1].Value)];

    /// <summary>Symbol, path and what is handed over.</summary>
    public IReadOnlyList<(string Symbol, string Path, IReadOnlyList<string> Given)> Modules =>
        [.. Module().Matches(Text).Select(match => (
            match.Groups[1].Value,
            match.Groups[2].Value,
            (IReadOnlyList<string>)[.. Given().Matches(match.Groups[3].Value).Select(given => given.Groups[1].Value)]))];

    /// <summary>Resources that the file makes: symbol, type without its version, body.</summary>
    public IReadOnlyList<(string Symbol, string Type, string Body)> Resources =>
        [.. Resource().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];

    /// <summary>Pairs of <c>name</c> and <c>value</c>, the form of app settings; the value as it is written.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
        [.. Setting().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>The texts of a list that is a variable.</summary>
    public IReadOnlyList<string> List(string variable) =>
        [.. Quoted().Matches(Regex.Match(Text, $@"^var {variable} = \[\n(.*?)^\]", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value).Select(match => match.Groups[1].Value)];

    public static string? Property(string body, string name) =>
        Regex.Match(body, $@"^\s+{name}: (.+)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value.Trim('\'') : null;

    [GeneratedRegex("^\\s*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^param (\w+) (?:string|int|bool|object|array)( = .+)?$", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"^module (\w+) '([^']+)' = \{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^    (\w+): ", RegexOptions.Multiline)]
    private static partial Regex Given();

    [GeneratedRegex(@"^resource (\w+) '([^'@]+)@[^']+' = (?:\[for [^\n]+: )?\{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"name: '([A-Za-z0-9_]+)'\n\s+value: (.+)")]
    private static partial Regex Setting();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
