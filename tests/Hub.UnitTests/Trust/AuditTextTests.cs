using Hub.Core.Trust;
using Xunit;

namespace Hub.UnitTests.Trust;

public sealed class AuditTextTests
{
    [Theory]
    [InlineData("000.00.01.H40-261121-0001")]
    [InlineData("G09.20-20260609-0092637")]
    [InlineData("H40-261121-0001-P1")]
    [InlineData("1.000656")]
    [InlineData("EB123456789VN")]
    [InlineData("018f2c1e-7b5a-7c3d-9e2f-0a1b2c3d4e5f")]
    [InlineData("sub-0123456789ab")]
    [InlineData("sha256:0123456789abcdef")]
    [InlineData("k1")]
    [InlineData("")]
    [InlineData(null)]
    public void Codes_and_ids_stand_as_they_are(string? text)
    {
        Assert.Equal(text, AuditText.Outside(text));
        Assert.Equal(text, AuditText.Target(text));
    }

    [Theory]
    [InlineData("postal")]
    [InlineData("vnpost/R1")]
    [InlineData("12 procedures")]
    [InlineData("batch:500")]
    [InlineData("hub.db")]
    [InlineData("192.168.100.100")]
    [InlineData("2001:db8::/64")]
    public void Words_of_ours_stand_in_a_target(string text) => Assert.Equal(text, AuditText.Target(text));

    [Theory]
    [InlineData("Nguyễn Văn Thử")]
    [InlineData("Nguyen Van Thu")]
    [InlineData("NGUYENVANTHU")]
    [InlineData("Nguyen_Van_Thu_1985")]
    [InlineData("nguyen.van.thu")]
    [InlineData("0912345678")]
    [InlineData("0912.345.678")]
    [InlineData("+84912345678")]
    [InlineData("001099012345")]
    [InlineData("H40-001099012345")]
    [InlineData("thu0912345678")]
    [InlineData("thu@example.test")]
    [InlineData("H40 Nguyễn Văn Thử")]
    [InlineData("١٢٣")]
    [InlineData("\ud800")]
    public void What_may_be_a_person_is_a_digest_that_can_be_found_again(string text)
    {
        var kept = AuditText.Outside(text);

        Assert.Matches("^sha256:[0-9a-f]{16}$", kept);
        Assert.Equal(AuditText.Digest(text), kept);
        Assert.Equal(kept, AuditText.Target(kept));
    }

    [Fact]
    public void Each_part_of_a_target_is_judged_alone() =>
        Assert.Equal($"vnpost/{AuditText.Digest("Nguyễn Văn Thử")}", AuditText.Target("vnpost/Nguyễn Văn Thử"));

    [Fact]
    public void A_detail_keeps_its_words_and_no_number_of_a_person()
    {
        var entry = new AuditEntry(default, "op", null, "act", null, "allowed", "skipped: gọi 0912.345.678 hoặc thu@example.test, hồ sơ 000.00.01.H40-261121-0001");

        Assert.Equal("skipped: gọi *** hoặc ***, hồ sơ 000.00.01.H40-261121-0001", AuditText.Clean(entry).Detail);
        Assert.Equal("owner centre to token:0123456789", AuditText.Clean(entry with { Detail = "owner centre to token:0123456789" }).Detail);
        Assert.Equal("replay from 2026-11-22T00:00:00+07:00", AuditText.Clean(entry with { Detail = "replay from 2026-11-22T00:00:00+07:00" }).Detail);
    }
}
