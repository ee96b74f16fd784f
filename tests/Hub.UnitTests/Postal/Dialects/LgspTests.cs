using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Hub.UnitTests.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>B: as A behind a province's platform, with waybills of our own.</summary>
public sealed class LgspTests
{
    private const string Waybill = "CN202611218VN";

    [Fact]
    public async Task An_order_carries_its_waybill_and_the_platforms_token()
    {
        var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1"}""");
        http.Answer("""{"Status":"100","Message":"Thành công"}""");

        var reply = await Speaking.Of(http, PostalDialectNames.Lgsp).BookAsync(Speaking.Order(waybill: Waybill), default);

        Assert.Equal(Waybill, Assert.IsType<PostalReply<Booked>.Ok>(reply).Value.Waybill);
        Assert.Equal("t-1", http.Requests[1].Headers["access_token"]);
        Assert.False(http.Requests[1].Headers.ContainsKey("Authorization"));
        Assert.Contains("\"ItemCode\":\"CN202611218VN\",\"FlagConfig\":2", http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_gave_out_one_token_for_good_is_not_asked_for_another()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(
            twin, PostalDialectNames.Lgsp, options => options with { Secret = "lgsp-demo-token", Paths = new Dictionary<string, string> { ["token"] = "" } });

        Assert.IsType<PostalReply<Booked>.Ok>(await dialect.BookAsync(Speaking.Order(waybill: Waybill), default));
    }

    [Fact]
    public async Task A_token_refused_with_http_200_is_renewed_too()
    {
        var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1"}""");
        http.Answer("""{"Status":"401","Message":"access_token hết hạn"}""");
        http.Answer("""{"access_token":"t-2"}""");
        http.Answer("""{"Status":"101","Message":""}""");

        Assert.IsType<PostalReply<Booked>.AlreadyThere>(await Speaking.Of(http, PostalDialectNames.Lgsp).BookAsync(Speaking.Order(waybill: Waybill), default));
        Assert.Equal("t-2", http.Requests[3].Headers["access_token"]);
    }

    [Fact]
    public async Task Used_waybills_and_waybills_of_no_range_have_their_own_refusals()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Lgsp);
        await dialect.BookAsync(Speaking.Order("000.00.01.H40-261121-1111-P1", Waybill), default);

        var used = await dialect.BookAsync(Speaking.Order("000.00.01.H40-261121-1112-P1", Waybill), default);
        var outside = await dialect.BookAsync(Speaking.Order("000.00.01.H40-261121-1113-P1", "CN000000005VN"), default);

        Assert.Equal(PostalReasonCodes.WaybillUsed, Assert.IsType<PostalReply<Booked>.Refused>(used).Code);
        Assert.Equal(PostalReasonCodes.WaybillOutside, Assert.IsType<PostalReply<Booked>.Refused>(outside).Code);
    }

    [Fact]
    public async Task A_booking_torn_after_it_was_made_is_registered_already_and_there_once()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Lgsp, options => Speaking.LookingUp(options, "order/get"));
        var order = Speaking.Order(Mail.Magic("701"), Waybill);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(await dialect.BookAsync(order, default)).MayHaveEffect);
        Assert.IsType<PostalReply<Booked>.AlreadyThere>(await dialect.BookAsync(order, default));
        Assert.Equal(Waybill, Assert.IsType<PostalReply<Booked>.Ok>(await dialect.LookUpAsync(order.Number, default)).Value.Waybill);

        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
    }

    [Fact]
    public async Task A_new_range_is_fetched_and_every_number_of_it_is_taken_by_the_operator()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Lgsp);
        var source = Assert.IsAssignableFrom<IRangeSource>(dialect);

        var range = Assert.IsType<PostalReply<WaybillRange>.Ok>(await source.FetchRangeAsync(50, default)).Value;
        var all = Assert.IsType<PostalReply<AllottedRanges>.Ok>(await source.ListRangesAsync(default)).Value;

        Assert.Equal((Speaking.Operator, "CN", "VN", 8, true, 50L), (range.Operator, range.Prefix, range.Suffix, range.Digits, range.HasCheckDigit, range.Left));
        Assert.Equal((2, 0), (all.Ranges.Count, all.Unreadable.Count));
        Assert.Contains(new AllottedRange(range, 0), all.Ranges);
        Assert.IsType<PostalReply<Booked>.Ok>(await dialect.BookAsync(Speaking.Order("000.00.01.H40-261121-1111-P1", Waybills.Format(range, range.First)), default));
        Assert.IsType<PostalReply<Booked>.Ok>(await dialect.BookAsync(Speaking.Order("000.00.01.H40-261121-1112-P1", Waybills.Format(range, range.Last)), default));
    }

    [Fact]
    public async Task A_range_whose_codes_are_not_formed_as_it_says_is_not_believed()
    {
        var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1"}""");
        http.Answer("""{"Status":"100","Range":{"RangeId":"r","Prefix":"CN","FirstSerial":"00000001","LastSerial":"00000050","Suffix":"VN","FirstItemCode":"CN000000019VN"}}""");

        var source = (IRangeSource)Speaking.Of(http, PostalDialectNames.Lgsp);

        Assert.True(Assert.IsType<PostalReply<WaybillRange>.Down>(await source.FetchRangeAsync(50, default)).MayHaveEffect);
    }

    [Fact]
    public async Task A_list_says_what_was_used_and_names_what_is_not_understood()
    {
        var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1"}""");
        http.Answer("""
            {"Status":"100","Ranges":[
             {"RangeId":"r-1","Prefix":"CN","FirstSerial":"00000001","LastSerial":"00000050","Suffix":"VN","Used":7},
             {"RangeId":"r-2","Prefix":"CN","FirstSerial":"A1","LastSerial":"A9","Suffix":"VN"},
             {"RangeId":"r-3","Prefix":"CN","FirstSerial":"00000100","LastSerial":"00000150","Suffix":"VN"}]}
            """);

        var listed = Assert.IsType<PostalReply<AllottedRanges>.Ok>(await ((IRangeSource)Speaking.Of(http, PostalDialectNames.Lgsp)).ListRangesAsync(default)).Value;

        Assert.Equal([("r-1", 7L), ("r-3", null)], listed.Ranges.Select(each => (each.Range.Id, each.Used)));
        Assert.Equal(["r-2"], listed.Unreadable);
    }

    [Theory]
    [InlineData("00000050", "00000001", null, null)]
    [InlineData("00000001", "01000001", null, null)]
    [InlineData("00000001", "00000050", "CN000000505VN", null)]
    [InlineData("00000001", "00000050", null, true)]
    [InlineData("00000001", "00000050", "CN00000050VN", false)]
    [InlineData("000000001", "000000050", null, false)]
    [InlineData("00000001", "01000000", null, true)]
    public async Task A_range_is_read_only_where_its_numbers_and_its_codes_agree(string first, string last, string? lastCode, bool? hasCheckDigit)
    {
        var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1"}""");
        http.Answer($$"""{"Status":"100","Ranges":[{"RangeId":"r-1","Prefix":"CN","FirstSerial":"{{first}}","LastSerial":"{{last}}","Suffix":"VN","LastItemCode":"{{lastCode}}"}]}""");

        var listed = Assert.IsType<PostalReply<AllottedRanges>.Ok>(await ((IRangeSource)Speaking.Of(http, PostalDialectNames.Lgsp)).ListRangesAsync(default)).Value;

        Assert.Equal(hasCheckDigit, listed.Ranges.SingleOrDefault()?.Range.HasCheckDigit);
        Assert.Equal(hasCheckDigit is null ? ["r-1"] : [], listed.Unreadable);
    }

    [Fact]
    public async Task The_feed_is_read_as_that_of_a()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Lgsp);
        await dialect.BookAsync(Speaking.Order(waybill: Waybill), default);

        var tracked = Assert.Single(Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(null, default)).Value.Events);

        Assert.Equal((Mail.Number, ConsignmentState.Booked, Waybill), (tracked.Number, tracked.State, tracked.Waybill));
    }
}
