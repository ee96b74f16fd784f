using System.Text.RegularExpressions;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed partial class SourceTests
{
    [Fact]
    public void Connectors_take_time_chance_and_ids_only_from_what_they_are_given() => Assert.Empty(
        from source in Repository.Sources("connectors")
        from line in source.Lines
        where Unasked().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select $"{source.Path}: {line.Trim()}");

    [Fact]
    public void No_test_is_skipped_and_none_sleeps() => Assert.Empty(
        from source in Repository.Sources("tests/Hub.UnitTests", "tests/Hub.ContractTests", "tests/Hub.AcceptanceTests")
        from line in source.Lines
        where Idle().IsMatch(line)
        select $"{source.Path}: {line.Trim()}");

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Guid\.(NewGuid|CreateVersion7)|Random\.Shared|Thread\.Sleep|Task\.Delay\((?!.*[cC]lock)")]
    private static partial Regex Unasked();

    [GeneratedRegex(@"\[(Fact|Theory)\(.*Skip\s*=|Thread\.Sleep\(|Task\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Idle();
}
