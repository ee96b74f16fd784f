using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Redirecting at MyVNPost, which can change the receiver of an order.</summary>
public sealed class RedirectTests(MyVnPostCentre centre) : IClassFixture<MyVnPostCentre>
{
    [Theory]
    [InlineData(0, "9202")]
    [InlineData(3, "9203")]
    public async Task A_delivery_goes_to_the_new_place_until_it_is_out(int steps, string sequence)
    {
        var booked = await BookedAsync(sequence, steps);

        await centre.RedirectAsync(booked.Dossier, "r-" + sequence, PostalDirection.Delivery);

        var changed = await centre.StateAsync(booked.Number, each => each.Receiver.Name == "Trần Thị Demo", "redirected");
        Assert.True(changed.IsLive);
        Assert.Equal(("Trần Thị Demo", "0900000002", "43001"), await ReceiverAsync(booked.Number));
        Assert.Equal(1, await centre.BookingsAsync(booked.Number));
        Assert.Contains(await centre.Consignments.RecordsAsync(booked.Number, default), record => record.Code == "redirected");
        Assert.Equal(["r-" + sequence], await centre.RedirectedAsync(booked.Dossier));
        await centre.AdvanceAsync(booked.Number);
        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
    }

    [Theory]
    [InlineData("applied-no-answer", "9211")]
    [InlineData("applied-5xx", "9212")]
    [InlineData("applied-late", "9213")]
    [InlineData("torn", "9214")]
    [InlineData("html", "9215")]
    [InlineData("session-loss", "9216")]
    public async Task A_redirection_comes_through_whatever_fails_on_its_way(string fault, string sequence)
    {
        var booked = await BookedAsync(sequence, 0);
        await centre.FaultAsync("d", fault, 1, null, 2, fault == "applied-late" ? 1500 : null, "correct");

        await centre.RedirectAsync(booked.Dossier, "r-" + sequence, PostalDirection.Delivery);

        await centre.StateAsync(booked.Number, each => each.Receiver.Name == "Trần Thị Demo", "redirected");
        Assert.Equal(("Trần Thị Demo", "0900000002", "43001"), await ReceiverAsync(booked.Number));
        Assert.Equal((1, 0), (await centre.BookingsAsync(booked.Number), (await centre.ToldAsync(booked.Dossier)).Held.Count));
        Assert.Equal(["r-" + sequence], await centre.RedirectedAsync(booked.Dossier));
    }

    [Fact]
    public async Task An_address_of_three_levels_from_before_2025_07_is_told_in_the_operators_codes()
    {
        var reply = await centre.SendAsync("POST", "/units/codes/former/import", "admin", """{"codes":[{"level":"commune","theirs":"13339","ours":"13285"},{"level":"province","theirs":"35","ours":"37"}]}""");
        Assert.True(reply.Status == 200, reply.Text);
        var booked = await BookedAsync("9221", 0);
        var citizen = new JsonObject
        {
            ["name"] = "Trần Thị Demo",
            ["phone"] = "0900000002",
            ["address"] = new JsonObject
            {
                ["line"] = "Số 9, ngõ Cũ",
                ["communeCode"] = "13339",
                ["communeName"] = "Xã Cũ",
                ["districtCode"] = "347",
                ["districtName"] = "Thành phố Phủ Lý",
                ["provinceCode"] = "35",
                ["provinceName"] = "Tỉnh Hà Nam",
            },
        };

        await centre.RedirectAsync(booked.Dossier, "r-9221", PostalDirection.Delivery, citizen);

        await centre.StateAsync(booked.Number, each => each.Receiver.Name == "Trần Thị Demo", "redirected");
        var order = (await centre.OrderAsync(booked.Number))["request"]!["informationOrder"]!;
        Assert.Equal(("43", "43001", "VNPOST"), (Text(order, "receiverProvinceCode"), Text(order, "receiverCommuneCode"), Text(order, "receiverDistrictCode")));
        Assert.Equal("Số 9, ngõ Cũ, Xã Cũ, Thành phố Phủ Lý", Text(order, "receiverAddress"));
    }

    [Fact]
    public async Task A_place_that_nobody_knows_is_named_and_mended_by_a_person()
    {
        var booked = await BookedAsync("9231", 0);
        await centre.RedirectAsync(booked.Dossier, "r-9231", PostalDirection.Delivery, PostCentre.Party("Trần Thị Demo", "0900000002", "99999", "99"));

        var letter = await centre.DeadLetterAsync(booked.Dossier, "postal-place-unknown");

        Assert.Equal("Nguyễn Văn Demo", (await centre.Consignments.FindAsync(booked.Number, default))!.Receiver.Name);
        var mended = new JsonObject
        {
            ["requestedAt"] = "2026-11-18T09:05:00+07:00",
            ["direction"] = "delivery",
            ["citizen"] = PostCentre.Party("Trần Thị Demo", "0900000002", "13285"),
        };
        var edited = await centre.SendAsync("PUT", $"/dead-letters/{letter.GetProperty("id").GetString()}/body", "operator", mended.ToJsonString());
        Assert.True(edited.Status == 200, edited.Text);
        await centre.DecideAsync(letter, "retry");
        await centre.StateAsync(booked.Number, each => each.Receiver.Name == "Trần Thị Demo", "redirected");
    }

    [Fact]
    public async Task What_was_handed_over_goes_nowhere_else()
    {
        var booked = await BookedAsync("9241", 50);
        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);

        await centre.RedirectAsync(booked.Dossier, "r-9241", PostalDirection.Delivery);

        await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");
        Assert.Equal("Nguyễn Văn Demo", (await ReceiverAsync(booked.Number)).Name);
    }

    [Fact]
    public async Task The_operator_that_says_too_late_is_believed()
    {
        var booked = await BookedAsync("9251", 4);
        await centre.StateAsync(booked.Number, ConsignmentState.OutForDelivery);

        await centre.RedirectAsync(booked.Dossier, "r-9251", PostalDirection.Delivery);

        await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");
        Assert.Equal("Nguyễn Văn Demo", (await centre.Consignments.FindAsync(booked.Number, default))!.Receiver.Name);
    }

    [Fact]
    public async Task The_sender_of_a_pickup_is_not_its_to_change_and_staff_read_so()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261112-9261");

        await centre.RedirectAsync(booked.Dossier, "r-9261", PostalDirection.Pickup);

        await centre.DeadLetterAsync(booked.Dossier, "postal-unable");
        Assert.Equal("Nguyễn Văn Demo", (await centre.Consignments.FindAsync(booked.Number, default))!.Sender.Name);
    }

    private async Task<Consignment> BookedAsync(string sequence, int steps)
    {
        var booked = await centre.DeliveryBookedAsync("000.00.01.H40-261112-" + sequence);
        if (steps > 0)
        {
            await centre.AdvanceAsync(booked.Number, steps);
            await centre.StateAsync(booked.Number, each => each.State is not ConsignmentState.Booked, "on its way");
        }

        return booked;
    }

    private async Task<(string? Name, string? Phone, string? Commune)> ReceiverAsync(string number)
    {
        var order = (await centre.OrderAsync(number))["request"]!["informationOrder"]!;
        return (Text(order, "receiverName"), Text(order, "receiverPhone"), Text(order, "receiverCommuneCode"));
    }

    private static string? Text(JsonNode order, string name) => order[name]?.GetValue<string>();
}
