using Hub.Core.Places;
using Hub.Postal.Booking;
using Hub.Postal.Consignments;
using Hub.Postal.Places;
using Hub.Postal.Settings;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Postal;

/// <summary>What a consignment is as an operator's order.</summary>
public sealed class OrderTests
{
    private static readonly Consignment Parcel = new()
    {
        Number = "000.00.01.H40-261121-0001-D1",
        Dossier = "000.00.01.H40-261121-0001",
        Direction = PostalDirection.Delivery,
        Sequence = 1,
        RequestSource = "urn:case-system",
        RequestId = "1",
        State = ConsignmentState.Requested,
        StateAt = default,
        Sender = Party(new PostalPlace("Số 2", "00004", null, null, null, "01", null)),
        Receiver = Party(new PostalPlace("Số 1", "00004", null, null, null, "01", null)),
    };

    private readonly OrderBuilder _orders;

    public OrderTests()
    {
        var units = new MemoryUnits().With(new Unit("00004", "Phường Demo", "01", "Thành phố Hà Nội"));
        var options = new PostalOptions
        {
            Operators = new Dictionary<string, PostalOperatorOptions>
            {
                ["vnpost"] = new() { Dialect = PostalDialectNames.Ngsp, TakesOfficialCodes = true },
                ["counter"] = new() { Dialect = PostalDialectNames.Desk },
                ["my"] = new() { Dialect = PostalDialectNames.MyVnPost, TakesOfficialCodes = true },
            },
        };
        _orders = new OrderBuilder(new PlaceRegistry(units, new ManualClock()), units, Microsoft.Extensions.Options.Options.Create(options));
    }

    [Fact]
    public async Task Staff_who_read_the_address_need_no_codes_of_a_place_that_nobody_knows()
    {
        var far = Parcel with { Receiver = Party(new PostalPlace("Số 1", "99999", "Xã Xa", null, null, "99", "Tỉnh Xa")) };

        var desk = (await _orders.BuildAsync(far, "counter", null, CancellationToken.None)).Order;
        var (order, unknown) = await _orders.BuildAsync(far, "vnpost", null, CancellationToken.None);

        Assert.Equal(("01", "99", "Số 1, Xã Xa"), (desk!.Sender.Province, desk.Receiver.Province, desk.Receiver.Address));
        Assert.Equal((null, "vnpost: người dân / citizen, Xã Xa, Tỉnh Xa"), (order, unknown));
    }

    [Fact]
    public async Task A_commune_that_no_list_holds_is_named_by_its_own_words()
    {
        var far = Parcel with { Receiver = Party(new PostalPlace("Số 1", null, "Xã Không Có", null, null, "01", "Hà Nội")) };

        var (order, unknown) = await _orders.BuildAsync(far, "my", null, CancellationToken.None);

        Assert.Equal((null, "my: người dân / citizen, Xã Không Có, Hà Nội"), (order, unknown));
        Assert.NotNull((await _orders.BuildAsync(far, "vnpost", null, CancellationToken.None)).Order);
    }

    [Fact]
    public async Task The_order_keeps_commune_and_district_as_the_citizen_wrote_them()
    {
        var old = Parcel with { Receiver = Party(new PostalPlace("Số 1", "00004", "Phường Cũ", null, "Quận Cũ", "01", null)) };

        var order = (await _orders.BuildAsync(old, "vnpost", null, CancellationToken.None)).Order!;

        Assert.Equal(("Số 2, Phường Demo", "Số 1, Phường Cũ, Quận Cũ"), (order.Sender.Address, order.Receiver.Address));
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    public async Task A_note_longer_than_the_operator_takes_is_cut(int length, int kept) => Assert.Equal(kept, (await NoteAsync(new string('a', length))).Length);

    [Fact]
    public async Task A_note_is_not_cut_in_the_midst_of_a_letter()
    {
        var note = await NoteAsync(new string('a', 499) + "\U0001F4E6");

        Assert.Equal(new string('a', 499), note);
    }

    private static PostalParty Party(PostalPlace place) => new("Nguyễn Văn Demo", "0900000001", null, place);

    private async Task<string> NoteAsync(string note) => (await _orders.BuildAsync(Parcel, "vnpost", note, CancellationToken.None)).Order!.Note;
}
