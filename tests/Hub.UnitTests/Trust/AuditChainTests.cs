using Hub.Core.Trust;
using Xunit;

namespace Hub.UnitTests.Trust;

public sealed class AuditChainTests
{
    private static readonly AuditEntry Entry = new(
        new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "key-1", "operator", "dead-letter.edit", "hồ sơ H01", "allowed", null, "");

    private static string Next(AuditEntry entry, long seq = 1, byte[]? previous = null) =>
        Convert.ToHexString(AuditChain.Next(previous ?? AuditChain.Genesis.Span, seq, entry));

    [Fact]
    public void It_is_known_from_elsewhere() =>
        Assert.Equal("657DD804887A2F5662F1DE0E5B651725C9D30544CD94130DC398E04F7159FE4B", Next(Entry));

    [Fact]
    public void The_place_the_former_line_and_every_field_change_it()
    {
        var hashes = new List<string>
        {
            Next(Entry),
            Next(Entry, seq: 2),
            Next(Entry, previous: AuditChain.Next(AuditChain.Genesis.Span, 1, Entry)),
            Next(Entry with { At = Entry.At.AddTicks(1) }),
            Next(Entry with { Actor = "key-2" }),
            Next(Entry with { Role = "admin" }),
            Next(Entry with { Role = null }),
            Next(Entry with { Act = "dead-letter.skip" }),
            Next(Entry with { Target = "H02" }),
            Next(Entry with { Target = null }),
            Next(Entry with { Result = "denied" }),
            Next(Entry with { Detail = "why" }),
            Next(Entry with { Detail = "" }),
            Next(Entry with { TraceId = null }),
            Next(Entry with { TraceId = "4bf9" }),
            Next(Entry with { Actor = "key-1o", Role = "perator" }),
        };

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void The_zone_an_act_is_told_in_does_not_matter() =>
        Assert.Equal(Next(Entry), Next(Entry with { At = Entry.At.ToOffset(TimeSpan.FromHours(7)) }));
}
