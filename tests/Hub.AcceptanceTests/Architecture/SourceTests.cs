using System.Text.RegularExpressions;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed partial class SourceTests
{
    private const string CommandLine = "a command lives for seconds, on the machine's own clock";

    /// <summary>Files of the executable that may ask the machine for the time or for chance, by name, with the reason.</summary>
    private static readonly Dictionary<string, string> Asked = new(StringComparer.Ordinal)
    {
        ["HubServices.cs"] = "the composition root: here clock and chance are given to all others",
        ["WaitingRoom.cs"] = "waits for the store before anything is composed",
        ["DemoPosting.cs"] = "the demo runs beside a hub, at the pace of the screen",
        ["DemoRun.cs"] = "the demo runs beside a hub, at the pace of the screen",
        ["BrokerChecks.cs"] = CommandLine,
        ["HubApi.cs"] = CommandLine,
        ["HubChecks.cs"] = CommandLine,
        ["KeysCommand.cs"] = CommandLine,
        ["LocalChecks.cs"] = CommandLine,
        ["MoveCommand.cs"] = CommandLine,
        ["RestoreCommand.cs"] = CommandLine,
    };

    [Fact]
    public void Connectors_take_time_chance_and_ids_only_from_what_they_are_given() => Assert.Empty(
        from source in Repository.Sources("connectors")
        from line in source.Lines
        where Unasked().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select $"{source.Path}: {line.Trim()}");

    [Fact]
    public void The_executable_asks_for_time_and_chance_only_where_listed() => Assert.Empty(
        from found in AskedInFunctions()
        where !Asked.ContainsKey(Path.GetFileName(found.Path))
        select $"{found.Path}: {found.Line}");

    [Fact]
    public void Every_listed_file_still_asks() => Assert.Empty(Asked.Keys.Except(AskedInFunctions().Select(found => Path.GetFileName(found.Path))));

    [Fact]
    public void No_test_is_skipped_and_none_sleeps() => Assert.Empty(
        from source in Repository.Sources("tests/Hub.UnitTests", "tests/Hub.ContractTests", "tests/Hub.AcceptanceTests", "tests/Hub.ExampleParty", "tests/Hub.ProcessTests", "tests/Shared")
        from line in source.Lines
        where Idle().IsMatch(line)
        select $"{source.Path}: {line.Trim()}");

    // The compiler and the formatter without a project tell every other rule of .editorconfig; these two only the formatter that loads the whole solution.
    [Fact]
    public void Usings_are_in_order_and_no_member_is_called_by_this() => Assert.Empty(
        from source in Repository.Sources("connectors", "functions", "tests")
        let usings = source.Lines.Select(line => Using().Match(line)).Where(match => match.Success).Select(Place).ToList()
        where !usings.SequenceEqual(usings.Order(StringComparer.OrdinalIgnoreCase)) || source.Lines.Any(line => This().IsMatch(line))
        select source.Path);

    // Namespaces, System first, then static ones, then other names; a point is before every letter, as a part of a name ends before a longer one.
    private static string Place(Match @using)
    {
        var name = @using.Groups["name"].Value;
        var kind = @using.Groups["alias"].Success ? 2 : @using.Groups["static"].Success ? 1 : 0;
        return $"{kind}{(name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)}{name.Replace('.', '\u0001')}";
    }

    [GeneratedRegex(@"^using (?<static>static )?(?<alias>\w+ = )?(?<name>[\w.]+);")]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?!\s*//).*(?<!["".\w])this\.[A-Za-z_]")]
    private static partial Regex This();

    private static IEnumerable<(string Path, string Line)> AskedInFunctions() =>
        from source in Repository.Sources("functions")
        from line in source.Lines
        where (Unasked().IsMatch(line) || line.Contains("TimeProvider.System", StringComparison.Ordinal)) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            && !line.Contains("Task.Delay(Timeout.Infinite", StringComparison.Ordinal)
        select (source.Path, line.Trim());

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Guid\.(NewGuid|CreateVersion7)|Random\.Shared|Thread\.Sleep|Task\.Delay\((?!.*[cC]lock)")]
    private static partial Regex Unasked();

    [GeneratedRegex(@"\[(Fact|Theory)\(.*Skip\s*=|Thread\.Sleep\(|Task\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Idle();
}
